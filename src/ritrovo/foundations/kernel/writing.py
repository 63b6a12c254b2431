"""Rows of several tables written in one statement."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Field, Model

from ritrovo.foundations.kernel.refusals import require_transaction


def insert_together(*rows: Model) -> None:
    """Insert new rows of different tables, all or none, in one query.

    They may refer to each other: references are checked at the statement's end. Values must all
    be known, as ids made by us are; nothing is read back.
    """
    require_transaction()
    parts = [f"row_{place} AS ({_insert(type(row))})" for place, row in enumerate(rows)]
    values = [value for row in rows for value in _values(row)]
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {', '.join(parts)} SELECT", values)
    for row in rows:
        row._state.adding = False


@cache
def _insert(model: type[Model]) -> str:
    quoted = connection.ops.quote_name
    columns = ", ".join(quoted(field.column) for field in _fields(model))
    marks = ", ".join(["%s"] * len(_fields(model)))
    return f"INSERT INTO {quoted(model._meta.db_table)} ({columns}) VALUES ({marks})"  # noqa: S608


@cache
def _fields(model: type[Model]) -> list[Field[Any, Any]]:
    return list(model._meta.local_concrete_fields)


def _values(row: Model) -> list[object]:
    return [
        field.get_db_prep_save(getattr(row, field.attname), connection)
        for field in _fields(type(row))
    ]
