"""How a list is written and taken back, inside someone's transaction."""
