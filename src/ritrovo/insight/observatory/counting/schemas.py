"""The data dictionary for machines: CSV on the Web, one description for each table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import pyarrow as pa

from ritrovo.insight.observatory.counting.campaigns import FILE, REPORT_COLUMNS
from ritrovo.insight.observatory.counting.meanings import meaning_of

# W3C, Metadata Vocabulary for Tabular Data (2015).
CONTEXT: Final = "http://www.w3.org/ns/csvw"
KINDS: Final = {
    "count": "integer",
    "cents": "integer",
    "share": "number",
    "index": "number",
    "day": "date",
    "words": "string",
}
PARQUET_KINDS: Final = {"int64": "integer", "date": "date", "boolean": "boolean"}


def described(tables: Mapping[str, pa.Table]) -> dict[str, Any]:
    """Describe every table of a report, and the columns of its campaigns."""
    told = [_table(name, tables[name].column_names) for name in sorted(tables)]
    return {"@context": CONTEXT, "tables": told, "campaigns": _campaigns()}


def _table(name: str, columns: list[str]) -> dict[str, Any]:
    schema = {"columns": [_column(name, column) for column in columns]}
    return {"url": f"tables/{name}.csv", "tableSchema": schema}


def _column(table: str, column: str) -> dict[str, Any]:
    meaning = meaning_of(table, column)
    if meaning is None:
        return {"name": column, "datatype": "string"}
    return {
        "name": column,
        "titles": {"it": meaning.title.it, "en": meaning.title.en},
        "dc:description": {"it": meaning.rule.it, "en": meaning.rule.en},
        "datatype": KINDS[meaning.kind],
    }


def _campaigns() -> dict[str, Any]:
    columns = [
        {
            "name": column.name,
            "datatype": PARQUET_KINDS.get(column.type, "string"),
            "unit": column.unit,
            "dc:description": {"en": column.meaning},
        }
        for column in REPORT_COLUMNS
    ]
    return {"url": FILE, "columns": columns}
