"""How many people stand behind each of several campaigns."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import connection

PEOPLE = """
    SELECT c.context_id, count(DISTINCT canonical.canonical_id)
    FROM standing_contribution c
    JOIN canonical_party canonical ON canonical.id = c.giver_id
    JOIN people_party p ON p.id = canonical.canonical_id
    WHERE c.context_id = ANY(%s) AND p.kind IN ('person', 'household')
        AND c.basis IN ('gift', 'exchange')
    GROUP BY c.context_id
"""


def people_of(campaign_ids: Collection[UUID]) -> dict[UUID, int]:
    """Count the people who gave to each campaign, by its id. One query, or none for no campaign."""
    if not campaign_ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(PEOPLE, [list(campaign_ids)])
        return dict(cursor.fetchall())
