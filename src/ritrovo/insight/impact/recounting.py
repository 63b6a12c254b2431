"""Ties emptied and read again from all facts, beside what they were."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from ritrovo.insight.impact.models import Tie
from ritrovo.insight.impact.proofs import ties_agree_with_their_facts
from ritrovo.insight.impact.steps import read_everything


@dataclass(frozen=True, slots=True)
class Recounted:
    """How many ties stand now, of how many days, and where they had drifted before."""

    ties: int
    days: int
    drifted: Sequence[str]


@transaction.atomic(durable=True)
def recounted() -> Recounted:
    """Read all facts again. Days that waited to be read had not drifted."""
    before = ties_agree_with_their_facts()
    reading = read_everything()
    after = ties_agree_with_their_facts()
    return Recounted(Tie.objects.count(), reading.days, [*before.drifted, *after.drifted])
