"""A bank statement is looked at, imported once, and undone whole."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ritrovo.foundations.kernel.refusals import NotAllowed
from ritrovo.foundations.payments.actions import files, imports, receipts
from ritrovo.foundations.payments.errors import (
    AccountUnknown,
    LineGoesTheOtherWay,
    NothingNew,
    ReceiptDependsOnIt,
    RefundDependsOnIt,
    RefundTooBig,
    StatementRefused,
    UploadUnknown,
    WrongAccount,
)
from ritrovo.foundations.payments.models import (
    BankLine,
    Payment,
    Refund,
    StatementImport,
    StatementUpload,
)
from ritrovo.foundations.payments.queries.previews import preview
from ritrovo.foundations.payments.steps.importing import Choice
from tests import factories
from tests.payments.treasury import (
    assert_proved,
    make_desk,
    reason_of,
    statement,
    transfer,
    yesterday,
)

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.payments.treasury_urls")]


@pytest.fixture
def desk():
    return make_desk()


def state_of(pledge):
    pledge.refresh_from_db()
    return pledge.state


def test_a_certain_line_is_accepted_and_an_uncertain_one_is_left(desk):
    sure, unsure = desk.pledge(2000), desk.pledge(3000, given_name="Elio", family_name="Pozzo")
    done = desk.imported(
        transfer(2000, reason_of(sure)), transfer(3000, "offerta", name="Elio Pozzo")
    )
    assert done.lines.count() == 2
    assert state_of(sure) == "paid"
    assert state_of(unsure) == "counted"
    assert_proved()


def test_an_uncertain_line_is_accepted_when_somebody_ticked_it(desk):
    pledge = desk.pledge(3000)
    upload = desk.upload(transfer(2500, reason_of(pledge)))
    (line,) = preview(upload).lines
    assert not line.is_certain
    assert str(line.outcome) == "Meno del promesso"
    choices = {line.entry.fingerprint: Choice(due_id=line.proposal.due_id)}
    imports.import_statement(actor=desk.actor, upload_id=upload.pk, choices=choices)
    payment = Payment.objects.get()
    assert (payment.outcome, payment.certainty, payment.cents) == ("too_little", "likely", 2500)
    assert_proved()


def test_a_certain_line_is_left_when_somebody_said_so(desk):
    pledge = desk.pledge()
    upload = desk.upload(transfer(2000, reason_of(pledge)))
    (line,) = preview(upload).lines
    choices = {line.entry.fingerprint: Choice()}
    imports.import_statement(actor=desk.actor, upload_id=upload.pk, choices=choices)
    assert not Payment.objects.exists()


def test_the_same_file_twice_adds_nothing(desk):
    pledge = desk.pledge()
    lines = [transfer(2000, reason_of(pledge)), transfer(500, "interessi", name="")]
    desk.imported(*lines)
    again = desk.upload(*lines)
    assert preview(again).known_count == 2
    assert preview(again).lines == ()
    with pytest.raises(NothingNew) as refused:
        imports.import_statement(actor=desk.actor, upload_id=again.pk, choices={})
    assert "2 righe" in str(refused.value)
    assert BankLine.objects.count() == 2


def test_only_the_new_lines_of_an_overlapping_file_are_imported(desk):
    first, second = transfer(100, "uno"), transfer(200, "due")
    desk.imported(first)
    assert desk.imported(first, second).lines.count() == 1


def test_the_same_upload_sent_twice_gives_the_same_import(desk):
    upload = desk.upload(transfer(100))
    send = {"actor": desk.actor, "upload_id": upload.pk, "choices": {}}
    assert imports.import_statement(**send) == imports.import_statement(**send)
    assert StatementImport.objects.count() == 1
    assert not StatementUpload.objects.exists()


def test_uploading_writes_nothing_but_the_file(desk):
    pledge = desk.pledge()
    desk.upload(transfer(2000, reason_of(pledge)))
    assert not BankLine.objects.exists()
    assert not Payment.objects.exists()


def test_a_file_of_another_account_is_refused(desk):
    other = factories.make_bank_account(factories.make_organisation("Il Faro"))
    with pytest.raises(WrongAccount):
        files.upload_statement(
            actor=desk.actor,
            bank_account_id=desk.account.pk,
            name="m.xml",
            content=statement(other, [transfer(100)]),
        )


def test_a_file_that_does_not_add_up_is_refused_and_not_kept(desk):
    with pytest.raises(StatementRefused):
        desk.upload(transfer(100), opening="10.00", closing="99.00")
    assert not StatementUpload.objects.exists()


def test_a_gap_after_the_last_import_is_said(desk):
    upload = desk.upload(transfer(100, day=yesterday()), opening="0.00", closing="1.00")
    imports.import_statement(actor=desk.actor, upload_id=upload.pk, choices={})
    assert preview(desk.upload(transfer(300), opening="5.00", closing="8.00")).gap_cents == 400
    assert preview(desk.upload(transfer(300), opening="1.00", closing="4.00")).gap_cents is None


def test_somebody_of_another_organisation_finds_no_such_account(desk):
    stranger = factories.make_login_with_role(
        "treasurer", organisation=factories.make_organisation("Il Faro")
    )
    with pytest.raises(AccountUnknown):
        files.upload_statement(
            actor=factories.as_actor(stranger),
            bank_account_id=desk.account.pk,
            name="m.xml",
            content=statement(desk.account, [transfer(100)]),
        )


def test_a_promoter_may_not_import(desk):
    upload = desk.upload(transfer(100))
    promoter = factories.promoter_of(desk.organisation)
    with pytest.raises(NotAllowed):
        imports.import_statement(actor=promoter, upload_id=upload.pk, choices={})
    assert not StatementImport.objects.exists()


def test_a_due_of_another_organisation_cannot_be_chosen(desk):
    elsewhere = make_desk().pledge()
    upload = desk.upload(transfer(2000))
    (line,) = preview(upload).lines
    choices = {line.entry.fingerprint: Choice(due_id=elsewhere.due_id)}
    with pytest.raises(Exception, match="Non troviamo nessuna promessa"):
        imports.import_statement(actor=desk.actor, upload_id=upload.pk, choices=choices)
    assert not BankLine.objects.exists()


def test_money_out_cannot_pay_a_promise(desk):
    pledge = desk.pledge()
    upload = desk.upload(transfer(-2000))
    (line,) = preview(upload).lines
    choices = {line.entry.fingerprint: Choice(due_id=pledge.due_id)}
    with pytest.raises(LineGoesTheOtherWay):
        imports.import_statement(actor=desk.actor, upload_id=upload.pk, choices=choices)


def test_a_refund_line_is_matched_with_its_gift_and_lowers_the_total(desk):
    pledge = desk.pledge()
    desk.imported(transfer(2000, reason_of(pledge)))
    desk.imported(transfer(-2000, f"RESTITUZIONE {pledge.due.reference}"))
    assert Refund.objects.get().cents == 2000
    assert_proved()


def test_a_refund_of_more_than_was_paid_is_refused_and_nothing_is_imported(desk):
    payment = desk.paid(desk.pledge())
    upload = desk.upload(transfer(-5000))
    (line,) = preview(upload).lines
    choices = {line.entry.fingerprint: Choice(payment_id=payment.pk)}
    with pytest.raises(RefundTooBig):
        imports.import_statement(actor=desk.actor, upload_id=upload.pk, choices=choices)
    assert BankLine.objects.count() == 1


def test_a_reversal_of_an_imported_line_takes_the_payment_back(desk):
    pledge = desk.pledge()
    desk.imported(transfer(2000, reason_of(pledge), reference="CRO1"))
    upload = desk.upload(transfer(-2000, "storno", reference="CRO1", reversal=True, name=""))
    (line,) = preview(upload).lines
    assert str(line.outcome) == "Storno della banca"
    assert not line.is_certain
    choices = {line.entry.fingerprint: Choice(payment_id=line.payment.pk)}
    imports.import_statement(actor=desk.actor, upload_id=upload.pk, choices=choices)
    assert_proved()
    assert Refund.objects.count() == 1


def test_an_import_is_undone_whole_and_can_be_imported_again(desk):
    pledge = desk.pledge()
    lines = [transfer(2000, reason_of(pledge)), transfer(700, "altro", name="")]
    done = desk.imported(*lines)
    imports.undo_import(actor=desk.actor, import_id=done.pk)
    assert state_of(pledge) == "counted"
    assert_proved()
    desk.imported(*lines)
    assert state_of(pledge) == "paid"
    assert_proved()


def test_undoing_twice_changes_nothing(desk):
    done = desk.imported(transfer(2000, reason_of(desk.pledge())))
    first = imports.undo_import(actor=desk.actor, import_id=done.pk)
    again = imports.undo_import(actor=desk.actor, import_id=done.pk)
    assert first.undone_at == again.undone_at
    assert_proved()


def test_an_import_is_not_undone_while_a_receipt_depends_on_it(desk):
    payment = desk.paid(desk.pledge())
    receipts.issue_receipt(actor=desk.actor, payment_id=payment.pk)
    with pytest.raises(ReceiptDependsOnIt) as refused:
        imports.undo_import(actor=desk.actor, import_id=payment.line.statement_id)
    assert "/000001" in str(refused.value)
    assert Payment.objects.get().undone_at is None


def test_an_import_is_not_undone_while_another_gave_its_money_back(desk):
    pledge = desk.pledge()
    payment = desk.paid(pledge)
    desk.imported(transfer(-2000, f"RESTITUZIONE {pledge.due.reference}"))
    with pytest.raises(RefundDependsOnIt):
        imports.undo_import(actor=desk.actor, import_id=payment.line.statement_id)


def test_undoing_the_refunds_import_counts_the_money_again(desk):
    pledge = desk.pledge()
    desk.paid(pledge)
    back = desk.imported(transfer(-2000, f"RESTITUZIONE {pledge.due.reference}"))
    imports.undo_import(actor=desk.actor, import_id=back.pk)
    assert state_of(pledge) == "paid"
    assert_proved()


def test_money_on_the_account_people_wrote_down_before_it_changed_is_recognised(desk):
    pledge = desk.pledge()
    newer = factories.make_bank_account(desk.organisation)
    pledge.due.bank_account = newer
    pledge.due.save()
    desk.imported(transfer(2000, reason_of(pledge)))
    assert state_of(pledge) == "paid"
    assert_proved()


def test_a_discarded_file_is_gone(desk):
    upload = desk.upload(transfer(100))
    files.discard_upload(actor=desk.actor, upload_id=upload.pk)
    with pytest.raises(UploadUnknown):
        imports.import_statement(actor=desk.actor, upload_id=upload.pk, choices={})


@pytest.mark.parametrize("size", [1, 20])
def test_a_preview_costs_the_same_for_any_number_of_lines(
    desk, size, django_assert_max_num_queries
):
    lines = [transfer(2000, reason_of(desk.pledge())) for _ in range(size)]
    upload = StatementUpload.objects.get(pk=desk.upload(*lines).pk)
    with django_assert_max_num_queries(8):
        assert len(preview(upload).lines) == size


def test_an_import_costs_the_same_for_any_number_of_lines_nobody_pays_with(
    desk,
):
    counts = []
    for size in (1, 20):
        upload = desk.upload(*[transfer(100 + n, f"riga {n}", name="") for n in range(size)])
        actor = desk.actor
        with CaptureQueriesContext(connection) as seen:
            imports.import_statement(actor=actor, upload_id=upload.pk, choices={})
        counts.append(len(seen))
    assert counts[0] == counts[1]
