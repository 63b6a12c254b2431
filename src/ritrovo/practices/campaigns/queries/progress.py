"""How a campaign went day by day, from the ledger's own lines."""

from __future__ import annotations

from typing import Final

from django.db import connection

from ritrovo.foundations.documents.charts import ProgressPoint
from ritrovo.practices.campaigns.models import Campaign

# What comes leaves the book of promises, so promised "so far" is what stands plus what has come.
DAILY: Final = """
    SELECT day,
           (sum(sum(promised + collected)) OVER by_day)::bigint,
           (sum(sum(collected)) OVER by_day)::bigint
    FROM (
        SELECT (j.occurred_at AT TIME ZONE 'Europe/Rome')::date AS day,
               (e.debit - e.credit) * (e.account_id = %(promised)s)::int AS promised,
               (e.debit - e.credit) * (e.account_id = %(collected)s)::int AS collected
        FROM ledger_entry e JOIN ledger_journal j ON j.id = e.journal_id
        WHERE e.account_id IN (%(promised)s, %(collected)s)
    ) AS moved
    GROUP BY day WINDOW by_day AS (ORDER BY day) ORDER BY day
"""


def progress_points(campaign: Campaign) -> list[ProgressPoint]:
    """Give the totals at the end of each day on which something moved, in order. One query."""
    if campaign.promised_account_id is None:
        return []
    accounts = {
        "promised": campaign.promised_account_id,
        "collected": campaign.collected_account_id,
    }
    with connection.cursor() as cursor:
        cursor.execute(DAILY, accounts)
        return [ProgressPoint(*row) for row in cursor.fetchall()]
