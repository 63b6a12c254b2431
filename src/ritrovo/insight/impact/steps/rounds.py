"""Rounds: begun or taken up where they were left, and ended."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.refusals import refusing, require_transaction
from ritrovo.insight.impact.models import Reading, Round
from ritrovo.insight.impact.scopes import Scope, ScopeKind
from ritrovo.insight.impact.steps.reading import read_what_is_new

# A round whose job died without anybody putting it back is given up after so long.
GIVEN_UP: Final = timedelta(days=1)


def begin_or_take_up() -> Round:
    """Give the nightly round that was interrupted, or read what is new and begin one.

    Two queries, or six.
    """
    require_transaction()
    waiting = Round.objects.select_for_update().filter(is_nightly=True, ended_at=None).first()
    if waiting is not None:
        return waiting
    reading = read_what_is_new()
    return open_round(reading, ScopeKind.EVERYWHERE.value, is_nightly=True)


def waiting_round(scope: Scope) -> Round | None:
    """Find the round of a scope that was asked for and has not ended; close one given up.

    Two queries.
    """
    require_transaction()
    kind, scope_id = scope.key
    open_ones = Round.objects.filter(
        scope_kind=kind, scope_id=scope_id, is_nightly=False, ended_at=None
    )
    now = clock.now()
    open_ones.filter(started_at__lt=now - GIVEN_UP).update(ended_at=now)
    return open_ones.first()


def open_round(
    reading: Reading | None, kind: str, scope_id: str = "", *, is_nightly: bool = False
) -> Round:
    """Write a new round down. One query and a savepoint. Raises StudiedAlready."""
    moment = reading.known_until if reading else clock.now()
    with refusing():
        return Round.objects.create(
            scope_kind=kind, scope_id=scope_id, is_nightly=is_nightly, known_until=moment
        )


def end_round(going: Round) -> None:
    """Say that a round is over. One query."""
    Round.objects.filter(pk=going.pk).update(ended_at=clock.now())
