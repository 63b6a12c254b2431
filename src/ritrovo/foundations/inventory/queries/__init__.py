"""Reads of what waits, of what would be written, and of what was."""
