"""Every figure in plain words, with an example worked through: the page a number opens."""

from __future__ import annotations

from typing import Final

from django.urls import reverse

from ritrovo.foundations.look.formatting import language
from ritrovo.insight.impact.explanations import needs, network, time
from ritrovo.insight.impact.explanations.explaining import Explanation
from ritrovo.insight.impact.registered import FIGURES

__all__ = ["ELSEWHERE", "EXPLANATIONS", "Explanation", "explained_at", "name_of"]

EXPLANATIONS: Final = {
    each.code: each for each in (*network.EXPLAINED, *time.EXPLAINED, *needs.EXPLAINED)
}
# What pages of initiatives have counted all along: their explanation stays one.
ELSEWHERE: Final = {
    "contributors": "givers",
    "new_companions": "new_companions",
    "organisations": "organisations",
    "helped_who_help": "helped_who_help",
    "needs_met": "needs_met",
    "ties_between_kinds": "ties_between_kinds",
}


def explained_at(code: str) -> str:
    """Give the address of the page that explains a figure."""
    if code in ELSEWHERE:
        return reverse("contributions:measure", args=[ELSEWHERE[code]])
    return reverse("impact:measure", args=[code])


def name_of(code: str) -> str:
    """Give the name of a figure in the language in use, its first letter small."""
    found = FIGURES[code]
    return found.en if language() == "en" else found.it
