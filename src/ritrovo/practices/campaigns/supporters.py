"""How somebody who promised appears on public pages: as they chose, and no further."""

from __future__ import annotations

from dataclasses import dataclass

from ritrovo.practices.campaigns.choices import ShownAs
from ritrovo.practices.campaigns.models import Pledge
from ritrovo.practices.campaigns.rules import initials


@dataclass(frozen=True, slots=True)
class Supporter:
    """A name as the page shows it; empty for who stays anonymous.

    `in_memory_of` and `on_behalf_of` are said only beside a name or initials.
    """

    name: str
    in_memory_of: str = ""
    on_behalf_of: str = ""

    @property
    def sign(self) -> str:
        """One or two letters for the round badge; empty for who stays anonymous."""
        return "".join(word[0] for word in self.name.split()[:2]).upper()


def supporter_of(pledge: Pledge, *, is_nameless: bool = False) -> Supporter:
    """Say how the backer of a promise appears; `is_nameless` when they took their name back."""
    if pledge.shown_as == ShownAs.ANONYMOUS or is_nameless:
        return Supporter("")
    return Supporter(_name(pledge), pledge.in_memory_of, pledge.on_behalf_of)


def _name(pledge: Pledge) -> str:
    if pledge.shown_as == ShownAs.INITIALS:
        return initials(pledge.given_name, pledge.family_name)
    given = f"{pledge.given_name} {pledge.family_name}".strip()
    return pledge.public_name or pledge.company_name or given
