"""Figures that others published: kept side by side with source and date, never overwritten."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from itertools import combinations, groupby, pairwise
from pathlib import Path
from typing import Final

from ritrovo.foundations.look.formatting import grouped
from ritrovo.insight.observatory.counting.errors import FigureBroken, NotComparable
from ritrovo.insight.observatory.counting.presets import FILES
from ritrovo.insight.observatory.counting.words import Words

SHIPPED: Final = FILES / "figures"
CENTS: Final = 100
MONTHS_APART: Final = 3

MEASURES: Final = {"stock": Words("stock", "stock"), "flow": Words("flusso", "flow")}
OTHER_SERIES: Final = Words(
    "{earlier} ({earlier_series}) e {later} ({later_series}) sono conti diversi: "
    "uno vale «{earlier_scope}», l'altro «{later_scope}»",
    "{earlier} ({earlier_series}) and {later} ({later_series}) are different counts: "
    "one holds for “{earlier_scope}”, the other for “{later_scope}”",
)
OTHER_MEASURE: Final = Words(
    "uno è uno stock (quanto dalla nascita), l'altro un flusso (quanto in un periodo)",
    "one is a stock (all since the beginning), the other a flow (within a period)",
)


@dataclass(frozen=True, slots=True)
class Total:
    """A published total: euros in cents, `stock` or `flow`, comparable only within its `series`."""

    as_of: str
    measure: str
    cents: int
    series: str
    scope: str
    source: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A growth that somebody published, in per cent, with the count it was said of."""

    as_of: str
    series: str
    measure: str
    percent: int
    note: str
    source: str


