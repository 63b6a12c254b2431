"""Writes on places, composable inside someone's transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Q

from ritrovo.foundations.kernel.refusals import refusing, require_transaction
from ritrovo.foundations.places import bundle
from ritrovo.foundations.places.models import (
    Building,
    InnerArea,
    IstatCode,
    Municipality,
    Neighbourhood,
    Population,
)
from ritrovo.foundations.places.rules import Spell, Succession
from ritrovo.foundations.places.tables import Count, MunicipalityRow

BATCH = 2_000
Tick = Callable[[int], None]


def add_neighbourhood(*, municipality_id: str, name: str) -> Neighbourhood:
    """Add a neighbourhood. Raises NeighbourhoodKnown."""
    require_transaction()
    with refusing():
        return Neighbourhood.objects.create(municipality_id=municipality_id, name=name.strip())


def add_building(
    *,
    municipality_id: str,
    street: str,
    number: str,
    neighbourhood_id: UUID | None = None,
    note: str = "",
) -> Building:
    """Add a building. Raises BuildingKnown, NeighbourhoodElsewhere."""
    require_transaction()
    with refusing():
        return Building.objects.create(
            municipality_id=municipality_id,
            neighbourhood_id=neighbourhood_id,
            street=street.strip(),
            number=number.strip(),
            note=note.strip(),
        )


def write_municipalities(rows: Sequence[MunicipalityRow], tick: Tick) -> None:
    """Add the municipalities, or bring those known up to date, in batches."""
    require_transaction()
    columns = ["name", "province_code", "province", "region", "longitude", "latitude"]
    for start in range(0, len(rows), BATCH):
        batch = rows[start : start + BATCH]
        Municipality.objects.bulk_create(
            [
                Municipality(
                    belfiore=row.belfiore, **{name: getattr(row, name) for name in columns}
                )
                for row in batch
            ],
            update_conflicts=True,
            unique_fields=["belfiore"],
            update_fields=columns,
        )
        tick(len(batch))


def write_bundled_codes(bundled: bundle.Bundle, tick: Tick) -> None:
    """Add the ISTAT codes not yet known, with the day on which some of them end.

    Successors imported before stay as they are.
    """
    require_transaction()
    known = set(IstatCode.objects.values_list("municipality_id", "code"))
    new = [row for row in bundled.municipalities if (row.belfiore, row.istat_code) not in known]
    for start in range(0, len(new), BATCH):
        batch = new[start : start + BATCH]
        with refusing():
            IstatCode.objects.bulk_create([_bundled_code(bundled, row) for row in batch])
        tick(len(batch))


def _bundled_code(bundled: bundle.Bundle, row: MunicipalityRow) -> IstatCode:
    end = bundled.ends.get((row.belfiore, row.istat_code))
    return IstatCode(
        municipality_id=row.belfiore,
        code=row.istat_code,
        valid_until=end.valid_until if end else None,
        source=end.source if end else bundle.SOURCE,
    )


def write_bundled_counts(rows: Sequence[Count]) -> None:
    """Add the bundled inhabitants; what was imported for the same day stays as it is."""
    require_transaction()
    counted = (_counted(row, bundle.COUNT_SOURCE) for row in rows)
    Population.objects.bulk_create(counted, batch_size=BATCH, ignore_conflicts=True)


def write_counts(rows: Sequence[Count], source: str) -> None:
    """Add inhabitants of days, or put right what was said of the same days."""
    require_transaction()
    Population.objects.bulk_create(
        (_counted(row, source) for row in rows),
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["municipality", "on"],
        update_fields=["inhabitants", "source"],
    )


def _counted(row: Count, source: str) -> Population:
    return Population(
        municipality_id=row.belfiore, on=row.on, inhabitants=row.inhabitants, source=source
    )


def write_inner_areas(
    classes: Mapping[str, str], *, since: date, until: date | None, source: str
) -> None:
    """Give municipalities a class from a day; the class before ends there.
    Raises InnerAreaTwice, MapEndsTooSoon.

    `classes` are letters by Belfiore code. A class that began on the same day is put right.
    """
    require_transaction()
    before = InnerArea.objects.filter(municipality__in=classes, valid_from__lt=since)
    before.filter(Q(valid_until=None) | Q(valid_until__gt=since)).update(valid_until=since)
    with refusing():
        InnerArea.objects.bulk_create(
            (
                InnerArea(
                    municipality_id=belfiore,
                    remoteness=letter,
                    valid_from=since,
                    valid_until=until,
                    source=source,
                )
                for belfiore, letter in classes.items()
            ),
            batch_size=BATCH,
            update_conflicts=True,
            unique_fields=["municipality", "valid_from"],
            update_fields=["remoteness", "valid_until", "source"],
        )


def follow(plan: Succession, *, source: str, tick: Tick) -> None:
    """Carry out a succession of ISTAT codes. Raises IstatCodeHeldTwice."""
    require_transaction()
    for spell in plan.ended:
        IstatCode.objects.filter(
            municipality_id=spell.belfiore, code=spell.istat_code, valid_from=spell.days.start
        ).update(valid_until=spell.days.end)
        tick(1)
    with refusing():
        IstatCode.objects.bulk_create(_begun(spell, source) for spell in plan.begun)
    tick(len(plan.begun))


def _begun(spell: Spell, source: str) -> IstatCode:
    return IstatCode(
        municipality_id=spell.belfiore,
        code=spell.istat_code,
        valid_from=spell.days.start,
        valid_until=spell.days.end,
        source=source,
    )
