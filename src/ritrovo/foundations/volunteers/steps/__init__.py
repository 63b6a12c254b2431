"""Writes on the registers and on hours, composable inside someone's transaction."""
