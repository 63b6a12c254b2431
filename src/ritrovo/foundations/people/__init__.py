"""Who takes part: persons, organisations, households, groups, and their roles."""
