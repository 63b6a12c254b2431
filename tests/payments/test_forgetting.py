"""What the bank and the receipts said is emptied when its term is over, and not a day before."""

import pytest

from ritrovo.foundations.kernel.models import Parameter
from ritrovo.foundations.payments.actions import receipts
from ritrovo.foundations.payments.jobs import forget
from ritrovo.foundations.payments.models import BankLine, Receipt
from tests.payments.treasury import assert_proved, make_desk

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.payments.treasury_urls")]
TERMS = ("payments.receipt_years", "payments.line_years")


def received():
    """Pay a promise, and give its receipt."""
    desk = make_desk()
    return receipts.issue_receipt(actor=desk.actor, payment_id=desk.paid(desk.pledge()).pk)


def test_a_receipt_and_its_bank_line_lose_their_words_after_their_term():
    Parameter.objects.filter(code__in=TERMS).update(value=0)
    old = received()
    forget()
    old.refresh_from_db()
    assert old.snapshot == {}
    line = BankLine.objects.get(pk=old.payment.line_id)
    assert (line.party_name, line.party_iban, line.text) == ("", "", "")
    assert line.cents == old.cents
    assert_proved()


def test_before_their_term_they_keep_them():
    young = received()
    forget()
    assert Receipt.objects.get(pk=young.pk).snapshot == young.snapshot
    assert BankLine.objects.get(pk=young.payment.line_id).text
