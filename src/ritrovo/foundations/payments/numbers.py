"""Numbers for references: never twice, taken from the database a block at a time."""

from __future__ import annotations

from collections import defaultdict, deque
from functools import partial
from typing import Final

from django.db import connection, transaction

# The sequence grows by this much at each call (migration `payments.0002_receipts`).
BLOCK: Final = 64

# Taking from and adding to a deque needs no lock between threads.
_spare: defaultdict[str, deque[int]] = defaultdict(deque)


def next_number() -> int:
    """Give a number no other due has had. A query every `BLOCK` calls; numbers may be skipped.

    The rest of a block is used once its transaction is on the disk: a database that stops hard
    before that would give the same block to somebody else when it comes back.
    """
    spare = _spare[str(connection.settings_dict["NAME"])]
    try:
        return spare.popleft()
    except IndexError:
        first = _next_block()
    transaction.on_commit(partial(spare.extend, range(first + 1, first + BLOCK)))
    return first


def _next_block() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('payments_due_number')")
        return int(cursor.fetchone()[0])
