"""The people of the demo: who is met for the first time, who comes again."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from random import Random
from typing import Final

from ritrovo.practices.campaigns.demo import texts
from ritrovo.practices.campaigns.demo.codes import person_code

# One in six came from far away, as in the valley.
FROM_ELSEWHERE: Final = 6
WITHOUT_EMAIL: Final = 5


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A made-up person: the name, and how one reaches them."""

    given_name: str
    family_name: str
    email: str
    phone: str
    tax_code: str
    shown_as: str

    @property
    def name(self) -> str:
        """The whole name."""
        return f"{self.given_name} {self.family_name}"


class Neighbours:
    """A crowd that gives the same people in the same order every time."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.known: dict[str, list[Neighbour]] = {}
        self._names = self._shuffled()
        self._met = 0

    def somebody_new(self) -> Neighbour:
        """Give somebody nobody has met yet. Raises IndexError when the valley is empty."""
        self._met += 1
        return self._numbered(self._met)

    def met_later(self, count: int) -> list[Neighbour]:
        """Name some whom the demo's year will meet, every other one, without meeting them."""
        return [self._numbered(2 * place) for place in range(1, count + 1)]

    def never_met(self, count: int) -> list[Neighbour]:
        """Name some whom nobody meets by chance: the last of all."""
        return [self._numbered(len(self._names) - place) for place in range(count)]

    def somebody(self, ecosystem: str, *, known_share: float) -> Neighbour:
        """Give somebody who has given in an ecosystem before, as often as told, or a new one."""
        here = self.known.setdefault(ecosystem, [])
        if here and self.random.random() < known_share:
            return self.random.choice(here)
        return self.somebody_new()

    def remember(self, ecosystem: str, neighbour: Neighbour) -> None:
        """Keep somebody among those who may come again."""
        here = self.known.setdefault(ecosystem, [])
        if neighbour not in here:
            here.append(neighbour)

    def _numbered(self, number: int) -> Neighbour:
        given, family = self._names[number - 1]
        phone = f"+39 333 000 {number:04d}"
        return Neighbour(
            given_name=given,
            family_name=family,
            email=f"{address(given)}.{address(family)}@example.org",
            phone=phone if number % 3 == 0 else "",
            tax_code=person_code(given, family, number) if number % 4 == 1 else "",
            shown_as=("name", "initials", "name", "anonymous")[number % 4],
        )

    def _shuffled(self) -> list[tuple[str, str]]:
        people = texts.people()
        given, family = people["italian_given"].split(), people["italian_family"].split()
        pairs = [(one, other) for one in given for other in family]
        self.random.shuffle(pairs)
        far = [tuple(name.split(" ", 1)) for name in people["from_elsewhere"]]
        for place, name in enumerate(far):
            pairs.insert(place * FROM_ELSEWHERE + 3, name)
        return pairs


def another(random: Random) -> Random:
    """Give a source of chances of its own, so that one's chances do not move the others'."""
    return Random(random.random())  # noqa: S311  Nothing here is secret: it is the same for all.


def address(name: str) -> str:
    """Write a name as it stands in an e-mail address."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return "".join(letter for letter in plain if letter.isalnum())
