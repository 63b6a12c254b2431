"""Numbers that laws and house rules fix for a while, read by day."""

from __future__ import annotations

from datetime import date
from typing import Final

from django.db import connection

from ritrovo.foundations.kernel import clock

# Plain SQL, because every promise asks: the same through the ORM costs three times as much.
VALID: Final = """
    SELECT code, value FROM kernel_parameter
    WHERE code = ANY(%s) AND valid_from <= %s AND (valid_until IS NULL OR valid_until > %s)
"""


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
        cursor.execute(VALID, [list(codes), day, day])
        found = dict(cursor.fetchall())
    if missing := set(codes) - found.keys():
        raise LookupError(f"{', '.join(sorted(missing))} has no value on {day}.")
    return found
