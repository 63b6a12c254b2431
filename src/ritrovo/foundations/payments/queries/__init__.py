"""Reads about what is owed, what came, what waits and what was receipted."""
