"""What a recount proves: the texts people agreed to are the ones that were published."""

from __future__ import annotations

from ritrovo.foundations.agreements.models import Version
from ritrovo.foundations.agreements.rules import digest_of
from ritrovo.foundations.ecosystems.practices import Proof


def texts_are_as_published() -> Proof:
    """Digest every version again and compare."""
    count, drifted = 0, []
    for version in Version.objects.iterator():
        count += 1
        words = (version.title_it, version.title_en, version.text_it, version.text_en)
        if digest_of(*words) != version.digest:
            drifted.append(f"version {version.pk} no longer says what was published")
    return Proof(count, "published texts", drifted)
