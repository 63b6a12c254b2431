"""Writes that an action or a job puts together."""
