"""What somebody has written so far of a promise, page by page, as plain values."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from ritrovo.practices.campaigns.promises import Promise

# What each page leaves behind: without it the pages after it cannot be shown.
AMOUNT_KNOWN: Final = frozenset({"cents"})
PERSON_KNOWN: Final = frozenset({"cents", "given_name", "email"})
IDS: Final = (
    "reward_id",
    "ambassador_id",
    "privacy_version_id",
    "newsletter_version_id",
    "public_name_version_id",
)

Answers = Mapping[str, Any]


def has_amount(answers: Answers) -> bool:
    """Say whether the first page was filled in."""
    return answers.keys() >= AMOUNT_KNOWN


def is_complete(answers: Answers) -> bool:
    """Say whether the promise can be reviewed and made."""
    return answers.keys() >= PERSON_KNOWN


def promise_of(answers: Answers) -> Promise:
    """Give the promise that complete answers describe."""
    ids = {name: UUID(answers[name]) for name in IDS if answers.get(name)}
    return Promise(**{**answers, **dict.fromkeys(IDS), **ids})


def mark_of(answers: Answers) -> str:
    """Digest what a review page shows, so that another tab's change cannot slip under it."""
    text = json.dumps(answers, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:32]
