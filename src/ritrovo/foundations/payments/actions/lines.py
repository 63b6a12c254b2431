"""One bank line: matched, refunded, set aside, and each of these taken back."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from ritrovo.foundations.kernel.access import SYSTEM, Actor
from ritrovo.foundations.ledger.steps import post_all
from ritrovo.foundations.payments.choices import Certainty, SetAside
from ritrovo.foundations.payments.errors import (
    LineGoesTheOtherWay,
    LinePaysExpense,
    LineSetAside,
    LineTaken,
)
from ritrovo.foundations.payments.models import BankLine, Payment, Refund
from ritrovo.foundations.payments.policies import RULES, scope_of
from ritrovo.foundations.payments.queries.matching import ledger_of_dues
from ritrovo.foundations.payments.steps import (
    Arrival,
    collect,
    give_back,
    undo_payment,
    undo_refund,
)
from ritrovo.foundations.payments.steps.depositing import undo_deposits
from ritrovo.foundations.payments.steps.emptying import empty_old_lines, empty_old_receipts
from ritrovo.foundations.payments.steps.holding import hold_dues, hold_line, hold_payment


@transaction.atomic(durable=True)
def match_line(*, actor: Actor, line_id: UUID, due_id: UUID) -> Payment:
    """Say by hand which due a line pays. The same match again changes nothing.

    Raises LineUnknown, NotAllowed, DueUnknown, LineGoesTheOtherWay, LineSetAside, LineTaken.
    """
    line = hold_line_for("match_line", actor, line_id)
    if before := line.payments.filter(undone_at=None, due_id=due_id).first():
        return before
    require_free(line, comes_in=True)
    owner = line.bank_account.organisation_id
    due = hold_dues([due_id], beneficiary_id=owner)[due_id]
    owed = ledger_of_dues([due_id]).owed[due_id]
    arrival = Arrival(
        line.cents,
        line.booked_on,
        Certainty.BY_HAND,
        line=line,
        from_another_person=owed.is_named_otherwise(line.party_name),
    )
    payment, postings = collect(due, arrival, recorded_by=actor.party_id)
    post_all(postings)
    return payment


@transaction.atomic(durable=True)
def refund_line(*, actor: Actor, line_id: UUID, payment_id: UUID) -> Refund:
    """Say by hand which payment a debit gives back. The same again changes nothing.

    Raises LineUnknown, NotAllowed, PaymentUnknown, LineGoesTheOtherWay, LineSetAside, LineTaken,
    RefundTooBig, RefundBeforePayment.
    """
    line = hold_line_for("refund_line", actor, line_id)
    if before := line.refunds.filter(undone_at=None, payment_id=payment_id).first():
        return before
    require_free(line, comes_in=False)
    payment = hold_payment(payment_id)
    RULES["refund_line"].require(actor, scope_of(payment.due.beneficiary_id))
    refund, postings = give_back(
        payment,
        cents=-line.cents,
        refunded_on=line.booked_on,
        line=line,
        recorded_by=actor.party_id,
    )
    post_all(postings)
    return refund


@transaction.atomic(durable=True)
def unmatch_line(*, actor: Actor, line_id: UUID) -> BankLine:
    """Take back what a line was matched with; it waits again. Again changes nothing.

    Raises LineUnknown, NotAllowed, ReceiptDependsOnIt, RefundDependsOnIt, DifferenceClosed.
    """
    line = hold_line_for("unmatch_line", actor, line_id)
    postings = []
    for payment_id in line.payments.filter(undone_at=None).values_list("pk", flat=True):
        postings += undo_payment(hold_payment(payment_id), recorded_by=actor.party_id)
    for refund in line.refunds.filter(undone_at=None):
        refund.payment = hold_payment(refund.payment_id)
        postings += undo_refund(refund, recorded_by=actor.party_id)
    postings += undo_deposits(line, by=actor.party_id)
    post_all(postings)
    return line


@transaction.atomic(durable=True)
def set_line_aside(*, actor: Actor, line_id: UUID, reason: SetAside) -> BankLine:
    """Say why a line needs no match. Raises LineUnknown, NotAllowed, LineTaken."""
    line = hold_line_for("set_line_aside", actor, line_id)
    _require_unmatched(line)
    line.set_aside = reason
    line.set_aside_by_id = actor.party_id
    line.save(update_fields=["set_aside", "set_aside_by"])
    return line


@transaction.atomic(durable=True)
def take_back_set_aside(*, actor: Actor, line_id: UUID) -> BankLine:
    """Let a line that was set aside wait again. Raises LineUnknown, NotAllowed, LinePaysExpense."""
    line = hold_line_for("take_back_set_aside", actor, line_id)
    if line.set_aside == SetAside.EXPENSE:
        raise LinePaysExpense
    line.set_aside = ""
    line.set_aside_by_id = None
    line.save(update_fields=["set_aside", "set_aside_by"])
    return line


@transaction.atomic(durable=True)
def empty_bank_lines(*, actor: Actor = SYSTEM) -> int:
    """Forget the words of lines whose term is over; how many. Days, sums and matches stay."""
    RULES["empty_bank_lines"].require(actor)
    return empty_old_lines()


@transaction.atomic(durable=True)
def empty_receipts(*, actor: Actor = SYSTEM) -> int:
    """Forget what receipts say once their term is over; how many. Numbers and sums stay."""
    RULES["empty_receipts"].require(actor)
    return empty_old_receipts()


def hold_line_for(verb: str, actor: Actor, line_id: UUID) -> BankLine:
    """Hold a standing line and its account, for who may do `verb`. Raises LineUnknown."""
    line = hold_line(line_id)
    RULES[verb].require(actor, scope_of(line.bank_account.organisation_id))
    return line


def require_free(line: BankLine, *, comes_in: bool) -> None:
    """Let a line pass that goes the right way and was neither matched nor set aside.

    Raises LineGoesTheOtherWay, LineSetAside, LineTaken.
    """
    if (line.cents > 0) != comes_in:
        raise LineGoesTheOtherWay
    if line.set_aside:
        raise LineSetAside
    _require_unmatched(line)


def _require_unmatched(line: BankLine) -> None:
    for matches in (line.payments, line.refunds, line.deposits):
        if matches.filter(undone_at=None).exists():
            raise LineTaken
