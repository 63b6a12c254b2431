"""Who stands at the counter, read from the address of a page: a card, a dossier or a name."""

from __future__ import annotations

import re
from typing import Final
from uuid import UUID

from django.http import HttpRequest

from ritrovo.foundations.ecosystems.counters import Met
from ritrovo.foundations.ecosystems.queries import actor_of
from ritrovo.foundations.people.choices import CounterKind
from ritrovo.foundations.people.counters import holder_of
from ritrovo.foundations.people.errors import PartyUnknown
from ritrovo.foundations.people.models import Counter, Person
from ritrovo.foundations.people.queries import dossier_of

IS_ID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
LONGEST_NAME: Final = 100


def met_in(request: HttpRequest, counter: Counter) -> Met:
    """Read who is meant. Four queries at most.

    A shop reads only cards and names: never a dossier. Raises CardUnknown, PartyUnknown,
    NotAllowed.
    """
    if card := request.GET.get("tessera", ""):
        found = holder_of(counter, card)
        return Met(found.given_name, _initial(counter, found.family_name), card=card)
    if counter.kind == CounterKind.OFFICE and (known := request.GET.get("chi", "")):
        return _known(request, counter, known)
    return named(request.GET.get("nome", ""))


def named(text: str) -> Met:
    """Take a name as it was said: the first word is the given name."""
    given, _blank, family = " ".join(text.split()).partition(" ")
    return Met(given[:LONGEST_NAME], family[:LONGEST_NAME])


def _known(request: HttpRequest, counter: Counter, text: str) -> Met:
    if not IS_ID.fullmatch(text):
        raise PartyUnknown
    dossier = dossier_of(actor_of(request), counter.organisation_id, UUID(text))
    contact = dossier.email or dossier.phone
    person = Person.objects.filter(pk=dossier.party_id).first()
    names = (person.given_name, person.family_name) if person else (dossier.party.name, "")
    return Met(*names, contact=contact, party_id=dossier.party_id)


def _initial(counter: Counter, family_name: str) -> str:
    """Show a shop no more of a name than it needs to greet somebody."""
    if counter.kind == CounterKind.OFFICE or not family_name:
        return family_name
    return f"{family_name[0]}."
