"""Settings, addresses, and the `ritrovo` command."""
