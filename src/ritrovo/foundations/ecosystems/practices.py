"""The registry of practices: what a plug-in tells the platform about itself."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings
from django.utils.functional import Promise
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from ritrovo.foundations.kernel.access import Actor


@dataclass(frozen=True, slots=True)
class Card:
    """A thing of a practice shown in a list: one picture, one line, one sign, one action."""

    title: str
    url: str
    line: str
    picture: str = ""
    rings: Mapping[str, Any] = field(default_factory=dict)
    badge: str = ""


@dataclass(frozen=True, slots=True)
class ToDo:
    """Something that waits for somebody: what, where, since when."""

    title: str
    url: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Backing:
    """Something that a public body gave its patronage to, with the number and day of its act."""

    title: str
    url: str
    body: str
    act: str
    on: date


@dataclass(frozen=True, slots=True)
class Context:
    """Something public of a practice that facts belong to: where it is, its days, who promotes it.

    `municipality_id` is a Belfiore code; `last_day` is None while it has no end.
    """

    id: UUID
    title: str
    url: str
    ecosystem_id: UUID
    promoter_id: UUID
    municipality_id: str
    first_day: date
    last_day: date | None


@dataclass(frozen=True, slots=True)
class MarketRow:
    """A campaign as the market counts it: the columns of the mapping `ritrovo`, in their order.

    Money in whole cents of `currency`, None where it is not known. `status` is the practice's own
    word, which the mapping translates; `collective_cents` were given by many together, beside
    `collected_cents`.
    """

    id: str
    title: str
    category: str
    kind: str
    status: str
    currency: str
    country: str
    published_on: date | None
    ends_on: date | None
    minimum_cents: int
    optimum_cents: int
    promised_cents: int
    collected_cents: int
    crowd_cents: int | None
    match_cents: int | None
    sponsor_cents: int | None
    collective_cents: int | None
    people: int | None
    groups: int | None


@dataclass(frozen=True, slots=True)
class Proof:
    """What a recount found: how many things it counted, and each that has drifted."""

    counted: int
    what: str
    drifted: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Practice:
    """A way of collaborating, as a plug-in registers it.

    Functions are named by dotted path ("package.module.function"), so that registering imports
    nothing. `settled`, `unsettled` and `early` are steps called in the payment's own transaction.
    `short_urls` names addresses short enough to be copied from paper, below the root.
    `territory` gives the cards of a municipality, `backings` what public bodies stand behind.
    `counter` gives the `counters.Taking` that may be written down at a counter.
    `contexts` gives the `Context`s that its facts belong to, all or those of some ids.
    `market` gives the `MarketRow`s that the public saw, for whoever counts the market.
    `known` gives a `people.knowing.Room`: what the practice knows of people, and how it forgets.
    """

    slug: str
    name: str | Promise
    icon: str
    path: str
    urls: str
    api: str = ""
    cards: str = ""
    numbers: str = ""
    search: str = ""
    to_dos: str = ""
    desk_links: str = ""
    settled: str = ""
    unsettled: str = ""
    proofs: Sequence[str] = ()
    demo: str = ""
    known: str = ""
    feeds: Sequence[str] = ()
    short_urls: str = ""
    counter: str = ""
    territory: str = ""
    backings: str = ""
    contexts: str = ""
    market: str = ""

    def step(self, name: str) -> Callable[..., Any]:
        """Load one registered function. Raises LookupError when the practice has none."""
        path = getattr(self, name)
        if not path:
            raise LookupError(f"The practice {self.slug} registers no {name}.")
        found: Callable[..., Any] = import_string(path)
        return found


@cache
def practices() -> tuple[Practice, ...]:
    """List the installed practices, by slug."""
    found = [entry.load() for entry in entry_points(group=settings.PRACTICE_GROUP)]
    return tuple(sorted(found, key=lambda practice: practice.slug))


def practice(slug: str) -> Practice:
    """Find an installed practice. Raises LookupError."""
    for candidate in practices():
        if candidate.slug == slug:
            return candidate
    raise LookupError(f"No practice {slug} is installed.")


def cards(*, ecosystem_id: UUID | None, limit: int) -> list[Card]:
    """Collect what the practices show of an ecosystem, or of the whole installation."""
    return [
        card
        for each in practices()
        if each.cards
        for card in each.step("cards")(ecosystem_id=ecosystem_id, limit=limit)
    ]


def contexts(ids: Collection[UUID] | None = None) -> list[Context]:
    """Collect what facts may belong to, all of it or what some ids name. One query a practice."""
    return [
        context
        for each in practices()
        if each.contexts
        for context in each.step("contexts")(ids=ids)
    ]


def market() -> Iterable[MarketRow]:
    """Collect what the practices raise in public, row by row. One query a practice."""
    for each in practices():
        if each.market:
            yield from each.step("market")()


def to_dos(actor: Actor) -> Iterable[ToDo]:
    """Collect what waits for this person, practice by practice."""
    for each in practices():
        if each.to_dos:
            yield from each.step("to_dos")(actor)
