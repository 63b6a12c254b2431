"""What the observatory shows: of the desk, of reports."""
