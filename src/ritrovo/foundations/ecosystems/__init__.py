"""Collaborative ecosystems: the container every practice lives in."""
