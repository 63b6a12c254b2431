"""The ground floor: what every practice stands on."""
