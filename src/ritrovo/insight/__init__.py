"""The third floor: what the facts of a community tell, counted on one engine."""
