"""What the templates of the observatory can say."""
