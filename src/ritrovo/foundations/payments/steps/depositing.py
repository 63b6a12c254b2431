"""A line of the bank that empties a till: matched, and the match taken back."""

from __future__ import annotations

from uuid import UUID

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.refusals import refusing, require_transaction
from ritrovo.foundations.ledger.rules import Posting
from ritrovo.foundations.payments.choices import NoticedBy
from ritrovo.foundations.payments.errors import DifferenceClosed
from ritrovo.foundations.payments.models import BankLine, Deposit, Till
from ritrovo.foundations.payments.steps.owing import bank_mirror
from ritrovo.foundations.payments.steps.tills import (
    hold_till,
    move,
    notice,
    posting_about,
    put_back,
)


def settle_deposit(deposit: Deposit, line: BankLine, *, by: UUID | None) -> list[Posting]:
    """Say which line brought an announced deposit; what the bank counted otherwise stands apart.

    The caller holds the bank account and the till. Raises LineTaken.
    """
    require_transaction()
    till = deposit.till
    _match(deposit, line, by)
    legs = notice(
        till,
        line.cents - deposit.cents,
        place=till.transit_id,
        noticed_by=NoticedBy.BANK,
        by=by,
        deposit_id=deposit.pk,
    )
    legs += move(bank_mirror(line.bank_account_id), till.transit_id, line.cents)
    return posting_about("deposit", deposit.pk, legs, by=by, at=clock.start_of(line.booked_on))


def deposit_of_line(
    till: Till, line: BankLine, *, by: UUID | None
) -> tuple[Deposit, list[Posting]]:
    """Empty a till by a line that nobody had announced. The caller holds both.

    Raises LineTaken.
    """
    require_transaction()
    deposit = Deposit(
        till=till,
        cents=line.cents,
        bank_account_id=line.bank_account_id,
        taken_on=line.booked_on,
        line=line,
        matched_at=clock.now(),
        matched_by_id=by,
    )
    with refusing():
        deposit.save(force_insert=True)
    legs = move(bank_mirror(line.bank_account_id), till.account_id, line.cents)
    moment = clock.start_of(line.booked_on)
    return deposit, posting_about("deposit", deposit.pk, legs, by=by, at=moment)


def undo_deposits(line: BankLine, *, by: UUID | None) -> list[Posting]:
    """Take back what a line was matched with: the money is in the till, or on its way, again.

    Raises DifferenceClosed when somebody decided what the bank had counted otherwise.
    """
    require_transaction()
    postings: list[Posting] = []
    for deposit in line.deposits.filter(undone_at=None).select_related("till"):
        hold_till(deposit.till_id)
        postings += _undo(deposit, line, by)
    return postings


def _undo(deposit: Deposit, line: BankLine, by: UUID | None) -> list[Posting]:
    till, was_announced = deposit.till, deposit.announced_at is not None
    place = till.transit_id if was_announced else till.account_id
    legs = move(place, bank_mirror(line.bank_account_id), line.cents)
    for difference in deposit.differences.filter(undone_at=None):
        if difference.closed_at:
            raise DifferenceClosed
        difference.undone_at = clock.now()
        difference.save(update_fields=["undone_at"])
        legs += put_back(till, difference.cents, place=place)
    if was_announced:
        deposit.line, deposit.matched_at, deposit.matched_by_id = None, None, None
        deposit.save(update_fields=["line", "matched_at", "matched_by"])
    else:
        deposit.undone_at = clock.now()
        deposit.save(update_fields=["undone_at"])
    return posting_about("undo", deposit.pk, legs, by=by)


def _match(deposit: Deposit, line: BankLine, by: UUID | None) -> None:
    deposit.line, deposit.matched_at, deposit.matched_by_id = line, clock.now(), by
    with refusing():
        deposit.save(update_fields=["line", "matched_at", "matched_by"])
