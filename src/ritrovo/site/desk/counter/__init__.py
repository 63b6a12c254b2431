"""Counters: where people are met and what they give is written down at once."""
