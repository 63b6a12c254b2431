"""What a promoter writes before a campaign is reviewed, as values: lines, rewards, needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

# What a campaign says of itself, as its draft may change it.
EDITABLE: Final = frozenset(
    [
        "title",
        "slug",
        "summary",
        "kind",
        "category_id",
        "municipality_id",
        "ecosystem_id",
        "beneficiary_id",
        "on_behalf_of_id",
        "bank_account_id",
        "funding_rule",
        "consequence",
        "consequence_text",
        "opens_on",
        "closes_on",
        "second_closes_on",
        "collection_days",
        "approve_above_cents",
    ]
)


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """A line of the budget: what for, how many euro cents, in the minimum or only in the ideal."""

    kind: str
    purpose: str
    cents: int


@dataclass(frozen=True, slots=True)
class PlannedReward:
    """A reward. `id` names one that stands already; a collective one has no price.

    `gift_cents` is the part of the price that is still a gift; `stock` None has no end.
    """

    title: str
    price_cents: int = 0
    gift_cents: int = 0
    description: str = ""
    stock: int | None = None
    delivery: str = ""
    deliver_by: date | None = None
    is_collective: bool = False
    licence: str = ""
    link: str = ""
    id: UUID | None = None


@dataclass(frozen=True, slots=True)
class PlannedNeed:
    """Something asked beside money, by how many people or pieces. `id` names one that stands."""

    kind: str
    title: str
    description: str = ""
    wanted: int = 1
    id: UUID | None = None
