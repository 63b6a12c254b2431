"""The second ring of several contexts at once, for lists of campaigns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from django.db import connection

from ritrovo.foundations.contributions.measures import NO_TARGETS, Counts, Targets, people_ratio
from ritrovo.foundations.contributions.measures_sql import COMPANIONS, FACTS, HEADS

SCOPE: Final = "{table}.context_id = ANY(%(ids)s)"
# The measures of LIVE that a target may be set on, for several contexts at once; a tally, where
# one is kept, answers in place of the facts.
REACHED: Final = f"""
    WITH {FACTS.format(scope=SCOPE.format(table="c"))},
    {COMPANIONS.format(scope=SCOPE.format(table="c"))},
    met AS (
        SELECT m.context_id FROM contributions_milestone m
        WHERE {SCOPE.format(table="m")} AND m.kind IN ('need_met', 'need_reopened')
        GROUP BY m.context_id, m.practice, m.object_id
        HAVING count(*) FILTER (WHERE m.kind = 'need_met')
            > count(*) FILTER (WHERE m.kind = 'need_reopened')
    ),
    accepted AS (
        SELECT DISTINCT m.context_id, m.practice, m.object_id FROM contributions_milestone m
        WHERE {SCOPE.format(table="m")} AND m.kind = 'handover_accepted'
    )
    SELECT ids.id,
        (SELECT coalesce(sum(n), 0) FROM (SELECT {HEADS} AS n FROM givers
            WHERE context_id = ids.id GROUP BY giver, giver_kind) AS people)::bigint,
        (SELECT coalesce(sum(n), 0) FROM (SELECT {HEADS} AS n FROM new_companions
            WHERE context_id = ids.id GROUP BY giver, giver_kind) AS new)::bigint,
        (SELECT count(*) FROM met WHERE context_id = ids.id),
        (SELECT count(*) FROM accepted WHERE context_id = ids.id)
    FROM unnest(%(ids)s::uuid[]) AS ids (id)
"""  # noqa: S608  Constants of ours alone.
KEPT: Final = """
    SELECT context_id, givers, new_companions, needs_met, handovers
    FROM contributions_tally WHERE context_id = ANY(%(ids)s)
"""


def people_ratios(targets: Mapping[UUID, Targets]) -> dict[UUID, int]:
    """Say how near each context is to its targets, in thousandths; without targets it is left out.

    Each ratio is the one `victories` gives for the context alone. Two queries at most, whatever
    their number; none when no context has targets.
    """
    aimed = {context: aims for context, aims in targets.items() if aims != NO_TARGETS}
    if not aimed:
        return {}
    reached = _rows(KEPT, list(aimed))
    if left := [context for context in aimed if context not in reached]:
        reached |= _rows(REACHED, left)
    ratios = {context: people_ratio(reached[context], aims) for context, aims in aimed.items()}
    return {context: ratio for context, ratio in ratios.items() if ratio is not None}


def _rows(sql: str, ids: list[UUID]) -> dict[UUID, Counts]:
    with connection.cursor() as cursor:
        cursor.execute(sql, {"ids": ids})
        return {
            context: Counts(
                givers=givers,
                organisations=0,
                new_companions=companions,
                ties_between_kinds=0,
                needs_met=needs,
                handovers=handovers,
            )
            for context, givers, companions, needs, handovers in cursor.fetchall()
        }
