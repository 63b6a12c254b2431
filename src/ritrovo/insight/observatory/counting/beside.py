"""What people decided, in files that lie beside the raw ones: the report is re-made with it."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final, TypeVar

from ritrovo.insight.observatory.counting.duplicates import DECISIONS, Decision, read_decisions
from ritrovo.insight.observatory.counting.errors import AlreadyIn, FigureBroken
from ritrovo.insight.observatory.counting.importing import bring_in, correct
from ritrovo.insight.observatory.counting.presets import Preset
from ritrovo.insight.observatory.counting.store import Fix, Import, Store

DAYS: Final = "days.csv"
CORRECTIONS: Final = "corrections.csv"
PLACES: Final = "categories.csv"
FIGURES: Final = "figures.csv"
LIVES: Final = "lives.csv"
HEADERS: Final = {
    DAYS: ("file", "day"),
    # What stood there, in which role it was corrected and on which day: read by people alone.
    CORRECTIONS: ("file", "line", "column", "cell", "was", "by", "on"),
    PLACES: ("platform", "category", "node"),
}
Kept = TypeVar("Kept")


@dataclass(frozen=True, slots=True)
class Beside:
    """The decisions of a folder. A file is named as it lies in it: `kickstarter/2018-01.csv`.

    `days` are those whose state a file tells, `corrections` the corrected cells by line in the
    order they were said, `decisions` which campaigns are one, `places` where a platform's category
    belongs in the tree.
    """

    days: Mapping[str, date] = field(default_factory=dict)
    corrections: Mapping[str, Mapping[int, Fix]] = field(default_factory=dict)
    decisions: tuple[Decision, ...] = ()
    places: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def read_beside(folder: Path) -> Beside:
    """Read what lies beside the raw files of a folder; a file that is missing says nothing.

    Raises FigureBroken with file, line and column.
    """
    days = dict(_rows(folder / DAYS, lambda row: (row["file"], date.fromisoformat(row["day"]))))
    corrections: dict[str, dict[int, Fix]] = defaultdict(dict)
    told = _rows(folder / CORRECTIONS, lambda row: (row["file"], int(row["line"]), row))
    for file, line, row in told:
        corrections[file].setdefault(line, {})[row["column"]] = row["cell"]
    places: dict[str, dict[str, str]] = defaultdict(dict)
    for platform, category, node in _rows(
        folder / PLACES, lambda row: (row["platform"], row["category"], row["node"])
    ):
        places[platform][category] = node
    return Beside(days, corrections, tuple(read_decisions(folder / DECISIONS)), places)


def bring(store: Store, path: Path, preset: Preset, beside: Beside) -> Import:
    """Bring a raw file in as it was brought in before: by its day, with its cells corrected.

    Raises what `bring_in` and `correct` raise.
    """
    file = f"{path.parent.name}/{path.name}"
    told = bring_in(store, path, preset, seen_on=beside.days.get(file))
    fixes = beside.corrections.get(file)
    return correct(store, told.id, fixes, preset) if fixes else told


def brought_again(
    store: Store,
    path: Path,
    preset: Preset,
    *,
    day: date | None,
    fixes: Mapping[int, Fix],
    said: Callable[[str], None] = lambda _step: None,
) -> Import:
    """Bring a file in and correct it, or go on where an interrupted work left it.

    The same work twice gives the same import. Raises AlreadyIn when another import has its rows,
    EmptyTable, ColumnsMissing.
    """
    try:
        told = bring_in(store, path, preset, seen_on=day, said=said)
    except AlreadyIn as again:
        if again.facts["import_id"] != again.facts["asked"]:
            raise
        told = store.find(str(again.facts["asked"]))
    new = {line: fix for line, fix in fixes.items() if told.fixes.get(str(line)) != fix}
    return correct(store, told.id, new, preset) if new else told


def write_rows(path: Path, header: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """Write a file of decisions; none where there is nothing to say."""
    lines = list(rows)
    if not lines:
        with suppress(FileNotFoundError):
            path.unlink()
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(lines)


def _rows(path: Path, read: Callable[[dict[str, str]], Kept]) -> Iterator[Kept]:
    if not path.is_file():
        return
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        for row in reader:
            try:
                yield read(row)
            except (KeyError, TypeError, ValueError) as error:
                line = reader.line_num
                broken = FigureBroken(name=path.name, line=line, column="?", cell=str(error))
                raise broken from error
