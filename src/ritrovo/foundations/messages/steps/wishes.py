"""How somebody wants the messages of a kind."""

from __future__ import annotations

from collections.abc import Iterable

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.refusals import require_transaction
from ritrovo.foundations.messages.choices import Mode, Reason, State
from ritrovo.foundations.messages.errors import KindNotStoppable
from ritrovo.foundations.messages.kinds import kind_of
from ritrovo.foundations.messages.models import Message, Preference
from ritrovo.foundations.messages.rules import plain_address


def choose_mode(*, address: str, kind: str, mode: Mode) -> None:
    """Remember how `address` wants messages of `kind`; those that wait follow at once.

    Two or three queries. Raises KindNotStoppable, LookupError.
    """
    require_transaction()
    if not kind_of(kind).can_unsubscribe:
        raise KindNotStoppable
    whom = plain_address(address)
    Preference.objects.update_or_create(
        address=whom, kind=kind, defaults={"mode": mode, "changed_at": clock.now()}
    )
    if mode == Mode.NEVER:
        waiting = Message.objects.filter(address=whom, kind=kind, state=State.QUEUED)
        waiting.update(state=State.SUPPRESSED, reason=Reason.UNWANTED)


def stop_kinds(*, address: str, kinds: Iterable[str]) -> None:
    """Stop each of these kinds for `address`. Raises KindNotStoppable, LookupError."""
    for kind in kinds:
        choose_mode(address=address, kind=kind, mode=Mode.NEVER)
