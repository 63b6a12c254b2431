"""Every scope there is, with the facts that are its own and the periods it is studied over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final
from uuid import UUID

from ritrovo.foundations.ecosystems.models import Ecosystem
from ritrovo.foundations.ecosystems.practices import Context, contexts
from ritrovo.foundations.kernel import clock
from ritrovo.insight.impact.measures.studies import Where
from ritrovo.insight.impact.queries.studies import parts_of
from ritrovo.insight.impact.scopes import ALWAYS, Period, ScopeKind, year_of

# In this order scopes are studied: what most people look at comes first.
ORDER: Final = (
    ScopeKind.EVERYWHERE,
    ScopeKind.ECOSYSTEM,
    ScopeKind.CONTEXT,
    ScopeKind.MUNICIPALITY,
    ScopeKind.ORGANISATION,
)


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """What tells a scope from all others, in the order of a round."""

    place: int
    id: str

    @property
    def kind(self) -> ScopeKind:
        """Its kind."""
        return ORDER[self.place]

    @property
    def text(self) -> str:
        """Write it down."""
        return f"{self.place}:{self.id}"


def key_of(kind: str, scope_id: str = "") -> Key:
    """Give the key of a scope."""
    return Key(ORDER.index(ScopeKind(kind)), scope_id)


class Atlas:
    """All scopes of an installation, as they are at this moment.

    Two queries, with one for each practice.
    """

    @cached_property
    def contexts(self) -> list[Context]:
        """List all public contexts."""
        return contexts()

    @cached_property
    def ecosystems(self) -> dict[UUID, str]:
        """Give the municipality of each ecosystem."""
        return dict(Ecosystem.objects.values_list("pk", "municipality_id"))

    def keys(self, bodies: Iterable[UUID]) -> list[Key]:
        """List the scopes in their order: of organisations those given, and all that promote."""
        promoters = {each.promoter_id for each in self.contexts}
        places = {each.municipality_id for each in self.contexts} | set(self.ecosystems.values())
        return sorted(
            {
                key_of(ScopeKind.EVERYWHERE),
                *(key_of(ScopeKind.ECOSYSTEM, str(each)) for each in self.ecosystems),
                *(key_of(ScopeKind.CONTEXT, str(each.id)) for each in self.contexts),
                *(key_of(ScopeKind.MUNICIPALITY, place) for place in places),
                *(key_of(ScopeKind.ORGANISATION, str(body)) for body in {*bodies, *promoters}),
            }
        )

    @property
    def placed(self) -> list[str]:
        """List the contexts whose place is known."""
        return [str(each.id) for each in self.contexts]

    def where(self, key: Key) -> Where:
        """Say which facts are of a scope."""
        if key.kind is ScopeKind.ECOSYSTEM:
            return Where(ecosystems=[key.id])
        if key.kind is ScopeKind.CONTEXT:
            return Where(contexts=[key.id])
        if key.kind is ScopeKind.ORGANISATION:
            mine = [str(each.id) for each in self.contexts if str(each.promoter_id) == key.id]
            return Where(parties=[key.id], contexts=mine)
        if key.kind is ScopeKind.MUNICIPALITY:
            here = [str(each.id) for each in self.contexts if each.municipality_id == key.id]
            homes = [str(each) for each, place in self.ecosystems.items() if place == key.id]
            return Where(by_place=True, contexts=here, ecosystems=homes)
        return Where(everywhere=True)

    def periods(self, key: Key, years: Iterable[int]) -> Iterator[Period]:
        """List what a scope is studied over: always, its years, and around its initiatives."""
        known = [ALWAYS, *map(year_of, years)]
        if key.kind is ScopeKind.ECOSYSTEM:
            for context in self.contexts:
                if str(context.ecosystem_id) == key.id:
                    known += parts_of(context, clock.today()).values()
        yield from dict.fromkeys(known)
