"""Files of gifts, whoever kept them: giver, receiver, and perhaps quantity, time and reports."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import duckdb
import ibis

from ritrovo.insight.engine.keeping import forget, keep
from ritrovo.insight.impact.measures.layouts import FileRefused, Layout, laid_out, line_of

if TYPE_CHECKING:
    from ibis import BaseBackend
    from ibis.expr.types import BooleanValue, StringValue, Table

REQUIRED: Final = ("giver", "receiver")
REPORTS: Final = ("reported_by_giver", "reported_by_receiver")
KNOWN: Final = (*REQUIRED, "quantity", "time", *REPORTS)
NUMBER: Final = r"^[0-9]{1,15}([.][0-9]{1,6})?$"
ITALIAN_DAY: Final = r"^([0-9]{1,2})[/.]([0-9]{1,2})[/.]([0-9]{4})"
ABSENT: Final = ("", "NA")
DECIMALS: Final = 6
# Sums above are not exact in the solver of circulations.
MOST: Final = 2**53


@dataclass(frozen=True, slots=True)
class Gifts:
    """The gifts of a file, kept by an engine: `giver`, `receiver`, whole `weight`, perhaps `at`.

    Weights are quantities times `scale`. `named` people stand in `people`; `to_themselves` counts
    rows of people to themselves, which are no gifts.
    """

    table: Table
    people: Table
    layout: Layout
    rows: int
    named: int
    scale: int
    to_themselves: int

    @property
    def has_time(self) -> bool:
        """Say whether gifts have a day."""
        return "time" in self.layout.columns

    @property
    def has_reports(self) -> bool:
        """Say whether rows tell what each side reported."""
        return bool(set(REPORTS) & set(self.layout.columns))


def read_gifts(session: BaseBackend, path: Path, *, both: bool = False) -> Gifts:
    """Read a file of gifts into a DuckDB session.

    Where sides report a tie (1, 0, NA), a row is a gift when every report that is there is 1, and
    at least one is; with `both`, when both are there and 1. A quantity of 0 only names people.
    Raises FileRefused with line and column.
    """
    with laid_out(path, REQUIRED) as layout:
        return gifts_in(session, path, layout, both=both)


def gifts_in(session: BaseBackend, path: Path, layout: Layout, *, both: bool) -> Gifts:
    """Read the gifts of a file whose layout is known."""
    rows = read_rows(session, path, layout)
    check(rows, path, layout)
    gifts, scale = weighed(session, rows.filter(is_gift(rows, layout, both=both)), layout, path)
    people = rows.select(person=rows.giver).union(rows.select(person=rows.receiver)).distinct()
    kept_people = keep(session, "file_people", people.filter(people.person != ""))
    kept = keep(session, "file_gifts", gifts)
    found = Gifts(
        table=kept.filter(kept.giver != kept.receiver),
        people=kept_people,
        layout=layout,
        rows=session.execute(rows.count()),
        named=session.execute(kept_people.count()),
        scale=scale,
        to_themselves=session.execute(kept.filter(kept.giver == kept.receiver).count()),
    )
    forget(session, rows)
    return found


def read_people(session: BaseBackend, path: Path, named: Table) -> int:
    """Count the people of a file, one in a line under a title; all who are `named` must be there.

    Blank lines do not count. Raises FileRefused for somebody written twice, and somebody missing.
    """
    with laid_out(path, ()) as layout:
        return people_in(session, path, layout, named)


def people_in(session: BaseBackend, path: Path, layout: Layout, named: Table) -> int:
    """Count the people of a file whose layout is known."""
    column = "person" if "person" in layout.columns else layout.columns[0]
    raw = read_rows(session, path, layout, "file_population")
    rows = raw.filter(raw[column] != "").select("row", person=raw[column])
    again = rows.mutate(n=ibis.row_number().over(ibis.window(group_by="person", order_by="row")))
    refuse_first(
        again.select("row", "person", "n"),
        again.n > 0,
        path,
        layout,
        column,
        "“{}” is written twice",
    )
    missing = named.anti_join(rows, "person").order_by("person").limit(1)
    for row in session.to_pyarrow(missing).to_pylist():
        raise FileRefused(path, f"“{row['person']}” has gifts and is not among the people")
    count: int = session.execute(rows.count())
    forget(session, raw)
    return count


def read_rows(session: BaseBackend, path: Path, layout: Layout, name: str = "file_rows") -> Table:
    """Read all cells as text without spaces around, and number the rows from 0.

    Raises FileRefused for a line with more or fewer cells than the first.
    """
    types = dict.fromkeys(layout.columns, "VARCHAR")
    try:
        read = session.read_csv(
            str(layout.clean),
            header=True,
            columns=types,
            delim=layout.separator,
            quote='"',
            escape='"',
            auto_detect=False,
            null_padding=False,
        )
        cells = {each: read[each].fill_null("").strip() for each in layout.columns}
        return keep(session, name, read.select(row=ibis.row_number(), **cells))
    except duckdb.Error as error:
        raise FileRefused(path, *why_not(str(error))) from error


def why_not(words: str) -> tuple[str, int | None]:
    """Take from the reader's words which line it stumbled on, and over what."""
    line = re.search(r"CSV Error on Line: (\d+)", words)
    cells = re.search(r"Expected Number of Columns: (\d+) Found: (\d+)", words)
    why = f"{cells[2]} cells where the first line has {cells[1]}" if cells else "it cannot be read"
    return (why if line else words.partition("\n")[0]), int(line[1]) if line else None


