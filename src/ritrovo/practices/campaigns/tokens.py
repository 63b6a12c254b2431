"""Random links that manage a promise: only their digest is kept."""

import hashlib
import secrets


def new_token() -> str:
    """Make a token nobody can guess: 192 random bits, safe in an address."""
    return secrets.token_urlsafe(24)


def digest_of_token(token: str) -> str:
    """Give what the database keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
