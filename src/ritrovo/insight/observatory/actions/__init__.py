"""The verbs of the observatory: imports, decisions, reports."""
