"""What is the same for a figure in every study: its names, its unit, its source, its care."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Unit(StrEnum):
    """What a figure counts."""

    PEOPLE = "people"
    HOUSEHOLDS = "households"
    ORGANISATIONS = "organisations"
    TIES = "ties"
    PAIRS = "pairs"
    GIFTS = "gifts"
    MINUTES = "minutes"
    EURO_CENTS = "eur_cent"
    NEEDS = "needs"
    GOODS = "goods"
    DAYS = "days"
    SHARE = "share"
    INDEX = "index"


class Base(StrEnum):
    """Of how many things a rate must be, to be told: people of its network, ties, or its whole."""

    PEOPLE = "people"
    TIES = "ties"
    WHOLE = "whole"


class Care(StrEnum):
    """Which counts are delicate: of being helped, and of who both gives and receives."""

    HELPED = "helped"
    RECEIVING = "receiving"


@dataclass(frozen=True, slots=True)
class Registered:
    """What is the same for a figure in every study.

    `base` is None for counts, which need none. `care` says with which others it is delicate: if
    one of them is too small, none of them is told. `is_network` figures stand once for each
    network.
    """

    code: str
    it: str
    en: str
    unit: Unit
    source: str
    base: Base | None = None
    care: Care | None = None
    is_network: bool = False

    @property
    def outcome(self) -> str:
        """The change it tells of; empty for what was merely done."""
        return next((code for code, codes in _TELL_OF.items() if self.code in codes), "")

    @property
    def is_count(self) -> bool:
        """Say whether it is a whole number of things."""
        return self.unit not in {Unit.SHARE, Unit.INDEX, Unit.DAYS}


OURS: Final = "Ritrovo"
WASSERMAN: Final = "S. Wasserman, K. Faust, Social Network Analysis (1994)"
GARLASCHELLI: Final = "D. Garlaschelli, M. Loffredo, Phys. Rev. Lett. 93 (2004)"
COLLOM: Final = "after E. Collom, Int. J. of Community Currency Research 16 (2012)"
KAPLAN_MEIER: Final = "E. Kaplan, P. Meier, JASA 53 (1958)"
GINI: Final = "C. Gini, Variabilità e mutabilità (1912)"
KRACKHARDT: Final = "D. Krackhardt, R. Stern, Social Psychology Quarterly 51 (1988)"
# Changes, by code: name and description. All other figures are of what was done, and are of none.
OUTCOMES: Final = {
    "needs-find-an-answer": (
        "Needs find an answer",
        "What initiatives asked for in public was given, and how soon.",
    ),
    "who-was-helped-helps": (
        "Who was helped helps",
        "People who were helped first give something themselves.",
    ),
    "help-comes-back": (
        "Help comes back and goes round",
        "What people give each other is returned, or comes back through others.",
    ),
    "what-is-made-stays": (
        "What is made stays",
        "Common goods are still looked after a year after they were delivered.",
    ),
}
_TELL_OF: Final = {
    "needs-find-an-answer": {"needs_answered", "needs_met", "needs_median_days"},
    "who-was-helped-helps": {
        "helped_who_help",
        "helped_gave",
        "helped_within_180",
        "helped_within_365",
        "helped_median_days",
    },
    "help-comes-back": {
        "both_sides",
        "both_sides_share",
        "reciprocated",
        "r",
        "rho",
        "r_weighted",
        "balance",
        "circularity",
    },
    "what-is-made-stays": {"commons_kept"},
}
NETWORKS: Final = ("people", "households", "confirmed", "one_sided", "paid")
# Helped-then-help stands for persons ("people") and for households.
BY_PERSON_AND_HOME: Final = ("people", "households")
