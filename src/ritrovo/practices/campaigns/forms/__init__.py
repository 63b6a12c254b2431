"""What people fill in about campaigns, one file for each kind of page."""
