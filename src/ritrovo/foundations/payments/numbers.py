"""Numbers for references: never twice, taken from the database a block at a time."""

from __future__ import annotations

import threading
from collections.abc import Iterator

from django.db import connection

# The sequence grows by this much at each call (migration `payments.0002_receipts`).
BLOCK = 64

_lock = threading.Lock()
_blocks: dict[str, Iterator[int]] = {}


def next_number() -> int:
    """Give a number no other due has had. A query every `BLOCK` calls; numbers may be skipped."""
    database = str(connection.settings_dict["NAME"])
    with _lock:
        for number in _blocks.get(database, ()):
            return number
        with connection.cursor() as cursor:
            cursor.execute("SELECT nextval('payments_due_number')")
            (first,) = cursor.fetchone()
        _blocks[database] = iter(range(first + 1, first + BLOCK))
        return int(first)
