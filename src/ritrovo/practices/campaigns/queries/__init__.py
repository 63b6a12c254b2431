"""What campaigns show, one file for each kind of reader."""
