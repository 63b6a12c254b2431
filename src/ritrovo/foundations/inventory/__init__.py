"""What people bring on the first day: lists of what they did before, from their spreadsheets."""
