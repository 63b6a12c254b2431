"""Two people at one box at the same moment: it is handed over once, and emptied once."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from ritrovo.foundations.ledger.queries import balance_of
from ritrovo.foundations.payments.actions import deposits, handovers, imports
from ritrovo.foundations.payments.models import Slip, TillHandover
from ritrovo.foundations.payments.queries.previews import preview
from ritrovo.foundations.payments.steps.importing import Choice
from tests import factories
from tests.ledger.factories import superuser_of
from tests.payments.cashboxes import Counter, held, make_counter
from tests.payments.test_treasury_races import together
from tests.payments.treasury import assert_proved, transfer

pytestmark = pytest.mark.urls("tests.payments.treasury_urls")


@pytest.fixture
def counter(committed_db, tmp_path, settings) -> Counter:
    settings.MEDIA_ROOT = tmp_path
    made = make_counter()
    made.gift(2000)
    return made


def receivers(counter: Counter, how_many: int) -> list:
    body = counter.desk.organisation
    return [factories.make_login_with_role("operator", organisation=body) for _ in range(how_many)]


def give_all(counter: Counter, people) -> list[str]:
    operator = counter.operator
    works = [
        lambda one=one: handovers.give_till(
            actor=operator,
            till_id=counter.box.pk,
            receiver_id=one.pk,
            counted_cents=2000,
            given_cents=2000,
        )
        for one in people
    ]
    return together(*works)


def test_a_box_handed_over_to_four_at_once_goes_to_one(counter):
    assert give_all(counter, receivers(counter, 4)) == ["HandoverWaiting"] * 3
    assert (held(counter.box), TillHandover.objects.count()) == (0, 1)
    assert_proved()


def test_control_without_lock_and_constraints_it_goes_to_all(counter, databases, monkeypatch):
    people = receivers(counter, 4)
    with superuser_of(databases, connection.settings_dict["NAME"]) as setup:
        setup.execute("DROP INDEX till_is_handed_over_once_at_a_time")
        setup.execute("ALTER TABLE ledger_account DROP CONSTRAINT account_stays_below_its_ceiling")
    # All four have read the till before one of them writes: what the lock makes impossible.
    till, looked = counter.box, threading.Barrier(4)
    monkeypatch.setattr(handovers, "hold_tills", lambda *_ids: {till.pk: till})
    read = handovers.held_cents

    def read_and_wait(one):
        found = read(one)
        looked.wait(timeout=30)
        return found

    monkeypatch.setattr(handovers, "held_cents", read_and_wait)
    assert give_all(counter, people) == []
    assert TillHandover.objects.count() == 4
    assert balance_of(counter.box.account_id).count == 6000


def test_a_line_empties_one_of_two_tills(counter):
    line, actor = counter.bank_line(2000), counter.treasurer
    announced = counter.announce(1000)
    assert together(
        lambda: deposits.match_deposit(actor=actor, line_id=line.pk, deposit_id=announced.pk),
        lambda: deposits.match_till(actor=actor, line_id=line.pk, till_id=counter.box.pk),
    ) in (["MoneyAlreadyGone"], ["LineTaken"])
    assert_proved()


def test_slips_written_together_are_numbered_without_gaps(counter):
    works = [lambda: counter.gift(1000) for _ in range(4)]
    assert together(*works) == []
    assert sorted(Slip.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5]
    assert_proved()


def test_a_deposit_brought_back_while_its_line_is_imported_ends_one_way(counter):
    deposit, actor = counter.announce(2000), counter.treasurer
    upload = counter.desk.upload(transfer(2000, "VERSAMENTO CONTANTE", name=""))
    (line,) = preview(upload).lines
    chosen = {line.entry.fingerprint: Choice(deposit_id=deposit.pk)}
    assert together(
        lambda: imports.import_statement(actor=actor, upload_id=upload.pk, choices=chosen),
        lambda: deposits.withdraw_deposit(actor=actor, deposit_id=deposit.pk),
    ) == ["DepositOver"]
    deposit.refresh_from_db()
    assert (deposit.line_id is None) != (deposit.undone_at is None)
    assert_proved()
