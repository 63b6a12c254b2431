"""The numbers of the second victory on a campaign's page, each with what it counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise

from ritrovo.foundations.contributions.definitions import DEFINITIONS
from ritrovo.foundations.look.formatting import grouped, language
from ritrovo.practices.campaigns.queries.pages import CampaignPage

# Always told, also when they are 0; the others only when there is something to tell.
ALWAYS: Final = ("givers", "new_companions")
WHEN_THERE: Final = ("organisations", "needs_met", "ties_between_kinds", "helped_who_help")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is written, its words, its definition and the page that explains it."""

    number: str
    label: str | Promise
    definition: str | Promise
    href: str


def numbers_of(page: CampaignPage) -> list[Number]:
    """List the numbers of the second victory that may be told. No query."""
    there = [code for code in WHEN_THERE if getattr(page.victories, code)]
    return [_number(page, code) for code in (*ALWAYS, *there)]


def _number(page: CampaignPage, code: str) -> Number:
    count: int = getattr(page.victories, code)
    meaning = DEFINITIONS[code]
    address = reverse("contributions:measure", args=[code])
    return Number(
        number=grouped(count, language()),
        label=meaning.name,
        definition=meaning.meaning,
        href=f"{address}?contesto={page.campaign.pk}",
    )
