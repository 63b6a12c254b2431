"""What a list says: its columns, its rows, its people. Nothing is read from the database."""
