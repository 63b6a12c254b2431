"""Pages of the treasurer's desk."""
