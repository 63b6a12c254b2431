"""What hours can be given for: the rooms above say it of each organisation."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from ritrovo.foundations.volunteers.errors import ContextUnknown


@dataclass(frozen=True, slots=True)
class Context:
    """Something an organisation's volunteers work for, such as a campaign."""

    id: UUID
    title: str
    ecosystem_id: UUID | None = None


ContextsOf = Callable[[UUID], Iterable[Context]]
_sources: Final[dict[str, ContextsOf]] = {}


def register(name: str, contexts_of_organisation: ContextsOf) -> None:
    """Let a room say, by organisation, what its volunteers work for; once per name."""
    _sources[name] = contexts_of_organisation


def contexts_of(organisation_id: UUID) -> list[Context]:
    """List what hours can be given for; as many queries as rooms that say so."""
    return [context for source in _sources.values() for context in source(organisation_id)]


def context_of(organisation_id: UUID, context_id: UUID | None) -> Context | None:
    """Find one of them; None for none. Raises ContextUnknown for another organisation's."""
    if context_id is None:
        return None
    for context in contexts_of(organisation_id):
        if context.id == context_id:
            return context
    raise ContextUnknown
