"""What may be written down at a counter: each practice says it, no counter knows the practice."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.utils.functional import Promise

from ritrovo.foundations.ecosystems.practices import practices
from ritrovo.foundations.kernel.access import Actor
from ritrovo.foundations.people.models import Counter

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Met:
    """Who stands at the counter: by their card, by their dossier, or only by the name as said."""

    given_name: str
    family_name: str = ""
    contact: str = ""
    card: str = ""
    party_id: UUID | None = None

    @property
    def is_known(self) -> bool:
        """Say whether it is somebody the organisation knows already."""
        return bool(self.card or self.party_id)

    @property
    def name(self) -> str:
        """Write the whole name."""
        return f"{self.given_name} {self.family_name}".strip()


@dataclass(frozen=True, slots=True)
class Taken:
    """What was written down, in words for who wrote it; the slip to hand over, if any."""

    words: str
    slip_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Taking:
    """One thing that may be taken at a counter: its button, its form, its action.

    `form` makes the form from what was sent, or None; `record` takes who was met, the valid form
    and the key under which it counts once.
    """

    code: str
    label: Words
    icon: str
    form: Callable[[Mapping[str, Any] | None, Met], forms.Form]
    record: Callable[[Met, forms.Form, UUID], Taken]


def takings(actor: Actor, counter: Counter) -> dict[str, Taking]:
    """Collect what may be written down at a counter now, by practice and code."""
    return {
        f"{practice.slug}.{taking.code}": taking
        for practice in practices()
        if practice.counter
        for taking in practice.step("counter")(actor, counter)
    }
