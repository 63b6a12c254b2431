"""A line of the bank that empties a till: matched, and the match taken back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from uuid import UUID

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.refusals import refusing, require_transaction
from ritrovo.foundations.ledger.rules import Posting
from ritrovo.foundations.payments.choices import NoticedBy
from ritrovo.foundations.payments.errors import (
    DepositOver,
    DepositUnknown,
    DifferenceClosed,
    LineGoesTheOtherWay,
    TillUnknown,
)
from ritrovo.foundations.payments.models import BankLine, Deposit, Till
from ritrovo.foundations.payments.steps.owing import bank_mirror
from ritrovo.foundations.payments.steps.tills import (
    hold_till,
    hold_tills,
    move,
    notice,
    posting_about,
    put_back,
    require_held,
)

# A line, the announced deposit it brought, or the till it came from though nobody announced it.
Chosen = tuple[BankLine, UUID | None, UUID | None]


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


def empty_by_lines(
    chosen: Sequence[Chosen], *, organisation_id: UUID, by: UUID | None
) -> list[Posting]:
    """Empty tills by the lines of one statement; the journals to post, once, last.

    Each line comes with the announced deposit it brought, or with the till nobody announced. Three
    queries, then some for each line. Raises LineGoesTheOtherWay, DepositUnknown, DepositOver,
    TillUnknown, MoneyAlreadyGone, LineTaken.
    """
    require_transaction()
    wanted = Deposit.objects.filter(
        till__organisation_id=organisation_id, pk__in=[each[1] for each in chosen if each[1]]
    )
    named = {each[2] for each in chosen if each[2]}
    tills = hold_tills(*named, *wanted.values_list("till_id", flat=True))
    # Read only now: nobody brings a deposit back while its till is held.
    deposits = {each.pk: each for each in wanted}
    leaving: Counter[UUID] = Counter()
    postings: list[Posting] = []
    for line, deposit_id, till_id in chosen:
        if line.cents < 0:
            raise LineGoesTheOtherWay
        if deposit_id:
            postings += settle_deposit(_open_deposit(deposits, deposit_id, tills), line, by=by)
        elif till_id:
            till = _own_till(tills, till_id, organisation_id)
            leaving[till_id] += line.cents
            require_held(till, leaving[till_id])
            postings += deposit_of_line(till, line, by=by)[1]
    return postings


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


def _open_deposit(
    deposits: Mapping[UUID, Deposit], deposit_id: UUID, tills: Mapping[UUID, Till]
) -> Deposit:
    """Give a deposit that no line brought yet, with its till held."""
    found = deposits.get(deposit_id)
    if found is None:
        raise DepositUnknown
    if found.line_id or found.undone_at:
        raise DepositOver
    found.till = tills[found.till_id]
    return found


def _own_till(tills: Mapping[UUID, Till], till_id: UUID, organisation_id: UUID) -> Till:
    if tills[till_id].organisation_id != organisation_id:
        raise TillUnknown
    return tills[till_id]


def _match(deposit: Deposit, line: BankLine, by: UUID | None) -> None:
    deposit.line, deposit.matched_at, deposit.matched_by_id = line, clock.now(), by
    with refusing():
        deposit.save(update_fields=["line", "matched_at", "matched_by"])
