"""Reads about volunteers, one module for each list."""
