"""Rows of several tables written in one statement."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Field, Model

from ritrovo.foundations.kernel.refusals import require_transaction


@dataclass(frozen=True, slots=True)
class Writing:
    """A statement that writes, to be carried out together with others.

    `name` is how another one may read the rows that its RETURNING gives.
    """

    name: str
    sql: str
    values: Sequence[Any]


def write_together(*parts: Model | Writing) -> None:
    """Insert new rows and carry out writings, all or none, in one query.

    They may refer to each other: references are checked at the statement's end. Nothing is read
    back.
    """
    require_transaction()
    writings = [
        part if isinstance(part, Writing) else insertion(part, f"row_{place}")
        for place, part in enumerate(parts)
    ]
    named = ", ".join([f"{each.name} AS ({each.sql})" for each in writings])
    values = [value for each in writings for value in each.values]
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {named} SELECT", values)
    for part in parts:
        if isinstance(part, Model):
            part._state.adding = False


def insertion(row: Model, name: str, *, once_per: Sequence[str] = ()) -> Writing:
    """Give the writing that inserts a new row.

    With `once_per` it inserts nothing when a row stands with the same values in these columns; it
    returns what it inserted. What is None is left to the database.
    """
    # One JSON object for each row: with a parameter for each column, the text of a statement would
    # be parsed anew each time, here and there.
    known = {
        field.column: field.get_prep_value(value)
        for field in _fields(type(row))
        if (value := getattr(row, field.attname)) is not None
    }
    sql = _insert(type(row), tuple(known), tuple(once_per))
    return Writing(name, sql, [json.dumps(known, default=_as_text)])


@cache
def _fields(model: type[Model]) -> tuple[Field[Any, Any], ...]:
    return tuple(model._meta.local_concrete_fields)


@cache
def _insert(model: type[Model], columns: tuple[str, ...], once_per: tuple[str, ...]) -> str:
    quoted = connection.ops.quote_name
    table, names = quoted(model._meta.db_table), ", ".join(map(quoted, columns))
    insert = (
        f"INSERT INTO {table} ({names}) SELECT {names}"  # noqa: S608  Names of ours alone.
        f" FROM jsonb_populate_record(NULL::{table}, %s::jsonb)"
    )
    if not once_per:
        return insert
    return f"{insert} ON CONFLICT ({', '.join(map(quoted, once_per))}) DO NOTHING RETURNING *"


def _as_text(value: object) -> str:
    if isinstance(value, UUID | date):
        return str(value)
    raise TypeError(f"A row written together with others cannot carry {type(value).__name__}.")
