"""A till and its accounts: what is in it, what is on its way, what does not add up."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final
from uuid import UUID

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.kernel.ids import new_id
from ritrovo.foundations.kernel.refusals import refusing, require_transaction
from ritrovo.foundations.ledger.choices import Book
from ritrovo.foundations.ledger.queries import balance_of
from ritrovo.foundations.ledger.rules import Leg, Posting
from ritrovo.foundations.ledger.steps import open_account
from ritrovo.foundations.look.formatting import format_amount
from ritrovo.foundations.payments.choices import NoticedBy
from ritrovo.foundations.payments.errors import MoneyAlreadyGone, TillClosed, TillUnknown
from ritrovo.foundations.payments.models import Difference, Till, TillHandover, TillHolding

PRACTICE: Final = "payments"


def make_till(*, organisation_id: UUID, kind: str, name: str, by: UUID | None) -> Till:
    """Open a till with its three accounts; four queries. Raises TillNameTaken."""
    require_transaction()
    made = Till(
        organisation_id=organisation_id,
        kind=kind,
        name=" ".join(name.split()),
        opened_by_id=by,
    )
    made.account_id = _account("till", made.pk, ceiling=0)
    made.transit_id = _account("transit", made.pk, ceiling=0)
    made.unexplained_id = _account("difference", made.pk, ceiling=None)
    with refusing():
        made.save(force_insert=True)
    return made


def hold_tills(*till_ids: UUID) -> dict[UUID, Till]:
    """Read tills alone, in id order: whoever counts or empties them waits. One query.

    Raises TillUnknown.
    """
    require_transaction()
    rows = Till.objects.select_for_update(no_key=True).filter(pk__in=till_ids).order_by("pk")
    found = {till.pk: till for till in rows}
    if found.keys() != set(till_ids):
        raise TillUnknown
    return found


def hold_till(till_id: UUID) -> Till:
    """Read one till alone; one query. Raises TillUnknown."""
    return hold_tills(till_id)[till_id]


def hold_open_till(till_id: UUID) -> Till:
    """Read alone a till that still takes money; one query. Raises TillUnknown, TillClosed."""
    till = hold_till(till_id)
    if till.retired_at:
        raise TillClosed
    return till


def held_cents(till: Till) -> int:
    """Say how much the books say is in a till; one query."""
    return -balance_of(till.account_id).count


def require_held(till: Till, cents: int) -> None:
    """Let so many cents leave a till. Raises MoneyAlreadyGone."""
    held = held_cents(till)
    if cents > held:
        raise MoneyAlreadyGone(till=till.name, held=format_amount(Amount(held)))


def put_in_hands(till: Till, holder_id: UUID, *, at: datetime) -> None:
    """Note that somebody has a till in hand from a moment on; two queries."""
    require_transaction()
    TillHolding.objects.filter(till=till, until=None).update(until=at)
    TillHolding.objects.create(till=till, holder_id=holder_id, since=at)


def move(source: UUID, target: UUID, cents: int) -> list[Leg]:
    """Give the leg by which money comes to rest at `source`, taken from `target`.

    Places of money have balances below zero: the one that gains sends. None for no money.
    """
    return [Leg(source, target, Amount(cents), Book.COLLECTED)] if cents else []


def notice(
    till: Till,
    cents: int,
    *,
    place: UUID,
    noticed_by: NoticedBy,
    by: UUID | None,
    handover: TillHandover | None = None,
    deposit_id: UUID | None = None,
) -> list[Leg]:
    """Record what does not add up, below zero when it is missing; the leg that puts it apart.

    `place` is the account where it came out: the till's, or that of what was on its way.
    """
    require_transaction()
    if not cents:
        return []
    Difference.objects.create(
        till=till,
        cents=cents,
        noticed_by=noticed_by,
        recorded_by_id=by,
        handover=handover,
        deposit_id=deposit_id,
        noticed_at=clock.now(),
    )
    return move(*_apart(till, place, cents), abs(cents))


def put_back(till: Till, cents: int, *, place: UUID) -> list[Leg]:
    """Give the leg that takes back what `notice` put apart."""
    source, target = _apart(till, place, cents)
    return move(target, source, abs(cents))


def posting_about(
    kind: str, subject_id: UUID, legs: Iterable[Leg], *, by: UUID | None, at: datetime | None = None
) -> list[Posting]:
    """Write a journal about a till's handover, deposit or difference; none without legs."""
    moved = tuple(legs)
    if not moved:
        return []
    moment = at or clock.now()
    return [Posting(new_id(), new_id(), kind, moment, moved, PRACTICE, subject_id, by)]


def losses_account(organisation_id: UUID) -> UUID:
    """Find the account of what tills lost or won for good, or open it."""
    return _account("losses", organisation_id, ceiling=None)


def _apart(till: Till, place: UUID, cents: int) -> tuple[UUID, UUID]:
    """Say where money that does not add up comes to rest, and from where."""
    return (till.unexplained_id, place) if cents < 0 else (place, till.unexplained_id)


def _account(family: str, thing: UUID, *, ceiling: int | None) -> UUID:
    return open_account(
        address=f"{family}:{thing}",
        book=Book.COLLECTED,
        unit="eur_cent",
        floor=None,
        ceiling=ceiling,
    )
