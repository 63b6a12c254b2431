"""Where the observatory keeps its files: below the uploads, never served, in every backup."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from django.conf import settings

from ritrovo.insight.observatory.counting.store import Store

FOLDER: Final = "private/observatory"
# So long a file name any disk takes.
LONGEST_NAME: Final = 100


def root() -> Path:
    """Give the folder of everything the observatory keeps."""
    return Path(settings.MEDIA_ROOT, FOLDER)


def store() -> Store:
    """Open the store of campaigns."""
    return Store(root() / "store")


def raw(sha256: str, name: str) -> Path:
    """Say where a file lies as it came: below its content's name, with its own ending."""
    return root() / "raw" / sha256 / plain_name(name)


def drafts() -> Path:
    """Give the folder where a file is written until it is whole."""
    return root() / "drafts"


def reports() -> Path:
    """Give the folder of sealed reports."""
    return root() / "reports"


def found() -> Path:
    """Give the folder of what was found in the store: pairs to decide, categories to place."""
    return root() / "found"


def plain_name(name: str) -> str:
    """Keep of a file's name what every disk and every archive can name."""
    kept = "".join(letter if letter.isalnum() or letter in "._-" else "-" for letter in name)
    return kept.lstrip(".-")[-LONGEST_NAME:] or "file"
