"""Corrections written down: of which line, what the cell was, what it is, who said so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from ritrovo.foundations.kernel.refusals import require_transaction
from ritrovo.insight.observatory.models import Correction, Import

AT_A_TIME: Final = 1000


def write_corrections(
    told: Import,
    before: Mapping[int, Mapping[str, str]],
    fixes: Mapping[int, Mapping[str, str]],
    *,
    by: UUID,
) -> None:
    """Write one row for each corrected cell."""
    require_transaction()
    rows = [
        Correction(
            of=told,
            line=line,
            column=column,
            was=before[line].get(column, ""),
            cell=cell,
            corrected_by_id=by,
        )
        for line, fix in sorted(fixes.items())
        for column, cell in fix.items()
    ]
    Correction.objects.bulk_create(rows, batch_size=AT_A_TIME)
