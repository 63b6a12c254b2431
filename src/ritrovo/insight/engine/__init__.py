"""One engine under both rooms of this floor: sessions, bulk reading and intervals."""
