"""What an explanation says of a figure."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise

from ritrovo.foundations.look.formatting import language
from ritrovo.insight.impact.registered import FIGURES, Registered

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Explanation:
    """A figure in words: what it means, its formula, an example in small numbers, its edges.

    Examples of ties are those of one little network: Anna gave 3 times to Bruno, Bruno once to
    Anna and twice to Carla; Dino has no ties.
    """

    code: str
    meaning: Words
    formula: Words
    example: Words
    edges: Words

    @property
    def registered(self) -> Registered:
        """Give what is registered of it: names, unit, source."""
        return FIGURES[self.code]

    @property
    def name(self) -> str:
        """Give its name in the language in use, as a title."""
        found = self.registered
        name = found.en if language() == "en" else found.it
        return name[:1].upper() + name[1:]

    @property
    def is_of_ties(self) -> bool:
        """Say whether it is measured on ties, where the little network is the example."""
        return self.registered.is_network
