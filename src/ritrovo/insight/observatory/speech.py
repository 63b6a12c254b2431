"""What the pure part says, in the reader's language."""

from __future__ import annotations

from django.utils.translation import get_language

from ritrovo.insight.observatory.counting.errors import Unreadable
from ritrovo.insight.observatory.counting.words import Words


def spoken() -> str:
    """Give the language of the page: Italian or English."""
    return "en" if (get_language() or "it").startswith("en") else "it"


def said(told: Unreadable | Words, **facts: object) -> str:
    """Say a sentence of the pure part."""
    return told.said(spoken(), **facts) if isinstance(told, Words) else told.said(spoken())
