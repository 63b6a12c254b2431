"""One fact: whatever people really do together, recorded once."""
