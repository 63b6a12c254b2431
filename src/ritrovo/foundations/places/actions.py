"""The verbs of places: load the bundled municipalities, import new ISTAT codes."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from ritrovo.foundations.kernel.ranges import Days
from ritrovo.foundations.places import bundle, steps, tables
from ritrovo.foundations.places.errors import PlacesFileRefused
from ritrovo.foundations.places.models import IstatCode, Loading
from ritrovo.foundations.places.rules import Spell, succession
from ritrovo.foundations.places.steps import Tick


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import of ISTAT codes changed: codes that ended and codes that began."""

    ended: int
    begun: int


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


def _spell(code: IstatCode) -> Spell:
    return Spell(code.municipality_id, code.code, Days(code.valid_from, code.valid_until))