@dataclass(frozen=True, slots=True)
class Growth:
    """From one total to a later one: `share` is the change from 0 up, or `why_not` says why not."""

    earlier: Total
    later: Total
    share: Decimal | None
    why_not: Words | None
    facts: dict[str, str]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Published figures that cannot all be meant: what they are about, and each as it was said."""

    about: Words
    said: tuple[Words, Words]
    sources: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Parts:
    """A total told by parts: what the parts add to, what was published, and the difference."""

    as_of: str
    parts: tuple[tuple[str, int], ...]
    sum_cents: int
    published_cents: int

    @property
    def difference_cents(self) -> int:
        """Give what the parts lack, or have too much when below 0."""
        return self.published_cents - self.sum_cents


def totals(path: Path = SHIPPED / "italy_totals.csv") -> list[Total]:
    """Read the published totals, oldest first. Raises FigureBroken."""
    found = [
        Total(row["as_of"], row["measure"], cents, row["series"], row["scope"], row["source"])
        for row, cents in _with_cents(path)
    ]
    return sorted(found, key=lambda told: (told.as_of, told.measure, told.series))


def growth_between(earlier: Total, later: Total) -> Decimal:
    """Give the growth from one total to another, as a share of the earlier.

    Raises NotComparable when they are not of one series and one measure.
    """
    if why := _why_not(earlier, later):
        facts = _facts(earlier, later)
        raise NotComparable(why_it=why.said("it", **facts), why_en=why.said("en", **facts))
    return (Decimal(later.cents) - earlier.cents) / earlier.cents


def growths(found: Iterable[Total]) -> list[Growth]:
    """State the growth between neighbours in time of one measure, or why none is stated.

    Neighbours within a series are stated too where another series stands between them.
    """
    told = list(found)
    pairs: dict[tuple[Total, Total], None] = {}
    for measure in ("stock", "flow"):
        of_measure = [total for total in told if total.measure == measure]
        pairs |= dict.fromkeys(pairwise(of_measure))
        by_series = sorted(of_measure, key=lambda total: (total.series, total.as_of))
        for _, same in groupby(by_series, key=lambda total: total.series):
            pairs |= dict.fromkeys(pairwise(list(same)))
    return [_growth(*pair) for pair in pairs]


def _growth(earlier: Total, later: Total) -> Growth:
    why = _why_not(earlier, later)
    share = None if why else growth_between(earlier, later)
    return Growth(earlier, later, share, why, _facts(earlier, later))


def _why_not(earlier: Total, later: Total) -> Words | None:
    if earlier.measure != later.measure:
        return OTHER_MEASURE
    return OTHER_SERIES if earlier.series != later.series else None


def _facts(earlier: Total, later: Total) -> dict[str, str]:
    return {
        "earlier": earlier.as_of,
        "later": later.as_of,
        "earlier_series": earlier.series,
        "later_series": later.series,
        "earlier_scope": earlier.scope,
        "later_scope": later.scope,
    }


def in_per_cent(share: Decimal) -> int:
    """Round a share to whole per cent, half away from zero."""
    return int((share * 100).quantize(Decimal(1), ROUND_HALF_UP))


def claims(path: Path = SHIPPED / "italy_growth_claims.csv") -> list[Claim]:
    """Read the growths that others published. Raises FigureBroken."""
    return [
        Claim(
            row["as_of"],
            row["series"],
            row["measure"],
            _whole(path, line, "percent", row),
            row["note"],
            row["source"],
        )
        for line, row in _rows(path)
    ]


def parts_of_2017(
    path: Path = SHIPPED / "italy_2017_by_type.csv", published: Iterable[Total] | None = None
) -> Parts:
    """Add the types of the stock of January 2017, beside the total published with them."""
    rows = list(_with_cents(path))
    as_of = rows[0][0]["as_of"]
    parts = tuple((row["type"], cents) for row, cents in rows)
    whole = [told for told in published or totals() if told.as_of == as_of]
    stock = next(told for told in whole if told.measure == "stock")
    return Parts(as_of, parts, sum(cents for _, cents in parts), stock.cents)


def conflicts(
    found: Iterable[Total], grown: Iterable[Claim] = (), platforms: Path | None = None
) -> list[Conflict]:
    """List what was said in two ways: one sum as stock and as flow, one count with two dates.

    A growth claimed of one of them is told with it.
    """
    percents = {(claim.series, claim.as_of): f", {claim.percent:+} %" for claim in grown}

    def said(total: Total) -> Words:
        claimed = percents.get((total.series, total.as_of), "")
        told = f", {total.as_of}{claimed}"
        return Words(MEASURES[total.measure].it + told, MEASURES[total.measure].en + told)

    said_twice = [
        Conflict(
            Words(*(f"{grouped(first.cents // CENTS, lang)} EUR" for lang in ("it", "en"))),
            (said(first), said(second)),
            (first.source, second.source),
        )
        for first, second in combinations(found, 2)
        if _are_one_sum(first, second)
    ]
    return said_twice + list(_two_dates(platforms or SHIPPED / "italy_platforms_by_model.csv"))


def _are_one_sum(first: Total, second: Total) -> bool:
    """Say whether one sum, of about one day, was told as stock by one and as flow by another."""
    is_near = abs(_month(first.as_of) - _month(second.as_of)) <= MONTHS_APART
    return is_near and first.cents == second.cents and first.measure != second.measure


def _two_dates(path: Path) -> Iterator[Conflict]:
    for _, row in _rows(path):
        if row["also_dated"]:
            about = Words(
                f"{row['active']} piattaforme attive, {row['launching']} in partenza",
                f"{row['active']} platforms active, {row['launching']} launching",
            )
            dates = [Words(day, day) for day in (row["as_of"], row["also_dated"])]
            yield Conflict(about, (dates[0], dates[1]), (row["source"],) * 2)


def _month(as_of: str) -> int:
    year, month = as_of.split("-")[:2]
    return int(year) * 12 + int(month)


def _with_cents(path: Path) -> Iterator[tuple[dict[str, str], int]]:
    for line, row in _rows(path):
        try:
            yield row, int(Decimal(row["amount_eur"]) * CENTS)
        except (InvalidOperation, ValueError) as error:
            raise _broken(path, line, "amount_eur", row) from error


def _whole(path: Path, line: int, column: str, row: dict[str, str]) -> int:
    try:
        return int(row[column])
    except ValueError as error:
        raise _broken(path, line, column, row) from error


def _broken(path: Path, line: int, column: str, row: dict[str, str]) -> FigureBroken:
    return FigureBroken(name=path.name, line=line, column=column, cell=row[column])


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Read the rows of a file of figures with their lines; these files have some tens of rows."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        for row in reader:
            yield reader.line_num, {name: cell or "" for name, cell in row.items()}
