"""What `ritrovo prove` recounts of handovers."""

from __future__ import annotations

from typing import Final

from django.db import connection

from ritrovo.foundations.ecosystems.practices import Proof

# Of each deed: promised, accepted, checked; the milestones kept, the rows counted.
MILESTONES: Final = """
    WITH reached AS (
        SELECT object_id,
            array[
                count(*) FILTER (WHERE kind = 'handover_promised'),
                count(*) FILTER (WHERE kind = 'handover_accepted'),
                count(*) FILTER (WHERE kind = 'handover_checked')
            ] AS kept
        FROM contributions_milestone
        WHERE practice = 'campaigns' AND kind LIKE 'handover_%'
        GROUP BY object_id
    ), counted AS (
        SELECT h.id,
            array[
                1,
                (SELECT count(*) FROM campaigns_keeper k
                    WHERE k.handover_id = h.id AND k.state = 'accepted'),
                (SELECT count(DISTINCT c.id) FROM campaigns_handovercheck c
                    JOIN campaigns_checkanswer a ON a.term_id = c.id WHERE c.handover_id = h.id)
            ] AS rows
        FROM campaigns_handover h
    )
    SELECT coalesce(r.object_id, c.id)::text, coalesce(r.kept, '{0,0,0}'),
        coalesce(c.rows, '{0,0,0}')
    FROM reached r FULL JOIN counted c ON c.id = r.object_id
"""


def handovers_agree_with_their_milestones() -> Proof:
    """Recount what each handover reached from its deed, its keepers and their answers."""
    with connection.cursor() as cursor:
        cursor.execute(MILESTONES)
        rows = cursor.fetchall()
    drifted = [
        f"{name}: kept {kept}, counted {counted}" for name, kept, counted in rows if kept != counted
    ]
    return Proof(counted=len(rows), what="handovers' milestones", drifted=drifted)
