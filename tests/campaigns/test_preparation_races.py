"""Asking for a letter, and opening its link, while others do the same or the campaign opens."""

from __future__ import annotations

import threading
import time
from unittest import mock

from ritrovo.foundations.kernel.access import SYSTEM
from ritrovo.foundations.messages.models import Message
from ritrovo.practices.campaigns import launches
from ritrovo.practices.campaigns.actions import prelaunch, reviewing
from ritrovo.practices.campaigns.models import Campaign, NoticeRequest
from tests import factories
from tests.campaigns.races import all_at_once
from tests.campaigns.test_preparation_notices import ask, launched, token_of, waiting

PATIENCE_SECONDS = 0.5


def publish_while_a_link_is_opened():
    """Open a link after the letters were counted and before the addresses go; how it ended."""
    campaign = waiting()
    factories.bring_to(campaign, "in_review")
    ask(campaign)
    token, written, whole = token_of(), threading.Event(), launches.send_many

    def slow(**words):
        told = whole(**words)
        if words["kind"] == "campaigns.launch":
            written.set()
            time.sleep(PATIENCE_SECONDS)
        return told

    def confirm():
        written.wait()
        prelaunch.confirm_notice(token=token)

    with mock.patch.object(launches, "send_many", slow):
        return all_at_once(
            confirm, lambda: reviewing.publish_campaign(actor=SYSTEM, campaign_id=campaign.pk)
        )


def test_nobody_is_told_they_will_hear_and_then_forgotten(committed_db):
    ended = publish_while_a_link_is_opened()
    assert ended == {"done": 1, "NoticeUnknown": 1}
    assert (launched().count(), NoticeRequest.objects.count()) == (0, 0)


def test_control_without_holding_the_campaign_a_yes_gets_no_letter(committed_db):
    def unheld(campaign_id):
        return Campaign.objects.get(pk=campaign_id)

    with mock.patch.object(prelaunch, "hold_shared", unheld):
        ended = publish_while_a_link_is_opened()
    assert ended == {"done": 2}
    assert (launched().count(), NoticeRequest.objects.count()) == (0, 0)


def test_an_address_that_asks_many_times_at_once_gets_one_letter(committed_db):
    campaign = waiting()
    assert all_at_once(*[lambda: ask(campaign)] * 6) == {"done": 6}
    assert Message.objects.filter(kind="campaigns.notice").count() == 1
    assert NoticeRequest.objects.count() == 1
