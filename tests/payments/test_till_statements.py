"""A statement that brings what was in a till: proposed, chosen in the wizard, never a gift."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.ledger.queries import balance_of
from ritrovo.foundations.payments.actions import deposits, files, imports
from ritrovo.foundations.payments.choices import Rail, TillKind
from ritrovo.foundations.payments.errors import (
    DepositOver,
    DepositUnknown,
    LineGoesTheOtherWay,
    MoneyAlreadyGone,
    TillUnknown,
)
from ritrovo.foundations.payments.models import Payment
from ritrovo.foundations.payments.queries.desk import imports_of
from ritrovo.foundations.payments.queries.previews import preview
from ritrovo.foundations.payments.steps.importing import LEAVE, Choice, default_choice
from tests.payments.cashboxes import Counter, held, make_counter
from tests.payments.treasury import assert_proved, transfer


@pytest.fixture
def counter(committed_db) -> Counter:
    return make_counter()


def uploaded(counter, cents: int):
    """Upload a statement of one line that nobody can match; the upload and what it proposes."""
    upload = counter.desk.upload(transfer(cents, "VERSAMENTO CONTANTE", name=""))
    (line,) = preview(upload).lines
    return upload, line


def bring_in(counter, upload, line, choice: Choice):
    return imports.import_statement(
        actor=counter.treasurer, upload_id=upload.pk, choices={line.entry.fingerprint: choice}
    )


def test_a_line_of_the_same_sum_as_a_deposit_is_proposed_and_never_taken_without_asking(counter):
    counter.gift(2000)
    deposit = counter.announce(2000)
    upload, line = uploaded(counter, 2000)
    assert (line.deposits, line.is_emptying, line.is_certain) == ((deposit,), True, False)
    assert default_choice(line) == LEAVE
    done = bring_in(counter, upload, line, Choice(deposit_id=deposit.pk))
    assert (held(counter.box), balance_of(counter.box.transit_id).count) == (0, 0)
    assert Payment.objects.count() == 1
    assert imports_of(counter.desk.organisation.pk).get().matched_count == 1
    imports.undo_import(actor=counter.treasurer, import_id=done.pk)
    assert balance_of(counter.box.transit_id).count == -2000
    assert_proved()


def test_a_deposit_of_another_sum_or_of_a_later_day_is_not_proposed(counter):
    counter.gift(2000)
    counter.announce(1900)
    assert not uploaded(counter, 2000)[1].is_emptying
    with clock.moved_to(clock.now() - timedelta(days=3)):
        early = transfer(1900, "VERSAMENTO CONTANTE", name="")
    (line,) = preview(counter.desk.upload(early)).lines
    assert not line.deposits


def test_a_payout_of_all_that_is_in_a_wallet_is_proposed_though_nobody_announced_it(counter):
    wallet = counter.open(TillKind.SATISPAY, "Satispay")
    counter.gift(2500, till=wallet, rail=Rail.SATISPAY, fee=25)
    upload, line = uploaded(counter, 2475)
    assert line.tills == (wallet,)
    bring_in(counter, upload, line, Choice(till_id=wallet.pk))
    assert (held(wallet), Payment.objects.count()) == (0, 1)
    assert_proved()


def test_what_a_statement_may_not_empty_is_refused_whole(counter):
    counter.gift(2000)
    other = make_counter()
    other.gift(2000)
    foreign, over = other.announce(500), counter.announce(500)
    deposits.withdraw_deposit(actor=counter.treasurer, deposit_id=over.pk)
    upload, line = uploaded(counter, 500)
    for choice, refusal in (
        (Choice(deposit_id=foreign.pk), DepositUnknown),
        (Choice(deposit_id=over.pk), DepositOver),
        (Choice(till_id=other.box.pk), TillUnknown),
        (Choice(till_id=uuid4()), TillUnknown),
    ):
        with pytest.raises(refusal):
            bring_in(counter, upload, line, choice)
    debit, out = uploaded(counter, -500)
    with pytest.raises(LineGoesTheOtherWay):
        bring_in(counter, debit, out, Choice(till_id=counter.box.pk))
    two = counter.desk.upload(transfer(1500, "uno", name=""), transfer(1500, "due", name=""))
    both = {each.entry.fingerprint: Choice(till_id=counter.box.pk) for each in preview(two).lines}
    with pytest.raises(MoneyAlreadyGone):
        imports.import_statement(actor=counter.treasurer, upload_id=two.pk, choices=both)
    assert held(counter.box) == 2000
    assert_proved()


def test_the_page_offers_the_deposit_keeps_the_choice_and_says_what_the_line_became(counter):
    counter.gift(2000)
    deposit = counter.announce(2000)
    upload, line = uploaded(counter, 2000)
    body, client = counter.desk.organisation.pk, Client()
    client.force_login(counter.desk.treasurer.login)
    check = reverse("treasury:check", args=[body, upload.pk])
    html = client.get(check).content.decode()
    assert "Svuota «Cassetta dello sportello»: sono i 20,00\xa0€ versati" in html
    chosen = {line.entry.fingerprint: Choice(deposit_id=deposit.pk)}
    files.keep_choices(actor=counter.treasurer, upload_id=upload.pk, choices=chosen)
    kept = client.get(check).content.decode()
    assert f'value="deposit:{deposit.pk}" checked' in kept
    name = f"line-{line.entry.fingerprint}"
    assert client.post(check, {name: "deposit:niente"}).status_code == 422
    shown = client.post(check, {name: f"deposit:{deposit.pk}"}, follow=True).content.decode()
    assert "Versamento di cassa: Cassetta dello sportello" in shown
    assert "Abbina quello che resta" not in shown
    assert (held(counter.box), Payment.objects.count()) == (0, 1)
