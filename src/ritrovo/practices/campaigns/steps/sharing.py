"""Holding a campaign together with others, so that it cannot change state meanwhile.

Many promises hold it at once; a change of state waits for them and they for it. Through the ORM no
row can be locked shared, and a promise that is made has its key taken in the same query.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db import connection

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.idempotency import TAKE, Claim, Key, answer_before, taking_of
from ritrovo.foundations.kernel.ids import new_id
from ritrovo.foundations.kernel.parameters import IN_A_ROW, asked_for, found_in_a_row
from ritrovo.foundations.kernel.refusals import require_transaction
from ritrovo.foundations.people.models import Site
from ritrovo.practices.campaigns.drafts import Answers
from ritrovo.practices.campaigns.models import Campaign

# Its long texts decide nothing: they are read only where somebody shows them.
TEXTS: Final = frozenset({"summary", "story", "video_url", "consequence_text"})
_FIELDS: Final = [f for f in Campaign._meta.concrete_fields if f.attname not in TEXTS]
_NAMES: Final = [field.attname for field in _FIELDS]
_SITE: Final = ("id", "host", "is_secure", "language")
COLUMNS: Final = ", ".join(
    [f"c.{field.column}" for field in _FIELDS] + [f"s.{name}" for name in _SITE]
)
FROM: Final = """
    FROM campaigns_campaign c
    JOIN ecosystems_ecosystem e ON e.party_id = c.ecosystem_id
    JOIN people_site s ON s.id = e.site_id
"""
ONE: Final = "WHERE c.id = %s FOR SHARE OF c"
SHARED: Final = f"SELECT {COLUMNS} {FROM} {ONE}"
BEGINNING: Final = f"""
    WITH taken AS ({TAKE} RETURNING id)
    SELECT EXISTS (SELECT FROM taken), {IN_A_ROW}, {COLUMNS} {FROM} {ONE}
"""  # noqa: S608
DRAFTED: Final = f"""
    SELECT d.id, d.pledge_id, d.answers, {IN_A_ROW}, {COLUMNS} {FROM}
    JOIN campaigns_pledgedraft d ON d.campaign_id = c.id
    WHERE d.browser = %s AND d.key = %s AND c.slug = %s
    FOR SHARE OF c FOR NO KEY UPDATE OF d
"""


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a new promise stands on: its key, its campaign, the numbers that bound it."""

    taken: Claim
    campaign: Campaign
    numbers: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Drafted(Beginning):
    """The same for a promise that a browser wrote page by page, with what it wrote."""

    draft_id: UUID
    answers: Answers


def hold_shared(campaign_id: UUID) -> Campaign:
    """Read a campaign that cannot change state until the transaction ends, and its site.

    One query; its long texts cost another when they are asked for. Raises Campaign.DoesNotExist.
    """
    require_transaction()
    return _campaign(_row(SHARED, [campaign_id]))


def begin(campaign_id: UUID, *, wanted: Key, numbers: tuple[str, ...]) -> Beginning:
    """Take a key, hold its campaign shared and read some parameters of today.

    A concurrent repeat waits here until the first transaction ends, then gets its answer. One
    query for a new key, two for a replay. Raises KeyReused, Campaign.DoesNotExist.
    """
    require_transaction()
    answer, today = new_id(), clock.today()
    values = [*taking_of(wanted, answer).values, *asked_for(numbers, today), campaign_id]
    is_new, found, *row = _row(BEGINNING, values)
    return Beginning(
        taken=Claim(answer, None if is_new else answer_before(wanted)),
        campaign=_campaign(row),
        numbers=found_in_a_row(found, numbers, today),
    )


def begin_from_draft(
    slug: str, *, browser: UUID, key: UUID, numbers: tuple[str, ...]
) -> Drafted | None:
    """Hold a draft alone and its campaign shared, and read some parameters of today. One query.

    A concurrent repeat waits here until the first transaction ends, then gets its answer. None
    when this browser has no such draft.
    """
    require_transaction()
    today = clock.today()
    row = _row_or_none(DRAFTED, [*asked_for(numbers, today), browser, key, slug])
    if row is None:
        return None
    draft_id, before, answers, found, *rest = row
    return Drafted(
        taken=Claim(new_id(), before),
        campaign=_campaign(rest),
        numbers=found_in_a_row(found, numbers, today),
        draft_id=draft_id,
        answers=json.loads(answers),
    )


def _row(sql: str, values: Sequence[Any]) -> Sequence[Any]:
    if row := _row_or_none(sql, values):
        return row
    raise Campaign.DoesNotExist


def _row_or_none(sql: str, values: Sequence[Any]) -> Sequence[Any] | None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        row: Sequence[Any] | None = cursor.fetchone()
    return row


def _campaign(row: Sequence[Any]) -> Campaign:
    size = len(_NAMES)
    campaign = Campaign.from_db(connection.alias, _NAMES, row[:size])
    campaign.site = Site.from_db(connection.alias, _SITE, row[size:])
    return campaign
