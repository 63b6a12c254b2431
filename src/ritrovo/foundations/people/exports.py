"""What is known of a person as files: one JSON, or a ZIP with a CSV for each table."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from io import BytesIO, StringIO
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile

from django.utils.translation import gettext

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.people.knowing import Kept, Table, Value

# A spreadsheet takes a cell that begins so for a formula (OWASP, "CSV injection").
RISKY: Final = ("=", "+", "-", "@", "\t", "\r")


def as_json(tables: Iterable[Table], kept: Iterable[Kept]) -> bytes:
    """Give everything as one JSON document, with what an erasure would leave."""
    document: dict[str, Any] = {
        "made_at": clock.now().isoformat(),
        "tables": [
            {"code": each.code, "title": str(each.title), "rows": [dict(row) for row in each.rows]}
            for each in tables
        ],
        "kept_after_erasure": [
            {
                "what": str(each.what),
                "count": each.count,
                "until": each.until.isoformat() if each.until else None,
                "law": str(each.law),
            }
            for each in kept
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2).encode()


def as_zip(tables: Iterable[Table]) -> bytes:
    """Give a ZIP with one CSV for each table, readable by any spreadsheet."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for table in tables:
            archive.writestr(f"{table.code}.csv", as_csv(table.rows))
    return out.getvalue()


def as_csv(rows: Sequence[Any]) -> bytes:
    """Write rows as CSV with semicolons and a byte order mark, as Italian spreadsheets want."""
    out = StringIO()
    if rows:
        writer = csv.writer(out, delimiter=";")
        writer.writerow([gettext(column) for column in rows[0]])
        writer.writerows([harmless(cell) for cell in row.values()] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def harmless(cell: Value) -> Value:
    """Keep a text that begins like a formula a text."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(RISKY) else cell
