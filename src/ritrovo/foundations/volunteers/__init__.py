"""The registers of volunteers, their insurance and their hours."""
