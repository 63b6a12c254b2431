"""Facts in templates."""
