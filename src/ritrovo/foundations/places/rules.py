"""What a name of a place means, and which ISTAT code follows which: pure functions."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ritrovo.foundations.kernel.ranges import Days
from ritrovo.foundations.places.cells import Fault, Problem
from ritrovo.foundations.places.tables import Successor

BELFIORE = re.compile(r"[A-Z][0-9]{3}")
_WITH_PROVINCE = re.compile(r"(?P<name>.+?)\s*(?:\((?P<inside>\w{2})\)|,\s*(?P<after>\w{2}))\s*")


def folded(text: str) -> str:
    """Say `text` in plain lower-case letters and digits, one space where anything else stood.

    The database says the same of every name in the bundled file: see `models.folded`.
    """
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", " ", bare.casefold()).strip()


@dataclass(frozen=True, slots=True)
class Asked:
    """A place as somebody typed it: a folded name, and a province when it was said."""

    name: str
    province_code: str = ""


def asked(text: str) -> Asked:
    """Read "Veglio (BI)", "Veglio, BI" or "Veglio"."""
    if match := _WITH_PROVINCE.fullmatch(text.strip()):
        province = match["inside"] or match["after"]
        return Asked(folded(match["name"]), province.upper())
    return Asked(folded(text))


def belfiore_in(text: str) -> str | None:
    """Read a Belfiore code such as "l712", or None when `text` is something else."""
    code = text.strip().upper()
    return code if BELFIORE.fullmatch(code) else None


def is_called(name: str, wanted: str) -> bool:
    """Say whether `wanted`, folded, is a municipality's name or one of its two languages.

    "Bolzano/Bozen" is called bolzano bozen, bolzano, and bozen.
    """
    return wanted in {folded(name), *(folded(part) for part in name.split("/"))}


@dataclass(frozen=True, slots=True)
class Spell:
    """The days on which one ISTAT code meant one municipality. `line` names a new one's row."""

    belfiore: str
    istat_code: str
    days: Days
    line: int = 0


@dataclass(frozen=True, slots=True)
class Succession:
    """What an import of successors changes: spells that end, with their new end, and new ones."""

    ended: Sequence[Spell]
    begun: Sequence[Spell]
    faults: Sequence[Fault]


def succession(held: Iterable[Spell], successors: Iterable[Successor]) -> Succession:
    """Plan how each successor ends the code before it; a row already in force changes nothing.

    With any fault the plan must not be carried out.
    """
    spells: dict[str, list[Spell]] = defaultdict(list)
    for spell in held:
        spells[spell.belfiore].append(spell)
    before = {spell for row in spells.values() for spell in row}
    faults = []
    for row in sorted(successors, key=lambda row: row.valid_from):
        problem = _follow(spells.get(row.belfiore), row)
        if problem:
            faults.append(Fault(row.line, *problem))
    after = {spell for row in spells.values() for spell in row}
    begun = sorted((s for s in after if s.line), key=lambda s: s.line)
    ended = sorted((s for s in after - before if not s.line), key=lambda s: s.belfiore)
    return Succession(ended, begun, faults or _shared(after))


def _follow(spells: list[Spell] | None, row: Successor) -> tuple[str, Problem, str] | None:
    """Append the successor to one municipality's spells, or say what stops it."""
    if not spells:
        return "belfiore_code", Problem.UNKNOWN_PLACE, row.belfiore
    if any(s.istat_code == row.istat_code and s.days.start == row.valid_from for s in spells):
        return None
    last = max(spells, key=lambda s: s.days.start or date.min)
    starts_later = last.days.start is not None and last.days.start >= row.valid_from
    if starts_later or (last.days.end is not None and last.days.end > row.valid_from):
        return "valid_from", Problem.OVERLAPS_BEFORE, row.valid_from.isoformat()
    if last.days.end is None:
        ended = replace(last, days=Days(last.days.start, row.valid_from))
        spells[spells.index(last)] = ended
    spells.append(Spell(row.belfiore, row.istat_code, Days(row.valid_from, None), row.line))
    return None


def _shared(spells: Iterable[Spell]) -> list[Fault]:
    """List the new spells whose code means another municipality on some of the same days."""
    by_code: dict[str, list[Spell]] = defaultdict(list)
    for spell in spells:
        by_code[spell.istat_code].append(spell)
    return [
        Fault(new.line, "istat_code", Problem.CODE_TAKEN, new.istat_code)
        for same in by_code.values()
        for new in sorted(same, key=lambda s: s.line)
        if new.line and any(s is not new and s.days.overlaps(new.days) for s in same)
    ]
