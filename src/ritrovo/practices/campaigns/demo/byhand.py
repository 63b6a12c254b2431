"""Lines of the demo's first statements that a treasurer decided by hand, and the receipts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from ritrovo.foundations.kernel.access import Actor
from ritrovo.foundations.payments.actions import held, lines, receipts
from ritrovo.foundations.payments.models import BankLine, Due, StatementImport
from ritrovo.foundations.payments.models import Payment as Paid
from ritrovo.foundations.payments.references import references_in
from ritrovo.practices.campaigns.demo.camt import Movement, Payment, moved
from ritrovo.practices.campaigns.models import Pledge

# Which of the first statement's transfers came from somebody else, with more, and twice.
FROM_ANOTHER, TOO_MUCH, TWICE = 2, 4, 6
ANOTHER_NAME: Final = "CANEPA ROSANNA"
FIRST_RECEIPT: Final = 38


def spoiled(paid: Iterable[Movement], last: date) -> list[Movement]:
    """Give the same transfers as people really make them: three are not as they should be."""
    result = list(paid)
    for place, change in ((FROM_ANOTHER, _from_another), (TOO_MUCH, _too_much)):
        (payment,) = result[place].payments
        result[place] = moved(result[place].day, change(payment))
    twice = result[TWICE]
    return [*result, Movement(min(twice.day + timedelta(days=2), last), twice.payments)]


def match_what_is_left(treasurer: Actor, done: StatementImport) -> None:
    """Match by hand the lines that carry a known reference and were not certain.

    What came twice is marked to be given back.
    """
    left = BankLine.objects.filter(statement=done, cents__gt=0, payments=None).order_by("place")
    for line in left:
        due = Due.objects.get(reference__in=references_in(line.text))
        payment = lines.match_line(actor=treasurer, line_id=line.pk, due_id=due.pk)
        if payment.held_back:
            held.mark_to_return(actor=treasurer, payment_id=payment.pk)


def given_back(account_id: UUID, day: date) -> list[Movement]:
    """Give the debits by which a body returns what it decided to return."""
    waiting = Paid.objects.filter(
        due__bank_account=account_id, held_back=True, refunds=None
    ).exclude(to_return_at=None)
    return [
        moved(
            day,
            Payment(
                -one.cents,
                text=f"{one.due.reference} RESTITUZIONE SECONDO VERSAMENTO",
                name=one.line.party_name if one.line else "",
                iban=one.line.party_iban if one.line else "",
            ),
        )
        for one in waiting.select_related("due", "line")
    ]


def refund_what_is_left(treasurer: Actor, done: StatementImport) -> None:
    """Say by hand which payment each debit with a reference gave back."""
    for line in BankLine.objects.filter(statement=done, cents__lt=0, refunds=None):
        back = Paid.objects.filter(
            due__reference__in=references_in(line.text), held_back=True
        ).first()
        if back:
            lines.refund_line(actor=treasurer, line_id=line.pk, payment_id=back.pk)


def issue_receipts(treasurer: Actor, organisation_id: UUID, year: int, title: str) -> None:
    """Issue the receipts of a campaign's gifts, going on from a numbering begun by hand."""
    receipts.set_receipt_series(
        actor=treasurer,
        organisation_id=organisation_id,
        year=year,
        prefix="D",
        first_number=FIRST_RECEIPT,
    )
    gifts = Pledge.objects.filter(campaign__title=title).values("due_id")
    paid = Paid.objects.filter(
        due__in=gifts, held_back=False, from_another_person=False, paid_on__year=year
    )
    receipts.issue_receipts(
        actor=treasurer,
        organisation_id=organisation_id,
        payment_ids=list(paid.values_list("pk", flat=True)),
    )


def _from_another(payment: Payment) -> Payment:
    return replace(payment, name=ANOTHER_NAME)


def _too_much(payment: Payment) -> Payment:
    return replace(payment, cents=payment.cents + 1000)
