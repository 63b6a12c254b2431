"""What a campaign's rules say, as plain arithmetic: no database, no clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

KEEP_IT_ALL: Final = "keep_it_all"
ALL_OR_NOTHING: Final = "all_or_nothing"
MINIMUM_THEN_OPTIMUM: Final = "minimum_then_optimum"

# In these states money may move towards the beneficiary, whatever the funding rule.
_AFTER_SUCCESS: Final = frozenset({"succeeded", "closed", "collecting", "won", "short", "reported"})


@dataclass(frozen=True, slots=True)
class Terms:
    """What decides a campaign's fate: its rule, its round, its days, its sums in cents."""

    funding_rule: str
    status: str
    round: int
    opens_on: date
    closes_on: date
    second_closes_on: date | None
    minimum_cents: int

    @property
    def last_day(self) -> date:
        """The last day on which the present round takes promises."""
        if self.round > 1 and self.second_closes_on:
            return self.second_closes_on
        return self.closes_on

    def is_open_on(self, day: date) -> bool:
        """Say whether somebody may promise on `day`."""
        return self.status == "published" and self.opens_on <= day <= self.last_day

    def has_ended_by(self, day: date) -> bool:
        """Say whether the present round is over on `day`."""
        return self.status == "published" and day > self.last_day

    @property
    def is_payable(self) -> bool:
        """Say whether a promise may be paid now: all-or-nothing takes no money before success."""
        if self.status in _AFTER_SUCCESS:
            return True
        if self.status != "published":
            return False
        if self.funding_rule == MINIMUM_THEN_OPTIMUM:
            return self.round > 1
        return self.funding_rule == KEEP_IT_ALL


def ending(terms: Terms, promised_cents: int) -> str:
    """Name the transition that ends a round, from what was promised by then.

    All-or-nothing and the first of two rounds need the minimum; the others keep what came.
    """
    if terms.funding_rule == KEEP_IT_ALL:
        return "close"
    if terms.round > 1:
        return "succeed"
    if promised_cents < terms.minimum_cents:
        return "fail"
    return "begin_second_round" if terms.funding_rule == MINIMUM_THEN_OPTIMUM else "succeed"


def collecting_ends(terms: Terms, *, collected_cents: int, term: date, today: date) -> str | None:
    """Name the transition that ends the collection, or None while it goes on.

    Won when collected reaches the minimum, and something came; short when the term has passed.
    """
    if collected_cents >= max(terms.minimum_cents, 1):
        return "win"
    return "fall_short" if today > term else None


def split_price(cents: int, *, price_cents: int, reward_gift_cents: int) -> tuple[int, int]:
    """Split a promise in gift and price: what exceeds the reward's price is given freely."""
    price = price_cents - reward_gift_cents
    return cents - price, price


def initials(given_name: str, family_name: str) -> str:
    """Shorten a name to what its owner allows to show: "M. R."."""
    letters = [part[0].upper() + "." for part in (given_name, family_name) if part]
    return " ".join(letters)


REMINDER_DAYS: Final = (3, 10, 20)
