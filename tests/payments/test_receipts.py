"""Receipts: only for gifts that are kept, numbered without gaps, voided and never changed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.refusals import NotAllowed
from ritrovo.foundations.messages.models import Message
from ritrovo.foundations.payments.actions import held, lines, receipts
from ritrovo.foundations.payments.errors import (
    AlreadyReceipted,
    AlreadyVoid,
    DonorUnclear,
    NotAGift,
    NotEntitled,
    SeriesStarted,
    SeriesUnclear,
    StillHeld,
)
from ritrovo.foundations.payments.models import BankLine, Receipt
from ritrovo.foundations.payments.proofs import receipts_have_no_gaps
from ritrovo.foundations.payments.queries.desk import unmatched
from ritrovo.foundations.payments.queries.receipts import (
    donors_of_year,
    gifts_of,
    receipts_of,
    register_of,
    to_receipt,
)
from ritrovo.foundations.payments.receipts import number_of
from ritrovo.practices.campaigns.plans import PlannedReward
from tests import factories
from tests.payments.treasury import assert_proved, make_desk, transfer

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.payments.treasury_urls")]
TAX_CODE = "RSSMRA80A01F205X"


@pytest.fixture
def desk():
    return make_desk()


def issued(desk, payment, **who):
    return receipts.issue_receipt(actor=desk.actor, payment_id=payment.pk, **who)


def gave_back(desk, payment, cents):
    desk.imported(transfer(-cents, "restituzione", name="Altri"))
    (line,) = unmatched(desk.organisation.pk)
    return lines.refund_line(actor=desk.actor, line_id=line.pk, payment_id=payment.pk)


def test_a_receipt_says_all_that_the_law_wants(desk):
    payment = desk.paid(desk.pledge(2500, tax_code=TAX_CODE, address="Via Roma 1, Biella"))
    receipt = issued(desk, payment)
    told = receipt.snapshot
    assert number_of(receipt) == f"{clock.today().year}/000001"
    assert told["beneficiary"]["name"] == "Il Filo società cooperativa sociale"
    assert told["beneficiary"]["registration"]["section"].startswith("d) imprese sociali")
    assert told["donor"] == {
        "name": "Carla Gila",
        "tax_code": TAX_CODE,
        "address": "Via Roma 1, Biella",
    }
    assert (told["amount_cents"], told["returned_cents"], receipt.cents) == (2500, 0, 2500)
    assert told["method"] == "bonifico bancario"
    assert told["campaign"] == desk.campaign.title
    assert told["relief"] == "ets"
    assert receipt.locked_until.year == clock.today().year + 10
    assert_proved()


def test_the_donor_gets_the_link_and_never_the_tax_code(desk):
    receipt = issued(desk, desk.paid(desk.pledge(tax_code=TAX_CODE)))
    mail = Message.objects.get(kind="payments.receipt")
    assert "/ricevute/" in mail.text
    assert TAX_CODE not in mail.text + mail.html
    assert number_of(receipt) in mail.subject


def test_numbers_follow_each_other_also_after_a_void(desk):
    payments = [desk.paid(desk.pledge()) for _ in range(3)]
    first = issued(desk, payments[0])
    receipts.void_receipt(actor=desk.actor, receipt_id=first.pk)
    again = issued(desk, payments[0])
    made = receipts.issue_receipts(
        actor=desk.actor,
        organisation_id=desk.organisation.pk,
        payment_ids=[each.pk for each in payments[1:]],
    )
    assert [first.number, again.number, *[each.number for each in made]] == [1, 2, 3, 4]
    assert_proved()


def test_many_receipts_are_issued_all_or_none(desk):
    good, bad = desk.paid(desk.pledge()), desk.paid(desk.pledge())
    issued(desk, bad)
    with pytest.raises(AlreadyReceipted):
        receipts.issue_receipts(
            actor=desk.actor,
            organisation_id=desk.organisation.pk,
            payment_ids=[good.pk, bad.pk],
        )
    assert Receipt.objects.count() == 1
    assert issued(desk, good).number == 2


def test_a_series_goes_on_from_a_hand_written_one(desk):
    year = clock.today().year
    here = {"actor": desk.actor, "organisation_id": desk.organisation.pk, "year": year}
    receipts.set_receipt_series(**here, prefix="R-", first_number=42)
    assert number_of(issued(desk, desk.paid(desk.pledge()))) == f"R-{year}/000042"
    with pytest.raises(SeriesStarted):
        receipts.set_receipt_series(**here, prefix="", first_number=1)
    assert not receipts_have_no_gaps().drifted


@pytest.mark.parametrize(("prefix", "first"), [("R 1", 1), ("<b>", 1), ("", 0), ("", 10**7)])
def test_a_series_that_is_none_is_refused(desk, prefix, first):
    with pytest.raises(SeriesUnclear):
        receipts.set_receipt_series(
            actor=desk.actor,
            organisation_id=desk.organisation.pk,
            year=2026,
            prefix=prefix,
            first_number=first,
        )


def test_a_body_that_is_not_entitled_issues_none():
    desk = make_desk(entitled=False)
    payment = desk.paid(desk.pledge())
    assert not to_receipt(desk.organisation)
    with pytest.raises(NotEntitled):
        issued(desk, payment)


def test_of_a_reward_only_the_gift_is_receipted():
    desk = make_desk(kind="both", rewards=[PlannedReward("Una borsa", 1000, gift_cents=0)])
    reward = desk.campaign.rewards.get()
    bought = desk.paid(desk.pledge(1000, reward_id=reward.pk))
    with pytest.raises(NotAGift):
        issued(desk, bought)
    mixed = desk.paid(desk.pledge(1500, reward_id=reward.pk))
    assert issued(desk, mixed).cents == 500


def test_held_money_has_no_receipt(desk):
    pledge = desk.pledge()
    desk.paid(pledge)
    double = desk.paid(pledge)
    with pytest.raises(StillHeld):
        issued(desk, double)
    held.accept_held(actor=desk.actor, payment_id=double.pk)
    assert issued(desk, double).cents == 2000


def test_money_from_another_person_asks_whose_gift_it_is(desk):
    payment = desk.paid(desk.pledge(), name="Ugo Ferraris")
    with pytest.raises(DonorUnclear) as refused:
        issued(desk, payment)
    assert "Ugo Ferraris" in str(refused.value)
    receipt = issued(desk, payment, donor="payer")
    assert receipt.snapshot["donor"]["name"] == "Ugo Ferraris"
    assert receipt.snapshot["payer"] is None


def test_who_promised_stays_the_donor_and_who_paid_is_named(desk):
    payment = desk.paid(desk.pledge(), name="Ugo Ferraris")
    receipt = issued(desk, payment, donor="debtor")
    assert receipt.snapshot["donor"]["name"] == "Carla Gila"
    assert receipt.snapshot["payer"] == {"name": "Ugo Ferraris"}


def test_a_whole_refund_voids_the_receipt(desk):
    payment = desk.paid(desk.pledge())
    receipt = issued(desk, payment)
    gave_back(desk, payment, 2000)
    receipt.refresh_from_db()
    assert receipt.void.reason == "refunded"
    assert Receipt.objects.count() == 1
    assert_proved()


def test_a_partial_refund_replaces_the_receipt_with_one_of_what_is_left(desk):
    payment = desk.paid(desk.pledge())
    before = issued(desk, payment)
    gave_back(desk, payment, 500)
    after = Receipt.objects.get(corrects=before)
    assert before.void.reason == "corrected"
    assert (after.cents, after.snapshot["returned_cents"]) == (1500, 500)
    assert after.snapshot["corrects"] == number_of(before)
    assert [each.number for each in receipts_of(payment.due_id)] == [1, 2]
    assert Message.objects.filter(kind="payments.receipt").count() == 2
    assert_proved()


def test_a_gift_half_returned_before_its_receipt_says_so(desk):
    payment = desk.paid(desk.pledge())
    gave_back(desk, payment, 500)
    receipt = issued(desk, payment)
    told = receipt.snapshot
    assert (told["amount_cents"], told["returned_cents"], receipt.cents) == (2000, 500, 1500)


def test_a_receipt_is_issued_once(desk):
    payment = desk.paid(desk.pledge())
    issued(desk, payment)
    with pytest.raises(AlreadyReceipted):
        issued(desk, payment)


def test_a_receipt_is_voided_once(desk):
    receipt = issued(desk, desk.paid(desk.pledge()))
    receipts.void_receipt(actor=desk.actor, receipt_id=receipt.pk)
    with pytest.raises(AlreadyVoid):
        receipts.void_receipt(actor=desk.actor, receipt_id=receipt.pk)


def test_a_promoter_issues_no_receipt(desk):
    payment = desk.paid(desk.pledge())
    promoter = factories.promoter_of(desk.organisation)
    with pytest.raises(NotAllowed):
        receipts.issue_receipt(actor=promoter, payment_id=payment.pk)


def test_nobody_changes_or_deletes_a_receipt(desk):
    receipt = issued(desk, desk.paid(desk.pledge()))
    for spoil in (
        lambda: Receipt.objects.filter(pk=receipt.pk).update(cents=1),
        lambda: Receipt.objects.filter(pk=receipt.pk).update(snapshot={}),
        lambda: Receipt.objects.filter(pk=receipt.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            spoil()


def test_the_register_and_the_year_name_who_gave(desk):
    first = issued(desk, desk.paid(desk.pledge(tax_code=TAX_CODE)))
    issued(desk, desk.paid(desk.pledge(3000, tax_code=TAX_CODE)))
    issued(desk, desk.paid(desk.pledge(given_name="Elio", family_name="Pozzo"), name="Elio Pozzo"))
    receipts.void_receipt(actor=desk.actor, receipt_id=first.pk)
    year = clock.today().year
    assert [each.number for each in register_of(desk.organisation.pk, year)] == [1, 2, 3]
    found = donors_of_year(desk.organisation.pk, year)
    assert [[each.number for each in made] for made in found.values()] == [[2], [3]]


def test_what_is_to_receipt_costs_the_same_for_any_number(desk, django_assert_max_num_queries):
    for _ in range(8):
        desk.paid(desk.pledge())
    with django_assert_max_num_queries(4):
        assert len(gifts_of(to_receipt(desk.organisation))) == 8


def test_after_ten_years_words_are_forgotten_and_sums_stay(desk):
    desk.paid(desk.pledge())
    with clock.moved_to(clock.now() + timedelta(days=365 * 9)):
        assert lines.empty_bank_lines() == 0
    with clock.moved_to(clock.now() + timedelta(days=365 * 11)):
        assert lines.empty_bank_lines() == 1
        assert lines.empty_bank_lines() == 0
    line = BankLine.objects.get()
    assert (line.party_name, line.text, line.cents) == ("", "", 2000)
    assert_proved()
