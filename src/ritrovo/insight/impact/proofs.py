"""What must hold among the kept ties and the facts."""

from __future__ import annotations

from typing import Final

from django.db import connection

from ritrovo.foundations.ecosystems.practices import Proof
from ritrovo.foundations.ledger.proofs import guards_stand
from ritrovo.insight.impact.models import Reading, Tie
from ritrovo.insight.impact.reading_sql import DRIFT

GUARDS: Final = (
    ("contributions_contribution", "day_is_read_again"),
    ("contributions_confirmation", "day_is_read_again"),
    ("impact_study", "is_append_only"),
    ("impact_study", "is_never_truncated"),
    ("impact_figure", "is_append_only"),
    ("impact_figure", "is_never_truncated"),
)
# So many drifts say enough.
MOST: Final = 100


def ties_agree_with_their_facts() -> Proof:
    """Sum all facts anew beside the kept ties; days that wait to be read are left out.

    Before the first reading there is nothing to compare. Three queries.
    """
    what = "kept ties agree with the facts"
    if not Reading.objects.exists():
        return Proof(0, what)
    with connection.cursor() as cursor:
        cursor.execute(DRIFT)
        rows = cursor.fetchmany(MOST)
    drifted = [f"{giver} gave {receiver} on {day} otherwise" for giver, receiver, day in rows]
    return Proof(Tie.objects.count(), what, drifted)


def guards_of_ties_and_studies_stand() -> Proof:
    """Look for triggers of ours that somebody removed or switched off. One query."""
    return guards_stand(GUARDS, "guards of ties and studies are on")
