"""Whose code it is, and whom each ambassador brought."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db import connection
from django.db.models import Case, QuerySet, Value, When
from django.urls import reverse

from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.kernel.presence import present
from ritrovo.foundations.people.models import Site
from ritrovo.practices.campaigns.choices import Status
from ritrovo.practices.campaigns.codes import spaced, typed_code
from ritrovo.practices.campaigns.models import Ambassador, Campaign
from ritrovo.practices.campaigns.preparation_errors import AmbassadorUnknown

# A person counts once for an ambassador, however often they promised, offered or were merged.
BROUGHT: Final = """
    WITH brought AS (
        SELECT ambassador_id, backer_id AS party_id, cents FROM campaigns_pledge
        WHERE ambassador_id = ANY(%(ids)s) AND state IN ('counted', 'paid')
        UNION ALL
        SELECT ambassador_id, party_id, 0 FROM campaigns_needoffer
        WHERE ambassador_id = ANY(%(ids)s) AND state IN ('offered', 'accepted', 'done')
    )
    SELECT b.ambassador_id, count(DISTINCT c.canonical_id), sum(b.cents)::bigint
    FROM brought b JOIN canonical_party c ON c.id = b.party_id
    GROUP BY b.ambassador_id
"""


@dataclass(frozen=True, slots=True)
class Brought:
    """Whom somebody brought: people who promised or offered help, and how much they promised."""

    people: int
    promised: Amount


@dataclass(frozen=True, slots=True)
class AmbassadorRow:
    """An ambassador with those they brought, their code as paper shows it, their link."""

    ambassador: Ambassador
    brought: Brought
    code: str
    link: str


NOBODY_YET: Final = Brought(0, Amount(0))


def ambassadors_of(campaign_id: UUID) -> QuerySet[Ambassador]:
    """List a campaign's ambassadors, those who go on first, by name. One query."""
    found = Ambassador.objects.filter(campaign=campaign_id)
    going = When(ended_at=None, then=Value(0))
    return found.order_by(Case(going, default=Value(1)), "name", "id")


def rows_of(
    ambassadors: QuerySet[Ambassador] | list[Ambassador], site: Site
) -> list[AmbassadorRow]:
    """Draw a page of ambassadors with whom each brought: one query beside theirs."""
    shown = list(ambassadors)
    brought = brought_by([each.pk for each in shown])
    return [
        AmbassadorRow(
            each, brought.get(each.pk, NOBODY_YET), spaced(each.code), link_of(each.code, site)
        )
        for each in shown
    ]


def brought_by(ambassador_ids: list[UUID]) -> dict[UUID, Brought]:
    """Count whom ambassadors brought; those who brought nobody are left out. One query."""
    if not ambassador_ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(BROUGHT, {"ids": ambassador_ids})
        return {who: Brought(people, Amount(cents)) for who, people, cents in cursor.fetchall()}


def link_of(code: str, site: Site) -> str:
    """Write the address an ambassador gives to people, short enough to be copied from paper."""
    return f"{site.root}{reverse('ambassador', args=[code])}"


def ambassador_with(campaign_id: UUID, typed: str) -> UUID | None:
    """Find whose code somebody followed; None when it is nobody's any more. One query at most."""
    code = typed_code(typed)
    if not code:
        return None
    going = Ambassador.objects.filter(campaign=campaign_id, code=code, ended_at=None)
    return going.values_list("pk", flat=True).first()


def ambassador_on_paper(campaign_id: UUID, typed: str) -> UUID | None:
    """Find whose code stands on a paper, also of who has stopped meanwhile; None when none does.

    Two queries at most. Raises AmbassadorUnknown.
    """
    if not typed.strip():
        return None
    named = Ambassador.objects.filter(campaign=campaign_id, code=typed_code(typed) or None)
    found = named.values_list("pk", flat=True).first()
    if found is None:
        raise AmbassadorUnknown
    return present(found)


def led_to(typed: str) -> tuple[Campaign, bool] | None:
    """Say which campaign a code leads to, and whether it still counts. One query at most."""
    code = typed_code(typed)
    found = (
        Ambassador.objects.select_related("campaign").filter(code=code).first() if code else None
    )
    if found is None or found.campaign.status in {Status.DRAFT, Status.CANCELLED}:
        return None
    return found.campaign, found.ended_at is None
