"""The tables of a sealed report, read again from its CSV files with their kinds."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any, Final

from ritrovo.insight.observatory.counting.meanings import meaning_of
from ritrovo.insight.observatory.counting.spreadsheets import as_it_was

TABLES: Final = "tables"


def read_table(folder: Path, name: str) -> list[dict[str, Any]]:
    """Read a table of a report: counts and cents are whole, shares are not, unknown is None."""
    path = folder / TABLES / f"{name}.csv"
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        return [{column: _cell(name, column, row[column]) for column in row} for row in reader]


def _cell(table: str, column: str, text: str) -> Any:
    meaning = meaning_of(table, column)
    if meaning is None or meaning.kind in ("day", "words"):
        return as_it_was(text) or None
    if not text:
        return None
    return int(text) if meaning.kind in ("count", "cents") else float(text)
