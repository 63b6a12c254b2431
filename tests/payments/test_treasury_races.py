"""Two treasurers at once: a file is imported once, a line pays once, numbers have no gaps."""

from __future__ import annotations

import threading
from contextlib import suppress

import pytest
from django.db import DatabaseError, connection
from django.urls import set_urlconf

from ritrovo.foundations.kernel.refusals import Refusal
from ritrovo.foundations.payments.actions import held, imports, lines, receipts
from ritrovo.foundations.payments.models import BankLine, Payment, Receipt
from ritrovo.foundations.payments.queries.desk import unmatched
from tests.ledger.factories import superuser_of
from tests.payments.treasury import assert_proved, make_desk, reason_of, transfer

pytestmark = pytest.mark.urls("tests.payments.treasury_urls")


@pytest.fixture
def desk(committed_db, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    return make_desk()


def together(*works):
    """Run every work in a thread of its own from the same instant; what each was refused."""
    start, refused = threading.Barrier(len(works)), []

    def run(work):
        set_urlconf("tests.payments.treasury_urls")
        start.wait()
        try:
            work()
        except (Refusal, DatabaseError) as error:
            refused.append(type(error).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused


def test_two_uploads_of_one_file_are_imported_once(desk):
    pledge = desk.pledge()
    movements = [transfer(2000, reason_of(pledge)), transfer(300, "altro", name="")]
    uploads, actor = [desk.upload(*movements) for _ in range(4)], desk.actor
    refused = together(
        *[
            lambda one=one: imports.import_statement(actor=actor, upload_id=one.pk, choices={})
            for one in uploads
        ]
    )
    assert refused == ["NothingNew"] * 3
    assert (BankLine.objects.count(), Payment.objects.count()) == (2, 1)
    assert_proved()


def test_control_without_the_constraint_and_the_lock_lines_come_twice(desk, databases, monkeypatch):
    monkeypatch.setattr(
        "ritrovo.foundations.payments.actions.imports.hold_account", lambda _id: desk.account
    )
    with superuser_of(databases, connection.settings_dict["NAME"]) as setup:
        setup.execute("DROP INDEX bank_line_is_imported_once")
    # All four have looked before one of them writes: what the lock makes impossible.
    looked, write = threading.Barrier(4), imports.write_import

    def write_after_all_looked(*args, **kwargs):
        looked.wait(timeout=30)
        return write(*args, **kwargs)

    monkeypatch.setattr(imports, "write_import", write_after_all_looked)
    movement = transfer(300, "altro", name="")
    uploads, actor = [desk.upload(movement) for _ in range(4)], desk.actor
    together(
        *[
            lambda one=one: imports.import_statement(actor=actor, upload_id=one.pk, choices={})
            for one in uploads
        ]
    )
    assert BankLine.objects.count() == 4


def test_one_line_is_matched_with_one_of_two_promises(desk):
    first, second = desk.pledge(), desk.pledge(given_name="Elio")
    desk.imported(transfer(2000, "offerta", name=""))
    (line,) = unmatched(desk.organisation.pk)
    actor = desk.actor
    refused = together(
        *[
            lambda one=one: lines.match_line(actor=actor, line_id=line.pk, due_id=one.due_id)
            for one in (first, second)
        ]
    )
    assert refused == ["LineTaken"]
    assert_proved()


def test_money_is_accepted_once_by_two(desk):
    pledge = desk.pledge()
    desk.paid(pledge)
    double, actor = desk.paid(pledge), desk.actor
    accept = lambda: held.accept_held(actor=actor, payment_id=double.pk)  # noqa: E731
    assert together(accept, accept, accept) == []
    assert_proved()


def test_receipts_issued_together_are_numbered_without_gaps(desk):
    payments, actor = [desk.paid(desk.pledge()) for _ in range(4)], desk.actor
    twice = [*payments, payments[0]]
    refused = together(
        *[lambda one=one: receipts.issue_receipt(actor=actor, payment_id=one.pk) for one in twice]
    )
    assert refused == ["AlreadyReceipted"]
    assert sorted(Receipt.objects.values_list("number", flat=True)) == [1, 2, 3, 4]
    assert_proved()


def test_a_receipt_and_the_undoing_of_its_money_exclude_each_other(desk):
    payment, actor = desk.paid(desk.pledge()), desk.actor
    with suppress(Refusal):
        refused = together(
            lambda: receipts.issue_receipt(actor=actor, payment_id=payment.pk),
            lambda: imports.undo_import(actor=actor, import_id=payment.line.statement_id),
        )
    assert len(refused) == 1
    assert_proved()
