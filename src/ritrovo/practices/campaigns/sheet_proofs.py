"""What `ritrovo prove` recounts of sheets: each row gave to its own campaign, and once."""

from __future__ import annotations

from django.db import connection

from ritrovo.foundations.ecosystems.practices import Proof

STRAYS = """
    SELECT s.code || '-' || r.place
    FROM campaigns_sheetrow r
    JOIN campaigns_sheet s ON s.id = r.sheet_id
    LEFT JOIN campaigns_pledge p ON p.id = r.pledge_id
    LEFT JOIN campaigns_needoffer o ON o.id = r.offer_id
    LEFT JOIN campaigns_need n ON n.id = o.need_id
    WHERE r.place > s.rows OR p.campaign_id <> s.campaign_id OR n.campaign_id <> s.campaign_id
        OR p.channel <> 'paper' OR o.channel <> 'paper'
        OR (p.backer_id IS NOT NULL AND o.party_id <> p.backer_id
            AND party_root(o.party_id) <> party_root(p.backer_id))
"""


def rows_give_to_their_own_campaign() -> Proof:
    """Recount what each row of paper gave: on its sheet, to its campaign, by one person."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM campaigns_sheetrow")
        (counted,) = cursor.fetchone()
        cursor.execute(STRAYS)
        drifted = [f"{code}: what it gave is not its campaign's" for (code,) in cursor.fetchall()]
    return Proof(counted, "rows of sheets", drifted)
