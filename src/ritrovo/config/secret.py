"""The installation's own secret, made once and kept in its data folder."""

import os
import secrets
from pathlib import Path


def secret_key(folder: Path) -> str:
    """Read the secret key of `folder`, or make it, readable by its owner only."""
    path = folder / "secret_key"
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        folder.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
        return path.read_text().strip()
