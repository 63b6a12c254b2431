"""The verbs of volunteering, one module for each list."""
