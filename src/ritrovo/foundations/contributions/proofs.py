"""What must hold among the facts."""

from __future__ import annotations

from dataclasses import fields
from datetime import timedelta
from typing import Any, Final

from django.db import connection

from ritrovo.foundations.contributions.measures import Counts, Within, counted_anew
from ritrovo.foundations.contributions.models import Tally
from ritrovo.foundations.ecosystems.practices import Proof
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.ledger.proofs import guards_stand

GUARDS: Final = (
    ("contributions_contribution", "is_append_only"),
    ("contributions_contribution", "is_never_truncated"),
    ("contributions_contribution", "reversal_mirrors_its_fact"),
    ("contributions_confirmation", "is_append_only"),
    ("contributions_confirmation", "is_never_truncated"),
    ("contributions_helprecord", "is_append_only"),
    ("contributions_helprecord", "is_never_truncated"),
    ("contributions_milestone", "is_append_only"),
    ("contributions_milestone", "is_never_truncated"),
)
WRONG_FACTS: Final = """
    SELECT id FROM contributions_contribution
    WHERE quantity <= 0 OR headcount < 1 OR giver_id = receiver_id
        OR (kind = 'money' AND unit <> 'eur_cent') OR (kind = 'time' AND unit <> 'minute')
    ORDER BY id
"""
TWICE: Final = """
    SELECT practice, object_id, line FROM contributions_contribution
    GROUP BY practice, object_id, line HAVING count(*) > 1 ORDER BY 1, 2, 3
"""
WRONG_REVERSALS: Final = """
    SELECT r.id FROM contributions_contribution r
    LEFT JOIN contributions_contribution f ON f.id = r.reverses_id
    WHERE r.reverses_id IS NOT NULL AND (
        f.id IS NULL OR f.reverses_id IS NOT NULL
        OR (f.giver_id, f.receiver_id, f.kind, f.basis, f.quantity, f.unit)
            <> (r.giver_id, r.receiver_id, r.kind, r.basis, r.quantity, r.unit))
    ORDER BY r.id
"""
NEEDS: Final = """
    SELECT practice, object_id,
           count(*) FILTER (WHERE kind = 'need_met') AS met,
           count(*) FILTER (WHERE kind = 'need_reopened') AS reopened
    FROM contributions_milestone WHERE kind IN ('need_met', 'need_reopened')
    GROUP BY practice, object_id ORDER BY 1, 2
"""


def facts_are_well_formed_and_written_once() -> Proof:
    """Look for facts of nothing, to oneself, in a wrong unit, or twice. Three queries."""
    drifted = [f"fact {row[0]} is not well formed" for row in _rows(WRONG_FACTS)]
    drifted += [f"{row[0]} {row[1]} line {row[2]} is written twice" for row in _rows(TWICE)]
    return Proof(_count("reverses_id IS NULL"), "facts are well formed and written once", drifted)


def reversals_mirror_their_facts() -> Proof:
    """Look for reversals that are not what they take back. Two queries."""
    drifted = [f"reversal {row[0]} is not its fact" for row in _rows(WRONG_REVERSALS)]
    return Proof(_count("reverses_id IS NOT NULL"), "reversals mirror their facts", drifted)


def needs_reopen_only_after_they_are_met() -> Proof:
    """Look for needs reopened more often than met. One query."""
    rows = _rows(NEEDS)
    drifted = [
        f"{row[0]} {row[1]}: met {row[2]}, reopened {row[3]}" for row in rows if row[3] > row[2]
    ]
    return Proof(len(rows), "needs were met before they were reopened", drifted)


def tallies_agree_with_their_facts() -> Proof:
    """Count anew every scope whose counts are kept; as many queries as there are, and one.

    The worker has an hour to follow a merge of parties, a minute to follow a fact: only older
    tallies must agree.
    """
    kept = list(Tally.objects.filter(counted_at__lt=clock.now() - timedelta(hours=2)))
    drifted = [
        f"{_scope_of(tally)}: kept {before}, counted {now}"
        for tally in kept
        if (before := _counts_of(tally)) != (now := counted_anew(_scope_of(tally)))
    ]
    return Proof(len(kept), "kept counts agree with their facts", drifted)


def _counts_of(tally: Tally) -> Counts:
    return Counts(**{each.name: getattr(tally, each.name) for each in fields(Counts)})


def _scope_of(tally: Tally) -> Within:
    return Within(tally.context_id, tally.ecosystem_id)


def guards_of_the_facts_stand() -> Proof:
    """Look for triggers of the facts that somebody removed or switched off. One query."""
    return guards_stand(GUARDS, "guards of the facts are on")


def _count(condition: str) -> int:
    ((found,),) = _rows(f"SELECT count(*) FROM contributions_contribution WHERE {condition}")  # noqa: S608
    return int(found)


def _rows(sql: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())
