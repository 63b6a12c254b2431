"""Two treasurers who send a year's summaries at once write to each donor once."""

from __future__ import annotations

import threading
from datetime import datetime

import pytest
from django.db import connection

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.messages.models import Message
from ritrovo.foundations.payments.actions import receipts, summaries
from ritrovo.foundations.payments.models import YearlySummary
from tests.ledger.factories import superuser_of
from tests.payments.test_treasury_races import together
from tests.payments.treasury import assert_proved, make_desk

pytestmark = pytest.mark.urls("tests.payments.treasury_urls")


@pytest.fixture
def desk(committed_db, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    made = make_desk()
    receipts.issue_receipt(actor=made.actor, payment_id=made.paid(made.pledge(2000)).pk)
    return made


def send_at_once(desk, monkeypatch) -> None:
    """Have three send; all have seen that nobody was written to before one of them writes."""
    year, looked, ask = clock.today().year, threading.Barrier(3), summaries.asked_summaries

    def ask_and_wait(*whose):
        found = ask(*whose)
        looked.wait(timeout=30)
        return found

    def send():
        with clock.moved_to(datetime(year + 1, 2, 1, 12, tzinfo=clock.ROME)):
            summaries.send_summaries(actor=actor, organisation_id=desk.organisation.pk, year=year)

    actor = desk.actor
    monkeypatch.setattr(summaries, "asked_summaries", ask_and_wait)
    assert together(send, send, send) == []


def letters() -> int:
    return Message.objects.filter(kind="payments.summary").count()


def test_three_who_send_at_once_write_once(desk, monkeypatch):
    send_at_once(desk, monkeypatch)
    assert (YearlySummary.objects.count(), letters()) == (1, 1)
    assert_proved()


def test_control_without_the_constraint_they_write_three_times(desk, databases, monkeypatch):
    with superuser_of(databases, connection.settings_dict["NAME"]) as setup:
        setup.execute("ALTER TABLE payments_yearlysummary DROP CONSTRAINT summary_is_sent_once")
    send_at_once(desk, monkeypatch)
    assert (YearlySummary.objects.count(), letters()) == (3, 3)
