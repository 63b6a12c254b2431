"""Once per key: the repeat of a request gets the first answer."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.ids import new_id
from ritrovo.foundations.kernel.models import IdempotencyKey
from ritrovo.foundations.kernel.refusals import KeyReused, require_transaction


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
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kernel_idempotencykey (id, scope, key, digest, answer, created_at)"
            " VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT (scope, key) DO NOTHING",
            [new_id(), scope, key, digest, answer, clock.now()],
        )
        if cursor.rowcount:
            return Claim(answer, None)
    before = IdempotencyKey.objects.get(scope=scope, key=key)
    if before.digest != digest:
        raise KeyReused
    return Claim(answer, before.answer)
