"""The rows of an import that wait: why, where, and what stands in their cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from ritrovo.insight.observatory import folders
from ritrovo.insight.observatory.counting import refused
from ritrovo.insight.observatory.counting.errors import NotImported
from ritrovo.insight.observatory.counting.store import Import as Manifest
from ritrovo.insight.observatory.errors import RowNotWaiting, TooManyRowsAtOnce
from ritrovo.insight.observatory.models import Import
from ritrovo.insight.observatory.queries.mappings import preset_of

ROWS_A_PAGE: Final = 20
MOST_AT_ONCE: Final = 10_000


def manifest_of(told: Import) -> Manifest | None:
    """Give what the store holds of an import, if it is in."""
    if not told.manifest:
        return None
    try:
        return folders.store().find(told.manifest)
    except NotImported:
        return None


def reasons(told: Import) -> list[refused.Reason]:
    """Count why rows of an import wait. No query."""
    found = manifest_of(told)
    return refused.reasons_of(folders.store(), found, preset_of(told)) if found else []


def page_of_rows(told: Import, reason: str, page: int) -> tuple[list[refused.Waiting], int]:
    """Give a page of waiting rows, from 1, and how many there are."""
    if (found := manifest_of(told)) is None:
        return [], 0
    first = (page - 1) * ROWS_A_PAGE
    return refused.waiting_rows(
        folders.store(), found, preset_of(told), reason=reason, first=first, many=ROWS_A_PAGE
    )


def waiting_row(told: Import, line: int) -> refused.Waiting:
    """Give the row that waits at a line. Raises RowNotWaiting."""
    found = manifest_of(told)
    row = refused.waiting_row(folders.store(), found, preset_of(told), line) if found else None
    if row is None:
        raise RowNotWaiting(line=line)
    return row


def before_of(told: Import, fixes: Mapping[int, Iterable[str]]) -> dict[int, dict[str, str]]:
    """Give what stands in the cells that are to be corrected. Raises RowNotWaiting."""
    found = manifest_of(told)
    cells = refused.waiting_cells(folders.store(), found, list(fixes)) if found else {}
    for line, columns in fixes.items():
        if line not in cells or not set(columns) <= set(cells[line]):
            raise RowNotWaiting(line=line)
    return cells


def alike(told: Import, column: str, cell: str) -> list[int]:
    """List the lines that wait with that word in a column. Raises TooManyRowsAtOnce."""
    found = manifest_of(told)
    lines = refused.lines_with(folders.store(), found, column, cell) if found else []
    if len(lines) > MOST_AT_ONCE:
        raise TooManyRowsAtOnce(most=MOST_AT_ONCE)
    return lines


def words_known(told: Import) -> dict[str, dict[str, str]]:
    """Give the words that the mapping knows, by the file's column, each with its meaning."""
    fields = [field for field in preset_of(told).fields if field.words]
    return {field.sources[0]: dict(field.words) for field in fields}
