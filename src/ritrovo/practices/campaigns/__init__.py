"""Campaigns that win twice: the money, and the community."""
