"""Numbers that laws and house rules fix for a while, read by day."""

from __future__ import annotations

import json
from datetime import date
from typing import Any, Final

from django.db import connection

from ritrovo.foundations.kernel import clock

# Plain SQL, because every promise asks: the same through the ORM costs three times as much.
VALID: Final = """
    SELECT code, value FROM kernel_parameter
    WHERE code = ANY(%s) AND valid_from <= %s AND (valid_until IS NULL OR valid_until > %s)
"""
# The same as one JSON object, for who reads them in one row with something else.
IN_A_ROW: Final = f"(SELECT jsonb_object_agg(code, value) FROM ({VALID}) AS valid)"  # noqa: S608


def parameter(code: str, day: date | None = None) -> int:
    """Say what `code` is worth on `day`, today in Italy unless told. One query.

    Raises LookupError when no value covers that day.
    """
    return parameters(code, day=day)[code]


def parameters(*codes: str, day: date | None = None) -> dict[str, int]:
    """Say what each of `codes` is worth on `day`, today in Italy unless told. One query.

    Raises LookupError when no value covers that day.
    """
    day = day or clock.today()
    with connection.cursor() as cursor:
        cursor.execute(VALID, asked_for(codes, day))
        found = dict(cursor.fetchall())
    return _complete(found, codes, day)


def asked_for(codes: tuple[str, ...], day: date) -> list[Any]:
    """Give the values of `VALID` and of `IN_A_ROW`."""
    return [list(codes), day, day]


def found_in_a_row(text: str | None, codes: tuple[str, ...], day: date) -> dict[str, int]:
    """Read what `IN_A_ROW` gave. Raises LookupError when one of `codes` is not there."""
    return _complete(json.loads(text or "{}"), codes, day)


def _complete(found: dict[str, int], codes: tuple[str, ...], day: date) -> dict[str, int]:
    if missing := set(codes) - found.keys():
        raise LookupError(f"{', '.join(sorted(missing))} has no value on {day}.")
    return found
