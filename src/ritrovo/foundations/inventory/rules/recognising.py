"""Whom the rows of a list are about: the same person among rows, and among those one knows.

Nobody is taken for somebody by the name alone; likely twins are proposed to a person who decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final
from uuid import UUID

from stdnum.exceptions import ValidationError
from stdnum.it import codicefiscale

from ritrovo.foundations.inventory.rules.lines import Line, Who
from ritrovo.foundations.people.rules import folded_name

# More people of one name than this are never told apart by what else the rows say.
MOST_NAMESAKES: Final = 50


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody in the organisation's own dossiers; `party_id` is who stands for them today."""

    party_id: UUID
    name: str
    is_body: bool = False
    tax_code: str = ""
    birth_date: date | None = None
    email: str = ""
    phone: str = ""


@dataclass
class Named:
    """Somebody in a list: all that its rows tell together, and the rows.

    `party_id` is who they are when that is certain, `twins` who they might be.
    """

    who: Who
    lines: list[Line] = field(default_factory=list)
    party_id: UUID | None = None
    twins: list[Known] = field(default_factory=list)

    @property
    def key(self) -> str:
        """Name this person among those of the list: their first row."""
        return str(self.lines[0].line)


def people_of(lines: Iterable[Line]) -> list[Named]:
    """Gather the rows of each person, in the order of their first rows.

    One person are rows with one codice fiscale, and rows with one name of which only one person
    of the list can be meant: nothing they tell contradicts.
    """
    people: list[Named] = []
    by_code: dict[str, Named] = {}
    by_name: dict[str, list[Named]] = defaultdict(list)
    # Rows that tell most come first, so that a bare name finds whom it can mean.
    told = [line for line in lines if line.who]
    for line in sorted(told, key=lambda each: -_weight(each.who)):
        who = line.who or Who("")
        name = folded_name(who.name)
        person = by_code.get(who.tax_code) if who.tax_code else None
        if person is None:
            person = _only_one(by_name[name], who)
        if person is None:
            person = Named(who)
            people.append(person)
            by_name[name].append(person)
        else:
            person.who = _together(person.who, who)
        if person.who.tax_code:
            by_code[person.who.tax_code] = person
        person.lines.append(line)
    for person in people:
        person.lines.sort(key=lambda each: each.line)
    return sorted(people, key=lambda each: each.lines[0].line)


def recognise(people: Iterable[Named], known: Iterable[Known]) -> None:
    """Find who of a list is known: by codice fiscale, by address and name, by name and birth.

    Who has the name alone in common, and nothing against it, is a likely twin.
    """
    book = _Book(known)
    for person in people:
        found = book.surely(person.who)
        if len(found) == 1:
            person.party_id = found[0].party_id
        else:
            person.twins = list(found) or book.likely(person.who)


class _Book:
    """Whom an organisation knows, by what they are found by."""

    def __init__(self, known: Iterable[Known]) -> None:
        self.by_code: dict[str, list[Known]] = defaultdict(list)
        self.by_name: dict[str, list[Known]] = defaultdict(list)
        for each in known:
            if each.tax_code:
                self.by_code[each.tax_code.upper()].append(each)
            self.by_name[folded_name(each.name)].append(each)

    def surely(self, who: Who) -> list[Known]:
        """List the parties that somebody certainly is; more than one cannot be told apart."""
        found = self.by_code.get(who.tax_code, []) if who.tax_code else []
        if not found:
            namesakes = self.by_name.get(folded_name(who.name), [])
            found = [each for each in namesakes if _is_the_same(who, each)]
        return _by_party(found)

    def likely(self, who: Who) -> list[Known]:
        """List who has the same name and nothing that contradicts."""
        namesakes = self.by_name.get(folded_name(who.name), [])
        return _by_party(each for each in namesakes if not _contradict(who, each))


def _only_one(namesakes: Sequence[Named], who: Who) -> Named | None:
    """Give the only namesake that nothing tells apart from somebody; None for none or several."""
    if len(namesakes) > MOST_NAMESAKES:
        return None
    possible = [each for each in namesakes if not _contradict(who, each.who)]
    surest = [each for each in possible if _is_the_same(who, each.who)]
    found = surest or possible
    return found[0] if len(found) == 1 else None


def _is_the_same(one: Who, other: Who | Known) -> bool:
    if _contradict(one, other):
        return False
    same_address = bool(one.email) and one.email.upper() == other.email.upper()
    born = birth_of(one)
    return same_address or (born is not None and born == birth_of(other))


def _contradict(one: Who, other: Who | Known) -> bool:
    """Say whether two of one name cannot be one: another code, birth, kind, or address."""
    codes = {one.tax_code.upper(), other.tax_code.upper()} - {""}
    births = {birth_of(one), birth_of(other)} - {None}
    addresses = {one.email.upper(), other.email.upper()} - {""}
    if one.is_body != other.is_body or len(codes) > 1 or len(births) > 1:
        return True
    # Somebody may have two addresses: only a code or a birth in common says so.
    is_told = len(codes) == 1 and one.tax_code and other.tax_code
    is_born = len(births) == 1 and birth_of(one) and birth_of(other)
    return len(addresses) > 1 and isinstance(other, Who) and not (is_told or is_born)


def birth_of(who: Who | Known) -> date | None:
    """Give the day of birth that is told, or the one that the codice fiscale tells."""
    if who.birth_date or who.is_body or not who.tax_code:
        return who.birth_date
    try:
        return codicefiscale.get_birth_date(who.tax_code)
    except ValidationError:
        return None


def _together(one: Who, other: Who) -> Who:
    """Join what two rows tell of one person; the first word stands."""
    told = ("tax_code", "birth_date", "email", "phone", "address")
    missing = {name: getattr(other, name) for name in told if not getattr(one, name)}
    return replace(one, **missing)


def _weight(who: Who | None) -> int:
    if who is None:
        return 0
    return 4 * bool(who.tax_code) + 2 * bool(who.birth_date) + bool(who.email)


def _by_party(found: Iterable[Known]) -> list[Known]:
    return list({each.party_id: each for each in found}.values())
