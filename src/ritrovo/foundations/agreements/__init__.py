"""Consents and rules, by version, with proof of who, when and which text."""
