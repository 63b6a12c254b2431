"""Campaigns of any platform read, checked, kept and counted: pure, with files alone."""
