"""The pages of the second victory: for everybody, for those who study it, for the desk."""
