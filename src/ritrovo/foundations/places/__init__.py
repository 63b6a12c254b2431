"""Where things happen: municipalities, neighbourhoods, buildings, and maps drawn at home."""