def check(rows: Table, path: Path, layout: Layout) -> None:
    """Look for the first cell that cannot be what its column says. Raises FileRefused."""
    names_only = names_people_only(rows, layout)
    wrong: list[tuple[str, BooleanValue, str]] = [("giver", rows.giver == "", "nobody is named")]
    if "quantity" in layout.columns:
        number = as_number(rows.quantity, layout)
        is_no_number = ~number.re_search(NUMBER)
        told = "“{}” is not a quantity: a number from 0, at most six decimals"
        wrong.append(("quantity", is_no_number, told))
    wrong.append(("receiver", (rows.receiver == "") & ~names_only, "nobody is named"))
    if "time" in layout.columns:
        moment = as_time(rows.time)
        is_no_time = moment.isnull() & ~(names_only & (rows.time == ""))
        wrong.append(("time", is_no_time, "“{}” is not a day or a time (2024-05-31, 31/05/2024)"))
    for name in set(REPORTS) & set(layout.columns):
        is_no_report = ~rows[name].isin(("0", "1", *ABSENT))
        wrong.append((name, is_no_report, "“{}” is not a report: 1, 0 or NA"))
    for column, is_wrong, why in wrong:
        refuse_first(rows, is_wrong, path, layout, column, why)


def refuse_first(
    rows: Table,
    is_wrong: BooleanValue,
    path: Path,
    layout: Layout,
    column: str,
    why: str,
) -> None:
    """Raise FileRefused for the first row that is wrong; `why` has room for its cell."""
    wrong = rows.filter(is_wrong).order_by("row").limit(1)
    for row in wrong.to_pyarrow().to_pylist():
        raise FileRefused(path, why.format(row[column]), line_of(layout, row["row"]), column)


def is_gift(rows: Table, layout: Layout, *, both: bool) -> BooleanValue:
    """Say of each row whether something was given."""
    told = ~names_people_only(rows, layout)
    reports = [rows[name] for name in REPORTS if name in layout.columns]
    for report in reports:
        told &= (report == "1") if both else (report != "0")
    if reports and not both:
        told &= ibis.or_(*(report == "1" for report in reports))
    return told


def names_people_only(rows: Table, layout: Layout) -> BooleanValue:
    """Say of each row whether its quantity is 0: it names people who may have no tie."""
    if "quantity" not in layout.columns:
        return ibis.literal(value=False)
    return as_number(rows.quantity, layout).re_search(r"^0+([.]0*)?$")


def weighed(session: BaseBackend, rows: Table, layout: Layout, path: Path) -> tuple[Table, int]:
    """Give each gift a whole weight, and by how much quantities were multiplied for it.

    Raises FileRefused when they add up to more than can be summed exactly.
    """
    columns = {"giver": rows.giver, "receiver": rows.receiver}
    if "time" in layout.columns:
        columns["at"] = as_time(rows.time)
    if "quantity" not in layout.columns:
        return rows.select(**columns, weight=ibis.literal(1, "int64")), 1
    number = as_number(rows.quantity, layout)
    decimals = number.re_extract(r"[.]([0-9]*?)0*$", 1).length()
    scale = 10 ** (session.execute(decimals.max().fill_null(0)) or 0)
    weight = (number.cast(f"decimal(22, {DECIMALS})").cast("decimal(38, 6)") * scale).cast("int64")
    total = weight.cast("decimal(38, 0)").sum()
    if (session.execute(total) or 0) > MOST:
        raise FileRefused(
            path, "these quantities are too large to add up exactly", None, "quantity"
        )
    return rows.select(**columns, weight=weight), scale


def as_number(cell: StringValue, layout: Layout) -> StringValue:
    """Write a number with a point, also where a comma separates decimals and not cells."""
    return cell if layout.separator == "," else cell.replace(",", ".")


def as_time(cell: StringValue) -> StringValue:
    """Read a day or a time, ISO or Italian; null where it is neither."""
    return cell.re_replace(ITALIAN_DAY, r"\3-\2-\1").try_cast("timestamp")
