"""The numbers of the second victory as pages write them, each with what it counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import ngettext

from ritrovo.foundations.contributions.definitions import DEFINITIONS
from ritrovo.foundations.contributions.measures import Victories
from ritrovo.foundations.look.formatting import grouped, language

# Always told, also when they are 0; the others only when there is something to tell.
ALWAYS: Final = ("givers", "new_companions")
WHEN_THERE: Final = (
    "organisations",
    "needs_met",
    "ties_between_kinds",
    "helped_who_help",
    "handovers",
)
WORDS: Final[dict[str, Callable[[int], str]]] = {
    "givers": lambda n: ngettext("persona ha dato", "persone hanno dato", n),
    "new_companions": lambda n: ngettext(
        "nuovo compagno di viaggio", "nuovi compagni di viaggio", n
    ),
    "organisations": lambda n: ngettext("organizzazione ha dato", "organizzazioni hanno dato", n),
    "needs_met": lambda n: ngettext(
        "bisogno che ha trovato risposta", "bisogni che hanno trovato risposta", n
    ),
    "ties_between_kinds": lambda n: ngettext(
        "legame fra attori diversi", "legami fra attori diversi", n
    ),
    "helped_who_help": lambda n: ngettext(
        "persona aiutata che ora aiuta", "persone aiutate che ora aiutano", n
    ),
    "handovers": lambda n: ngettext("consegna alla comunità", "consegne alla comunità", n),
}


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is written, its words, its definition and the page that explains it."""

    number: str
    label: str
    definition: str | Promise
    href: str


def numbers_of(
    victories: Victories, *, context_id: UUID | None = None, ecosystem_id: UUID | None = None
) -> list[Number]:
    """List the numbers of the second victory that may be told of a scope. No query.

    Each leads to its definition and, for those allowed, to the facts of the same scope.
    """
    there = [code for code in WHEN_THERE if getattr(victories, code)]
    scope = f"?contesto={context_id}" if context_id else ""
    scope = scope or (f"?ecosistema={ecosystem_id}" if ecosystem_id else "")
    return [_number(code, getattr(victories, code), scope) for code in (*ALWAYS, *there)]


def _number(code: str, count: int, scope: str) -> Number:
    return Number(
        number=grouped(count, language()),
        label=WORDS[code](count),
        definition=DEFINITIONS[code].meaning,
        href=reverse("contributions:measure", args=[code]) + scope,
    )
