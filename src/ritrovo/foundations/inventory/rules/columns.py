"""Which column of a list is what: guessed from its header, chosen by somebody, remembered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from ritrovo.foundations.inventory.choices import NameOrder, Sort, TimeUnit
from ritrovo.foundations.inventory.errors import ColumnsChosenTwice, ColumnsUnclear
from ritrovo.foundations.inventory.rules.titles import LABELS, NAMES
from ritrovo.foundations.kernel.tables.cells import (
    DateOrder,
    plain_words,
    read_cents,
    read_date,
)
from ritrovo.foundations.kernel.tables.grids import Grid, Table
from ritrovo.foundations.kernel.tables.headers import (
    columns_by_name,
    date_order_of,
    role_in,
    share_of,
    table_of,
)

WHO: Final = ("name", "given_name", "family_name", "tax_code", "birth_date", "email", "phone")
ROLES: Final[dict[str, tuple[str, ...]]] = {
    Sort.GIFTS: ("day", "amount", *WHO, "address", "campaign"),
    Sort.HOURS: ("day", "time", *WHO, "address"),
    Sort.CAMPAIGNS: ("title", "first_day", "last_day", "amount", "people"),
    Sort.VOLUNTEERS: ("first_day", "last_day", *WHO, "birth_place", "address"),
    Sort.OCCASIONS: ("first_day", "last_day", "task", *WHO, "birth_place", "address"),
}
NEEDED: Final[dict[str, tuple[str, ...]]] = {
    Sort.GIFTS: ("day", "amount"),
    Sort.HOURS: ("day", "time"),
    Sort.CAMPAIGNS: ("title", "first_day", "amount"),
    Sort.VOLUNTEERS: ("first_day", "address"),
    Sort.OCCASIONS: ("first_day", "task", "address"),
}
DAYS: Final = ("day", "first_day", "birth_date", "last_day")
NEARLY_ALL: Final = 0.8


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column, from 0, holds what, and how days, names and times are written."""

    places: dict[str, int]
    date_order: DateOrder = DateOrder.DAY_FIRST
    name_order: NameOrder = NameOrder.GIVEN_FIRST
    time_unit: TimeUnit = TimeUnit.HOURS

    def check(self, sort: str, table: Table) -> None:
        """Stop columns that such a table cannot follow.

        Raises ColumnsUnclear, ColumnsChosenTwice.
        """
        for role in NEEDED[sort]:
            if not 0 <= self.places.get(role, -1) < width_of(table):
                raise ColumnsUnclear(which=LABELS[role])
        named = {"name", "given_name", "family_name"} & self.places.keys()
        if sort != Sort.CAMPAIGNS and not named:
            raise ColumnsUnclear(which=LABELS["name"])
        seen: set[int] = set()
        for role, place in self.places.items():
            if role not in ROLES[sort] or not 0 <= place < width_of(table):
                raise ColumnsUnclear(which=LABELS.get(role, role))
            if place in seen:
                raise ColumnsChosenTwice(title=title_of(table, place))
            seen.add(place)

    def as_dict(self) -> dict[str, Any]:
        """Give the columns as plain values that JSON can hold."""
        return {
            "places": self.places,
            "date_order": self.date_order.value,
            "name_order": self.name_order.value,
            "time_unit": self.time_unit.value,
        }

    @classmethod
    def from_dict(cls, stored: dict[str, Any]) -> Columns:
        """Make columns from what `as_dict` gave."""
        return cls(
            {role: int(place) for role, place in stored["places"].items()},
            DateOrder(stored["date_order"]),
            NameOrder(stored["name_order"]),
            TimeUnit(stored["time_unit"]),
        )


def list_table(sort: str, name: str, grid: Grid, digest: str) -> Table:
    """Find the header of a list of some sort."""
    names = NAMES[sort]
    return table_of(name, grid, digest, lambda words: role_in(names, words))


def guessed(sort: str, table: Table) -> Columns:
    """Propose what each column holds, from header and cells; somebody looks at it."""
    places = columns_by_name(table, NAMES[sort])
    if {"given_name", "family_name"} <= places.keys():
        places.pop("name", None)
    if "name" not in places and "family_name" in places and "given_name" not in places:
        places["name"] = places.pop("family_name")
    _find_by_cells(sort, table, places)
    dated = next((places[role] for role in DAYS if role in places), None)
    return Columns(
        places,
        DateOrder.DAY_FIRST if dated is None else date_order_of(table, dated),
        _name_order(table, places.get("name")),
        _time_unit(table, places.get("time")),
    )


def width_of(table: Table) -> int:
    """Count the columns of the header or of the widest row."""
    return max(len(table.header), table.width)


def title_of(table: Table, place: int) -> str:
    """Name a column by its header, or by its number from 1."""
    header = table.header[place] if place < len(table.header) else ""
    return header or str(place + 1)


def _find_by_cells(sort: str, table: Table, places: dict[str, int]) -> None:
    """Find day and amount by what the cells hold where no name tells."""
    free = [place for place in range(width_of(table)) if place not in places.values()]
    for role in (role for role in NEEDED[sort] if role not in places):
        read = {"day": read_date, "first_day": read_date, "amount": read_cents}.get(role)
        for place in free if read else []:
            if share_of(table, place, read) >= NEARLY_ALL:  # type: ignore[arg-type]
                places[role] = place
                free.remove(place)
                break


def _name_order(table: Table, place: int | None) -> NameOrder:
    words = plain_words(title_of(table, place)) if place is not None else ""
    return NameOrder.FAMILY_FIRST if words.startswith("cognome") else NameOrder.GIVEN_FIRST


def _time_unit(table: Table, place: int | None) -> TimeUnit:
    words = plain_words(title_of(table, place)) if place is not None else ""
    return TimeUnit.MINUTES if "minut" in words or words == "min" else TimeUnit.HOURS
