"""What is owed: opened, changed, promised, let go; and the accounts where its money moves."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Case, F, QuerySet, Value, When

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.kernel.ids import new_id
from ritrovo.foundations.kernel.refusals import require_transaction
from ritrovo.foundations.ledger.choices import Book
from ritrovo.foundations.ledger.rules import Leg, Posting
from ritrovo.foundations.ledger.steps import open_account
from ritrovo.foundations.payments.choices import DueState
from ritrovo.foundations.payments.models import Due, Payment
from ritrovo.foundations.payments.numbers import next_number
from ritrovo.foundations.payments.queries.standing import standing_of
from ritrovo.foundations.payments.references import creditor_reference, short_code


def bank_mirror(bank_account_id: UUID) -> UUID:
    """Find the ledger account that mirrors a bank account, or open it; it has no floor."""
    return open_account(
        address=f"bank:{bank_account_id}", book=Book.COLLECTED, unit="eur_cent", floor=None
    )


def held_account(due: Due) -> UUID:
    """Find the side account where money of this due waits for a decision, or open it."""
    return open_account(address=f"held:{due.collected_to_id}", book=Book.COLLECTED, unit="eur_cent")


def open_due(  # noqa: PLR0913  What is owed has this many parts.
    *,
    practice_slug: str,
    subject_id: UUID,
    beneficiary_id: UUID,
    bank_account_id: UUID,
    cents: int,
    gift_cents: int,
    collected_to: UUID,
    state: DueState,
    payable_until: date | None = None,
) -> Due:
    """Make what will be owed, with a reference of its own; no query, or one in 64 calls.

    The caller writes it together with its subject, in one statement (`write_together`).
    """
    require_transaction()
    code = short_code(next_number())
    return Due(
        practice=practice_slug,
        subject_id=subject_id,
        beneficiary_id=beneficiary_id,
        bank_account_id=bank_account_id,
        cents=cents,
        gift_cents=gift_cents,
        reference=creditor_reference(code),
        short_code=code,
        state=state,
        collected_to_id=collected_to,
        payable_until=payable_until,
    )


def change_due(due: Due, *, cents: int, gift_cents: int) -> None:
    """Write another sum on a due for which nothing has come yet."""
    require_transaction()
    due.cents, due.gift_cents = cents, gift_cents
    due.save(update_fields=["cents", "gift_cents"])


def open_dues(due_ids: Collection[UUID], *, until: date | None) -> int:
    """Make dues payable, until a day or without a term; how many. One query."""
    require_transaction()
    return Due.objects.filter(pk__in=due_ids, state__in=[DueState.WAITING, DueState.OPEN]).update(
        state=DueState.OPEN,
        payable_until=until,
        opened_at=Case(When(state=DueState.WAITING, then=Value(clock.now())), default="opened_at"),
    )


def move_dues(due_ids: Collection[UUID] | QuerySet[Any, Any], *, bank_account_id: UUID) -> int:
    """Have unpaid dues paid on another account of the beneficiary; how many. One query."""
    require_transaction()
    return Due.objects.filter(pk__in=due_ids).update(bank_account_id=bank_account_id)


def promise_due(due: Due, *, debtor_id: UUID, promised_to: UUID, posting_id: UUID) -> Posting:
    """Make the debtor owe a due: the promise, as a posting from debtor to practice.

    What came before the promise counted fulfils it: only the rest is promised.
    """
    require_transaction()
    promised_from = open_account(
        address=f"party:{debtor_id}", book=Book.PROMISED, unit="eur_cent", floor=None
    )
    due.debtor_id = debtor_id
    due.promised_from_id, due.promised_to_id = promised_from, promised_to
    due.save(update_fields=["debtor", "promised_from", "promised_to"])
    rest = unfulfilled(due, due.cents)
    return Posting(
        journal_id=posting_id,
        key=new_id(),
        kind="promise",
        occurred_at=clock.now(),
        legs=(Leg(promised_from, promised_to, Amount(rest), Book.PROMISED),),
        practice=due.practice,
        subject_id=due.subject_id,
    )


def release_due(due: Due, *, recorded_by: UUID | None) -> list[Posting]:
    """Let a due go: what was promised and has not come goes back to the debtor."""
    require_transaction()
    rest = standing_of(due).promised_cents
    due.state = DueState.RELEASED
    due.save(update_fields=["state"])
    if not rest:
        return []
    return [
        Posting(
            journal_id=new_id(),
            key=new_id(),
            kind="release",
            occurred_at=clock.now(),
            legs=(promise_back(due, rest),),
            practice=due.practice,
            subject_id=due.subject_id,
            recorded_by=recorded_by,
        )
    ]


def promise_back(due: Due, cents: int) -> Leg:
    """Give a promise back to its debtor: it was fulfilled, or let go."""
    return Leg(
        _known(due.promised_to_id), _known(due.promised_from_id), Amount(cents), Book.PROMISED
    )


def promise_again(due: Due, cents: int) -> Leg:
    """Have the debtor promise again what a payment had fulfilled."""
    return Leg(
        _known(due.promised_from_id), _known(due.promised_to_id), Amount(cents), Book.PROMISED
    )


def unfulfilled(due: Due, cents: int) -> int:
    """Let money that came for the due fulfil this much of its promise; how much nobody fulfils.

    Without this a due paid before its promise counted, or paid twice and then undone once, would
    be both paid and promised.
    """
    others = due.payments.filter(
        undone_at=None, held_back=False, fulfilled_cents__lt=F("cents")
    ).order_by("recorded_at", "id")
    for other in others if cents else ():
        more = min(cents, other.cents - other.fulfilled_cents)
        other.fulfilled_cents += more
        other.save(update_fields=["fulfilled_cents"])
        cents -= more
    return cents


def mirror_of(payment: Payment) -> UUID:
    """Find the till or the account's mirror a payment came on: dues may have moved since."""
    if payment.till is not None:
        return payment.till.account_id
    line = payment.line
    return bank_mirror(line.bank_account_id if line else payment.due.bank_account_id)


def fees_account(organisation_id: UUID) -> UUID:
    """Find the account of what carriers of money kept from an organisation, or open it."""
    return open_account(
        address=f"fees:{organisation_id}",
        book=Book.COLLECTED,
        unit="eur_cent",
        floor=None,
        ceiling=0,
    )


def fee_of(payment: Payment, *, back: bool = False) -> list[Leg]:
    """Give the leg of what the carrier kept of a payment, or of its undoing; none without a fee."""
    if not payment.fee_cents:
        return []
    ends = (fees_account(payment.due.beneficiary_id), mirror_of(payment))
    source, target = reversed(ends) if back else ends
    return [Leg(source, target, Amount(payment.fee_cents), Book.COLLECTED)]


def place_of(payment: Payment) -> UUID:
    """Say on which ledger account a payment's money stands: the practice's, or the side one."""
    return held_account(payment.due) if payment.held_back else payment.due.collected_to_id


def posting_for(
    journal_id: UUID, payment: Payment, kind: str, legs: list[Leg], recorded_by: UUID | None
) -> Posting:
    """Write a journal about a payment; a collection happened on the day the money came."""
    moment = clock.start_of(payment.paid_on) if kind == "collection" else clock.now()
    return Posting(
        journal_id=journal_id,
        key=new_id(),
        kind=kind,
        occurred_at=moment,
        legs=tuple(legs),
        practice=payment.due.practice,
        subject_id=payment.due.subject_id,
        recorded_by=recorded_by,
    )


def _known(account_id: UUID | None) -> UUID:
    if account_id is None:
        raise ValueError("A promise moves only where somebody promised.")
    return account_id
