"""Rows of several tables written in one statement."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Field, Model

from ritrovo.foundations.kernel.refusals import require_transaction


def insert_together(*rows: Model) -> None:
    """Insert new rows of different tables, all or none, in one query.

    They may refer to each other: references are checked at the statement's end. Nothing is read
    back; what is None is left to the database, so that the statement stays short.
    """
    require_transaction()
    parts: list[str] = []
    values: list[Any] = []
    for place, row in enumerate(rows):
        known = [field for field in _fields(type(row)) if getattr(row, field.attname) is not None]
        parts.append(f"row_{place} AS ({_insert(type(row), tuple(f.column for f in known))})")
        values += [_value(row, field) for field in known]
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {', '.join(parts)} SELECT", values)
    for row in rows:
        row._state.adding = False


@cache
def _fields(model: type[Model]) -> list[Field[Any, Any]]:
    return list(model._meta.local_concrete_fields)


@cache
def _insert(model: type[Model], columns: tuple[str, ...]) -> str:
    quoted = connection.ops.quote_name
    names, marks = ", ".join(map(quoted, columns)), ", ".join(["%s"] * len(columns))
    return f"INSERT INTO {quoted(model._meta.db_table)} ({names}) VALUES ({marks})"  # noqa: S608


def _value(row: Model, field: Field[Any, Any]) -> object:
    return field.get_db_prep_save(getattr(row, field.attname), connection)
