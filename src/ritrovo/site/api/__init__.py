"""The API: what programs may ask."""
