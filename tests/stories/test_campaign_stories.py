"""How a campaign's promises and money travel through the books, told as tables."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from inline_snapshot import snapshot

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.payments.actions import files, held, imports, lines
from ritrovo.foundations.payments.models import BankLine
from ritrovo.practices.campaigns.demo import camt
from ritrovo.practices.campaigns.demo.bank import last_balance
from ritrovo.practices.campaigns.models import Campaign, Pledge
from tests import factories
from tests.stories.tables import ledger_story

pytestmark = pytest.mark.django_db


@contextmanager
def on(day: int) -> Iterator[None]:
    """Live at noon of a day of May 2026."""
    with clock.moved_to(datetime(2026, 5, day, 10, tzinfo=UTC)):
        yield


def opened(rule: str, *, minimum_cents: int = 5000) -> Campaign:
    """Open a campaign on 1 May whose last day is the 10th."""
    with on(1):
        return factories.make_campaign(
            funding_rule=rule, minimum_cents=minimum_cents, optimum_cents=8000, days=9
        )


def promised(campaign: Campaign, day: int, euros: int, name: str) -> Pledge:
    with on(day):
        return factories.make_pledge(
            campaign, euros * 100, given_name=name, family_name="Rosso", email=f"{name}@example.org"
        )


def bank_says(campaign: Campaign, day: int, pledge: Pledge, euros: int) -> BankLine:
    """Import a statement of one transfer that bears the promise's reference; its line."""
    account = campaign.bank_account
    assert account
    text = f"{pledge.due.reference} OFFERTA"
    payment = camt.Payment(euros * 100, text=text, name=f"ROSSO {pledge.given_name}")
    booked = date(2026, 5, day)
    content = camt.statement(
        account,
        [camt.moved(booked, payment)],
        number=day,
        opening_cents=last_balance(account),
        days=(booked, booked),
    )
    with on(day + 1):
        keeper = factories.as_actor(
            factories.make_login_with_role("treasurer", organisation=campaign.beneficiary)
        )
        upload = files.upload_statement(
            actor=keeper, bank_account_id=account.pk, name="maggio.xml", content=content
        )
        done = imports.import_statement(actor=keeper, upload_id=upload.pk, choices={})
        (line,) = BankLine.objects.filter(statement=done)
        taken = line.payments.exists() or line.refunds.exists()
        if euros > 0 and not taken:
            lines.match_line(actor=keeper, line_id=line.pk, due_id=pledge.due_id)
        elif not taken:
            payment_id = pledge.due.payments.latest("recorded_at").pk
            lines.refund_line(actor=keeper, line_id=line.pk, payment_id=payment_id)
    return line


def named(*pledges: Pledge) -> dict[UUID, str]:
    found = Pledge.objects.filter(pk__in=[each.pk for each in pledges]).select_related("due")
    return {each.due.promised_from_id: each.given_name for each in found}


def test_a_gift_to_a_campaign_that_keeps_it_all():
    campaign = opened("keep_it_all")
    carla = promised(campaign, 3, 20, "Carla")
    bank_says(campaign, 6, carla, 20)
    factories.end_campaign(campaign)
    assert ledger_story(named(carla)) == snapshot("""\
day         what        book       from      to        amount
----------  ----------  ---------  --------  --------  ------
2026-05-03  promise     promised   Carla     campaign   20.00
2026-05-06  collection  promised   campaign  Carla      20.00
2026-05-06  collection  collected  bank      campaign   20.00

book       account    rests
---------  --------  ------
collected  bank      -20.00
collected  campaign   20.00
promised   Carla       0.00
promised   campaign    0.00\
""")


def test_all_or_nothing_succeeds_and_takes_the_money_that_came_early():
    campaign = opened("all_or_nothing")
    ada, bruno = promised(campaign, 2, 30, "Ada"), promised(campaign, 3, 25, "Bruno")
    bank_says(campaign, 5, ada, 30)
    factories.end_campaign(campaign)
    bank_says(campaign, 14, bruno, 25)
    assert ledger_story(named(ada, bruno)) == snapshot("""\
day         what        book       from      to        amount
----------  ----------  ---------  --------  --------  ------
2026-05-02  promise     promised   Ada       campaign   30.00
2026-05-03  promise     promised   Bruno     campaign   25.00
2026-05-05  collection  collected  bank      held       30.00
2026-05-11  acceptance  promised   campaign  Ada        30.00
2026-05-11  acceptance  collected  held      campaign   30.00
2026-05-14  collection  promised   campaign  Bruno      25.00
2026-05-14  collection  collected  bank      campaign   25.00

book       account    rests
---------  --------  ------
collected  bank      -55.00
collected  campaign   55.00
collected  held        0.00
promised   Ada         0.00
promised   Bruno       0.00
promised   campaign    0.00\
""")


def test_a_campaign_fails_and_what_came_early_goes_back():
    campaign = opened("all_or_nothing")
    ada = promised(campaign, 2, 10, "Ada")
    bank_says(campaign, 5, ada, 10)
    factories.end_campaign(campaign)
    bank_says(campaign, 14, ada, -10)
    assert ledger_story(named(ada)) == snapshot("""\
day         what        book       from      to        amount
----------  ----------  ---------  --------  --------  ------
2026-05-02  promise     promised   Ada       campaign   10.00
2026-05-05  collection  collected  bank      held       10.00
2026-05-11  release     promised   campaign  Ada        10.00
2026-05-15  refund      collected  held      bank       10.00

book       account   rests
---------  --------  -----
collected  bank       0.00
collected  held       0.00
promised   Ada        0.00
promised   campaign   0.00\
""")


def test_less_than_promised_comes_and_a_part_of_it_is_refunded():
    campaign = opened("keep_it_all")
    dora = promised(campaign, 2, 50, "Dora")
    bank_says(campaign, 4, dora, 40)
    bank_says(campaign, 8, dora, -15)
    assert ledger_story(named(dora)) == snapshot("""\
day         what        book       from      to        amount
----------  ----------  ---------  --------  --------  ------
2026-05-02  promise     promised   Dora      campaign   50.00
2026-05-04  collection  promised   campaign  Dora       40.00
2026-05-04  collection  collected  bank      campaign   40.00
2026-05-09  refund      collected  campaign  bank       15.00

book       account    rests
---------  --------  ------
collected  bank      -25.00
collected  campaign   25.00
promised   Dora      -10.00
promised   campaign   10.00\
""")


def test_a_promise_paid_twice_is_accepted_whole():
    campaign = opened("keep_it_all")
    elio = promised(campaign, 2, 25, "Elio")
    bank_says(campaign, 4, elio, 25)
    line = bank_says(campaign, 6, elio, 25)
    with on(9):
        keeper = factories.as_actor(
            factories.make_login_with_role("treasurer", organisation=campaign.beneficiary)
        )
        held.accept_held(actor=keeper, payment_id=line.payments.get().pk)
    assert ledger_story(named(elio)) == snapshot("""\
day         what        book       from      to        amount
----------  ----------  ---------  --------  --------  ------
2026-05-02  promise     promised   Elio      campaign   25.00
2026-05-04  collection  promised   campaign  Elio       25.00
2026-05-04  collection  collected  bank      campaign   25.00
2026-05-06  collection  collected  bank      held       25.00
2026-05-09  acceptance  collected  held      campaign   25.00

book       account    rests
---------  --------  ------
collected  bank      -50.00
collected  campaign   50.00
collected  held        0.00
promised   Elio        0.00
promised   campaign    0.00\
""")
