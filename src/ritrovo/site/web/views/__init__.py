"""Public pages, and what machines ask for."""
