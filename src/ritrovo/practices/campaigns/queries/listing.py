"""The list of campaigns: who looks for what finds it, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db.models import Case, Q, QuerySet, Value, When

from ritrovo.foundations.contributions.measures import givers_by_context
from ritrovo.foundations.contributions.rings import people_ratios
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.look.formatting import language
from ritrovo.practices.campaigns.choices import Status
from ritrovo.practices.campaigns.models import Campaign, Category, Picture
from ritrovo.practices.campaigns.queries.pages import goal_of
from ritrovo.practices.campaigns.queries.registered import public_campaigns
from ritrovo.practices.campaigns.stages import Stage, stage_of

STATES: Final = {
    "aperte": (Status.PUBLISHED,),
    "riuscite": (Status.SUCCEEDED, Status.CLOSED, Status.COLLECTING, Status.WON, Status.REPORTED),
    "mancate": (Status.FAILED, Status.SHORT),
}


@dataclass(frozen=True, slots=True)
class ListCard:
    """A campaign in a list: one picture, one line, one sign, one action.

    `ratio` is the money promised of the goal, `people_ratio` how near the targets are: both in
    thousandths, the second None without targets.
    """

    campaign: Campaign
    stage: Stage
    picture: Picture | None
    promised: Amount
    goal: Amount
    people: int
    ratio: int
    people_ratio: int | None


def found_campaigns(
    *, text: str = "", place: str = "", theme: str = "", state: str = ""
) -> QuerySet[Campaign]:
    """Give the campaigns everyone may see that answer a search, the open ones first.

    Words are found whatever their accents and capitals, all of them.
    """
    found = public_campaigns().prefetch_related("pictures")
    for word in text.split()[:8]:
        found = found.filter(
            Q(title__unaccent__icontains=word)
            | Q(summary__unaccent__icontains=word)
            | Q(promoter__legal_name__unaccent__icontains=word)
        )
    if place:
        found = found.filter(
            Q(municipality__name__unaccent__istartswith=place)
            | Q(municipality__province__unaccent__istartswith=place)
            | Q(municipality__province_code__iexact=place)
            | Q(municipality__region__unaccent__istartswith=place)
        )
    if theme:
        found = found.filter(Q(category=theme) | Q(category__parent=theme))
    if state in STATES:
        found = found.filter(status__in=STATES[state])
    is_open = Q(status=Status.PUBLISHED, opens_on__lte=clock.today())
    ended = When(is_open, then=Value(0))
    return found.order_by(Case(ended, default=Value(1)), "-published_at", "id")


def list_cards(campaigns: Iterable[Campaign]) -> list[ListCard]:
    """Draw the campaigns of a page: one query beside theirs, two more where some have targets."""
    shown = list(campaigns)
    people = givers_by_context([campaign.pk for campaign in shown])
    second = people_ratios({campaign.pk: campaign.targets for campaign in shown})
    return [
        _card(campaign, people.get(campaign.pk, 0), second.get(campaign.pk)) for campaign in shown
    ]


def themes_in_use() -> list[tuple[str, str]]:
    """List the categories that public campaigns have, by code and name. One query."""
    used = Category.objects.filter(
        Q(campaign__published_at__isnull=False) | Q(children__campaign__published_at__isnull=False)
    )
    named = used.distinct().order_by("place", "name_it")
    return [(category.code, name_of(category)) for category in named]


def name_of(category: Category) -> str:
    """Name a category in the page's language."""
    return category.name_en if language() == "en" else category.name_it


def _card(campaign: Campaign, people: int, people_ratio: int | None) -> ListCard:
    goal = goal_of(campaign)
    promised = Amount(campaign.promised_cents)  # type: ignore[attr-defined]
    return ListCard(
        campaign=campaign,
        stage=stage_of(campaign.terms, clock.today()),
        picture=next(iter(campaign.pictures.all()), None),
        promised=promised,
        goal=goal,
        people=people,
        ratio=promised.per_mille_of(goal),
        people_ratio=people_ratio,
    )
