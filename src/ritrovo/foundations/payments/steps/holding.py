"""Rows taken in one order: the bank account, then dues by id, then payments by id."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from ritrovo.foundations.kernel.refusals import require_transaction
from ritrovo.foundations.payments.errors import (
    AccountUnknown,
    DueUnknown,
    LineUnknown,
    PaymentUnknown,
)
from ritrovo.foundations.payments.models import BankLine, Due, Payment
from ritrovo.foundations.people.models import BankAccount


def hold_account(account_id: UUID) -> BankAccount:
    """Read a bank account so that its imports, matches and undoings wait; one query.

    Raises AccountUnknown.
    """
    require_transaction()
    rows = BankAccount.objects.select_for_update(no_key=True).filter(pk=account_id)
    for account in rows:
        return account
    raise AccountUnknown


def hold_line(line_id: UUID) -> BankLine:
    """Read a standing bank line, with its account held; two queries. Raises LineUnknown."""
    require_transaction()
    account_id = BankLine.objects.filter(pk=line_id).values_list("bank_account", flat=True).first()
    if account_id is None:
        raise LineUnknown
    account = hold_account(account_id)
    line = BankLine.objects.filter(pk=line_id, withdrawn_at=None).first()
    if line is None:
        raise LineUnknown
    line.bank_account = account
    return line


def hold_dues(due_ids: Collection[UUID], *, beneficiary_id: UUID) -> dict[UUID, Due]:
    """Read dues of one body so that nobody else settles or releases them; one query.

    Raises DueUnknown when one is not there, or another body's.
    """
    require_transaction()
    rows = (
        Due.objects.select_for_update(no_key=True, of=["self"])
        .select_related("debtor", "beneficiary__municipality")
        .filter(pk__in=due_ids, beneficiary_id=beneficiary_id)
        .order_by("pk")
    )
    found = {due.pk: due for due in rows}
    if found.keys() != set(due_ids):
        raise DueUnknown
    return found


def hold_payments(payment_ids: Collection[UUID], dues: dict[UUID, Due]) -> dict[UUID, Payment]:
    """Read standing payments of dues already held, each with that very due; one query.

    Raises PaymentUnknown when one is not there, was undone, or is of another due.
    """
    require_transaction()
    rows = (
        Payment.objects.select_for_update(no_key=True, of=["self"])
        .select_related("line", "till")
        .filter(pk__in=payment_ids, due__in=dues, undone_at=None)
        .order_by("pk")
    )
    found = {payment.pk: payment for payment in rows}
    if found.keys() != set(payment_ids):
        raise PaymentUnknown
    for payment in found.values():
        payment.due = dues[payment.due_id]
    return found


def hold_payment(payment_id: UUID) -> Payment:
    """Read one standing payment, its due held first; three queries. Raises PaymentUnknown."""
    require_transaction()
    known = Payment.objects.filter(pk=payment_id).values_list("due_id", "due__beneficiary_id")
    for due_id, beneficiary_id in known:
        dues = hold_dues([due_id], beneficiary_id=beneficiary_id)
        return hold_payments([payment_id], dues)[payment_id]
    raise PaymentUnknown
