"""The verbs of places: load what is bundled, import codes, inhabitants and inner areas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from ritrovo.foundations.kernel.ranges import Days
from ritrovo.foundations.places import bundle, queries, steps, tables
from ritrovo.foundations.places.cells import Fault, Problem
from ritrovo.foundations.places.errors import PlacesFileRefused
from ritrovo.foundations.places.models import IstatCode, Loading, Municipality
from ritrovo.foundations.places.rules import Spell, succession
from ritrovo.foundations.places.steps import Tick


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import of ISTAT codes changed: codes that ended and codes that began."""

    ended: int
    begun: int


@dataclass(frozen=True, slots=True)
class Classified:
    """What an import of inner areas did: how many municipalities, and which codes it left out."""

    written: int
    left_out: Sequence[str]


def _silent(_rows: int) -> None:
    """Tell nobody: the default of actions that can say how far they are."""


@transaction.atomic(durable=True)
def load_bundled(*, tick: Tick = _silent) -> bool:
    """Load the bundled municipalities and their ISTAT codes, once for each state of the files.

    Says whether there was anything to do; when not, costs one query. `tick` hears the number
    of rows written, twice per municipality. Of two that start together one waits for the other.
    """
    _, is_new = Loading.objects.get_or_create(digest=bundle.digest())
    if not is_new:
        return False
    bundled = bundle.read()
    steps.write_municipalities(bundled.municipalities, tick)
    steps.write_bundled_codes(bundled, tick)
    steps.write_bundled_counts(bundled.counts)
    return True


@transaction.atomic(durable=True)
def import_istat_codes(*, content: bytes, source: str, tick: Tick = _silent) -> Imported:
    """Import dated successors of ISTAT codes from a CSV file, all of it or nothing.

    Columns: belfiore_code, istat_code, valid_from. The code before ends on the day its
    successor begins. The same file again changes nothing.
    Raises PlacesFileRefused with every fault, IstatCodeHeldTwice.
    """
    rows, faults = tables.successors(content)
    if faults:
        raise PlacesFileRefused(faults)
    # Two imports at once would each plan from what the other is about to change.
    held = IstatCode.objects.select_for_update(no_key=True).order_by("pk")
    plan = succession([_spell(code) for code in held], rows)
    if plan.faults:
        raise PlacesFileRefused(plan.faults)
    steps.follow(plan, source=source, tick=tick)
    return Imported(ended=len(plan.ended), begun=len(plan.begun))


@transaction.atomic(durable=True)
def import_inhabitants(*, content: bytes, source: str) -> int:
    """Import inhabitants of municipalities from a CSV file, all of it or nothing; how many rows.

    Columns: belfiore_code, on, inhabitants. What was known of the same day is put right; the
    same file again changes nothing. Raises PlacesFileRefused with every fault.
    """
    rows, faults = tables.counts(content)
    known = set(Municipality.objects.values_list("pk", flat=True))
    strange = [
        Fault(row.line, "belfiore_code", Problem.UNKNOWN_PLACE, row.belfiore)
        for row in rows
        if row.belfiore not in known
    ]
    if faults or strange:
        raise PlacesFileRefused(sorted([*faults, *strange], key=lambda fault: fault.line))
    steps.write_counts(rows, source)
    return len(rows)


@transaction.atomic(durable=True)
def import_inner_areas(
    *,
    content: bytes,
    source: str,
    since: date,
    until: date | None,
    leave_out_unknown: bool = False,
) -> Classified:
    """Import the map of inner areas from a CSV file, all of it or nothing.

    Columns: istat_code, class (A to F, words after it do not matter). It holds from `since`
    until the day before `until`; the map before ends where it begins. Maps name municipalities
    that were united since: with `leave_out_unknown` those are left out and told. The same file
    again changes nothing. Raises PlacesFileRefused with every fault, InnerAreaTwice,
    MapEndsTooSoon.
    """
    rows, faults = tables.classes(content)
    places = queries.municipalities_by_istat_code(since)
    strange = [row for row in rows if row.istat_code not in places]
    if not leave_out_unknown:
        faults += [
            Fault(row.line, "istat_code", Problem.UNKNOWN_PLACE, row.istat_code) for row in strange
        ]
    if faults:
        raise PlacesFileRefused(sorted(faults, key=lambda fault: fault.line))
    classes = {places[row.istat_code]: row.remoteness for row in rows if row.istat_code in places}
    steps.write_inner_areas(classes, since=since, until=until, source=source)
    return Classified(len(classes), [row.istat_code for row in strange])


def _spell(code: IstatCode) -> Spell:
    return Spell(code.municipality_id, code.code, Days(code.valid_from, code.valid_until))
