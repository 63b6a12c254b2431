"""This installation's campaigns as rows of the market, on the same terms as everybody's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.db import connection

from ritrovo.foundations.ecosystems.practices import MarketRow
from ritrovo.practices.campaigns.choices import Status
from ritrovo.practices.campaigns.queries.registered import PUBLIC

# Who gave is counted from the facts; a person and a household stand for one, others for many.
# Days are Italian days. What was given together at a dinner or a raffle has books of its own.
ROWS: Final = """
    SELECT c.id::text, c.title, c.category_id, c.kind, c.status, 'EUR', 'IT',
        (c.published_at AT TIME ZONE 'Europe/Rome')::date,
        coalesce(c.second_closes_on, c.closes_on),
        c.minimum_cents, c.optimum_cents,
        promised.received - promised.sent + collected.received - collected.sent + c.released_cents,
        collected.received - collected.sent,
        collected.received - collected.sent, 0, NULL::bigint,
        coalesce(gifts.together, 0), coalesce(facts.people, 0), coalesce(facts.groups, 0)
    FROM campaigns_campaign c
    JOIN ledger_account promised ON promised.id = c.promised_account_id
    JOIN ledger_account collected ON collected.id = c.collected_account_id
    LEFT JOIN (
        SELECT f.context_id,
            count(DISTINCT g.canonical_id) FILTER (WHERE p.kind IN ('person', 'household')),
            count(DISTINCT g.canonical_id) FILTER (WHERE p.kind NOT IN ('person', 'household'))
        FROM standing_contribution f
        JOIN canonical_party g ON g.id = f.giver_id
        JOIN people_party p ON p.id = g.canonical_id
        WHERE f.kind = 'money' AND f.basis = 'gift' AND f.context_id IS NOT NULL
            AND NOT EXISTS (SELECT FROM campaigns_collectivegift t WHERE t.id = f.object_id)
        GROUP BY f.context_id
    ) AS facts (id, people, groups) ON facts.id = c.id
    LEFT JOIN (
        SELECT campaign_id, sum(gross_cents - costs_cents)::bigint AS together
        FROM campaigns_collectivegift WHERE undone_at IS NULL GROUP BY campaign_id
    ) AS gifts ON gifts.campaign_id = c.id
    WHERE c.status = ANY(%s) OR (c.status = %s AND c.published_at IS NOT NULL)
    ORDER BY c.published_at, c.id
"""


def market() -> Iterator[MarketRow]:
    """Give every campaign that the public saw, one row each; drafts and proposals never. One query.

    Money is in cents: promised as the page told it, collected as it arrived.
    """
    with connection.cursor() as cursor:
        cursor.execute(ROWS, [[str(each) for each in PUBLIC], str(Status.CANCELLED)])
        yield from (MarketRow(*row) for row in cursor.fetchall())
