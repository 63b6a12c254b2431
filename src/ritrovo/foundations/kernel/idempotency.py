"""Once per key: the repeat of a request gets the first answer."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db import connection

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.ids import new_id
from ritrovo.foundations.kernel.models import IdempotencyKey
from ritrovo.foundations.kernel.refusals import KeyReused, require_transaction
from ritrovo.foundations.kernel.writing import Writing

TAKE: Final = """
    INSERT INTO kernel_idempotencykey (id, scope, key, digest, answer, created_at)
    VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT (scope, key) DO NOTHING
"""


@dataclass(frozen=True, slots=True)
class Key:
    """A key somebody sends: whose (`scope`), which, and the digest of what it asks."""

    scope: str
    key: UUID
    digest: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A key taken by this transaction, or the answer somebody's earlier one left."""

    id: UUID
    answer: UUID | None

    @property
    def is_replay(self) -> bool:
        """Say whether the request was already answered."""
        return self.answer is not None


def digest_of(action: str, arguments: Mapping[str, object]) -> str:
    """Digest an action's name and all its arguments, whatever their order."""
    text = json.dumps({"action": action, **arguments}, sort_keys=True, default=repr)
    return hashlib.sha256(text.encode()).hexdigest()


def claim(*, scope: str, key: UUID, digest: str, answer: UUID) -> Claim:
    """Take `key` for this transaction, with `answer` as what it will have made.

    A concurrent repeat waits here until the first transaction ends, then gets its answer. One
    query for a new key, two for a replay. Raises KeyReused when the key came with other contents.
    """
    require_transaction()
    wanted = Key(scope, key, digest)
    taking = taking_of(wanted, answer)
    with connection.cursor() as cursor:
        cursor.execute(taking.sql, taking.values)
        is_new = bool(cursor.rowcount)
    return Claim(answer, None if is_new else answer_before(wanted))


def taking_of(wanted: Key, answer: UUID) -> Writing:
    """Give the writing that takes a key, for who reads and takes in one statement.

    It writes one row, or none when the key was used before; then ask `answer_before`.
    """
    values = (new_id(), wanted.scope, wanted.key, wanted.digest, answer, clock.now())
    return Writing("taking", TAKE, values)


def answer_before(wanted: Key) -> UUID | None:
    """Give what the first request with this key made. One query.

    Raises KeyReused when the key came with other contents.
    """
    before = IdempotencyKey.objects.get(scope=wanted.scope, key=wanted.key)
    if before.digest != wanted.digest:
        raise KeyReused
    return before.answer
