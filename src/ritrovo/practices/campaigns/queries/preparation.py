"""How far a campaign's preparation is: the checklist, and who will say yes first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db import connection
from django.db.models import Case, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.kernel.parameters import parameter
from ritrovo.foundations.look.formatting import language
from ritrovo.practices.campaigns.choices import SupporterOutcome
from ritrovo.practices.campaigns.models import (
    Campaign,
    ChecklistItem,
    ChecklistTick,
    FirstSupporter,
    Preparation,
)
from ritrovo.practices.campaigns.queries.pages import goal_of

HUNDRED: Final = 100
# Three plain joins instead of one with OR: each is a hash of the campaign's promises.
COUNTED: Final = """
    WITH mine AS (
        SELECT id, upper(email) AS email, phone, lower(unaccent(name)) AS name
        FROM campaigns_firstsupporter WHERE campaign_id = %(campaign)s
    ),
    promised AS (
        SELECT id, cents, upper(email) AS email,
            right(regexp_replace(phone, '[^0-9]', '', 'g'), 9) AS phone,
            lower(unaccent(trim(coalesce(nullif(company_name, ''),
                given_name || ' ' || family_name)))) AS name
        FROM campaigns_pledge
        WHERE campaign_id = %(campaign)s AND state IN ('counted', 'paid')
    ),
    reached AS (
        SELECT m.id, p.id AS pledge, p.cents FROM mine m JOIN promised p ON p.email = m.email
        WHERE m.email <> ''
        UNION
        SELECT m.id, p.id, p.cents FROM mine m JOIN promised p ON p.phone = m.phone
        WHERE m.phone <> ''
        UNION
        SELECT m.id, p.id, p.cents FROM mine m JOIN promised p ON p.name = m.name
        WHERE NOT (m.email <> '' AND p.email <> '' OR m.phone <> '' AND p.phone <> '')
    )
    SELECT id, sum(cents)::bigint FROM reached GROUP BY id
"""


@dataclass(frozen=True, slots=True)
class Line:
    """An item of the checklist, in the page's language, with its tick when it is done."""

    code: str
    text: str
    tick: ChecklistTick | None


@dataclass(frozen=True, slots=True)
class Support:
    """What the first supporters are expected to bring, beside the goal. Never blocks anything."""

    people: int
    to_call: int
    expected: Amount
    goal: Amount
    floor_per_cent: int

    @property
    def per_cent(self) -> int:
        """Say how much of the goal is expected, in hundredths, rounded down."""
        return self.expected.count * HUNDRED // self.goal.count if self.goal.count else 0

    @property
    def is_thin(self) -> bool:
        """Say whether less than the floor is expected; exact, not rounded."""
        return self.expected.count * HUNDRED < self.goal.count * self.floor_per_cent


def items_of(preparation: Preparation) -> QuerySet[ChecklistItem]:
    """List the items that were valid on the day a preparation began. One query."""
    day = clock.day_of(preparation.begun_at)
    covers = Q(valid_until=None) | Q(valid_until__gt=day)
    return ChecklistItem.objects.filter(covers, valid_from__lte=day)


def checklist_of(preparation: Preparation) -> list[Line]:
    """Give a preparation's checklist with its ticks. Two queries."""
    standing = preparation.ticks.filter(unticked_at=None).select_related("ticked_by")
    ticks = {tick.item_id: tick for tick in standing}
    is_english = language() == "en"
    return [
        Line(item.code, item.text_en if is_english else item.text_it, ticks.get(item.code))
        for item in items_of(preparation)
    ]


def support_of(campaign: Campaign) -> Support:
    """Add up what the first supporters are expected to bring; who said no brings nothing.

    Two queries.
    """
    hopeful = ~Q(outcome=SupporterOutcome.NO)
    sums = campaign.first_supporters.aggregate(
        cents=Coalesce(Sum("expected_cents", filter=hopeful), 0),
    )
    states = list(campaign.first_supporters.values_list("outcome", flat=True))
    return Support(
        people=len(states),
        to_call=states.count(SupporterOutcome.TO_CALL),
        expected=Amount(sums["cents"]),
        goal=goal_of(campaign),
        floor_per_cent=parameter("campaigns.first_supporters_per_cent"),
    )


def supporters_of(campaign_id: UUID) -> QuerySet[FirstSupporter]:
    """List the first supporters, those to call first, then by name. One query."""
    found = FirstSupporter.objects.filter(campaign=campaign_id)
    to_call = When(outcome=SupporterOutcome.TO_CALL, then=Value(0))
    return found.order_by(Case(to_call, default=Value(1)), "name", "id")


def promised_by(campaign_id: UUID) -> dict[UUID, Amount]:
    """Say what each first supporter promised so far, by who they are. One query.

    A promise is theirs when its address is theirs, or its phone; when one of the two has neither
    to compare, when the whole name is the same. Only promises that count.
    """
    with connection.cursor() as cursor:
        cursor.execute(COUNTED, {"campaign": campaign_id})
        return {who: Amount(cents) for who, cents in cursor.fetchall()}


def done_of(lines: Sequence[Line]) -> int:
    """Count the items that are done."""
    return sum(1 for line in lines if line.tick)
