"""Bank statements written whole, and undone whole."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import Actor
from ritrovo.foundations.ledger.rules import Posting
from ritrovo.foundations.ledger.steps import post_all
from ritrovo.foundations.payments.errors import ColumnsNotChosen, NothingNew, UploadUnknown
from ritrovo.foundations.payments.models import (
    BankLine,
    Deposit,
    Payment,
    Refund,
    StatementImport,
    StatementUpload,
)
from ritrovo.foundations.payments.policies import RULES, person_of, scope_of
from ritrovo.foundations.payments.queries.desk import import_for
from ritrovo.foundations.payments.queries.previews import preview, upload_for
from ritrovo.foundations.payments.statements import Table
from ritrovo.foundations.payments.steps import undo_payment, undo_refund
from ritrovo.foundations.payments.steps.depositing import undo_deposits
from ritrovo.foundations.payments.steps.holding import hold_account, hold_dues, hold_payments
from ritrovo.foundations.payments.steps.importing import (
    Choice,
    kept_choices,
    settle_lines,
    write_import,
)
from ritrovo.foundations.payments.steps.tills import hold_tills


@transaction.atomic(durable=True)
def import_statement(
    *, actor: Actor, upload_id: UUID, choices: Mapping[str, Choice]
) -> StatementImport:
    """Write an uploaded statement: its new lines, and what each was chosen to be.

    `choices` are by fingerprint, and come before those kept with the file; of the lines that
    neither names, the certain ones are accepted and the others left. All or nothing, and once:
    the same upload again gives the same import, another upload of the same lines is refused.
    Raises UploadUnknown, NotAllowed, ColumnsNotChosen, NothingNew, LinesImportedMeanwhile,
    StatementRefused, and what `settle_lines` raises.
    """
    account = hold_account(_account_of(upload_id))
    RULES["import_statement"].require(actor, scope_of(account.organisation_id))
    if before := StatementImport.objects.filter(pk=upload_id).first():
        return before
    found = preview(upload_for(actor, upload_id))
    if isinstance(found, Table):
        raise ColumnsNotChosen
    if not found.lines:
        raise NothingNew(count=found.known_count)
    decisions = {**kept_choices(found.upload), **choices}
    statement, decided = write_import(found, decisions, by=person_of(actor))
    postings = settle_lines(decided, beneficiary_id=account.organisation_id, by=actor.party_id)
    found.upload.delete()
    post_all(postings)
    return statement


@transaction.atomic(durable=True)
def undo_import(*, actor: Actor, import_id: UUID) -> StatementImport:
    """Undo a whole import: its matches, then its lines; the file may be imported again.

    Undoing it again changes nothing. Raises UploadUnknown, NotAllowed, ReceiptDependsOnIt,
    RefundDependsOnIt, DifferenceClosed.
    """
    account = hold_account(_account_of(import_id))
    RULES["undo_import"].require(actor, scope_of(account.organisation_id))
    statement = import_for(actor, import_id)
    if statement.undone_at:
        return statement
    postings = _undo_matches(statement, account.organisation_id, by=actor.party_id)
    statement.undone_at = clock.now()
    statement.undone_by_id = actor.party_id
    statement.save(update_fields=["undone_at", "undone_by"])
    BankLine.objects.filter(statement=statement).update(withdrawn_at=statement.undone_at)
    post_all(postings)
    return statement


def _account_of(upload_id: UUID) -> UUID:
    for model in (StatementUpload, StatementImport):
        rows = model.objects.filter(pk=upload_id)
        for account_id in rows.values_list("bank_account_id", flat=True):
            return account_id
    raise UploadUnknown


def _undo_matches(
    statement: StatementImport, beneficiary_id: UUID, *, by: UUID | None
) -> list[Posting]:
    """Undo what the lines of an import emptied, returned and paid, the last first."""
    emptied = Deposit.objects.filter(line__statement=statement, undone_at=None)
    # Tills are held before dues, as at the counter.
    hold_tills(*set(emptied.values_list("till_id", flat=True)))
    refunds = list(Refund.objects.filter(line__statement=statement, undone_at=None))
    paid = Payment.objects.filter(line__statement=statement, undone_at=None)
    ids = {*paid.values_list("pk", flat=True), *(each.payment_id for each in refunds)}
    due_ids = set(Payment.objects.filter(pk__in=ids).values_list("due_id", flat=True))
    dues = hold_dues(due_ids, beneficiary_id=beneficiary_id)
    payments = hold_payments(ids, dues)
    postings: list[Posting] = []
    for refund in sorted(refunds, key=lambda each: (each.recorded_at, each.pk), reverse=True):
        refund.payment = payments[refund.payment_id]
        postings += undo_refund(refund, recorded_by=by)
    own = [
        each for each in payments.values() if each.line and each.line.statement_id == statement.pk
    ]
    for payment in sorted(own, key=lambda each: (each.recorded_at, each.pk), reverse=True):
        postings += undo_payment(payment, recorded_by=by)
    for line in statement.lines.filter(deposits__undone_at=None, deposits__isnull=False):
        postings += undo_deposits(line, by=by)
    return postings
