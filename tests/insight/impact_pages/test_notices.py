"""Who promoted an initiative gets one letter when it has ended and is counted, with a chart."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from django.urls import reverse

from ritrovo.foundations.ecosystems.practices import contexts
from ritrovo.foundations.messages.envelopes import envelope
from ritrovo.foundations.messages.models import Message
from ritrovo.foundations.messages.steps.leaving import draw
from ritrovo.foundations.people.models import Site
from ritrovo.insight.impact.notices import COUNTED, just_ended, send_counted
from tests import factories
from tests.insight.impact_pages.studies import keep_study

pytestmark = pytest.mark.django_db


@pytest.fixture
def ended(monkeypatch):
    campaign = factories.make_campaign()
    factories.make_login_with_role("promoter", organisation=campaign.promoter)
    (context,) = contexts([campaign.pk])
    today = context.last_day + timedelta(days=2)
    monkeypatch.setattr("ritrovo.insight.impact.notices.clock.today", lambda: today)
    keep_study("context", campaign.pk, known_until=datetime.combine(today, time(2), tzinfo=UTC))
    return campaign


def letters() -> list[Message]:
    return list(Message.objects.filter(kind=COUNTED))


def send_all() -> int:
    return sum(send_counted(context, shown) for context, shown in just_ended())


def test_a_promoter_is_told_once_with_sentences_chart_and_link(ended):
    sent = send_all()
    assert sent == len({each.address for each in letters()}) > 0
    assert send_all() == 0
    letter = letters()[0]
    site = Site.objects.get()
    draw(letter, site)
    mail = envelope(letter, site)
    page = reverse("impact:context", args=[ended.pk])
    assert "143" in mail.body
    assert page in mail.body
    (html, _kind) = mail.alternatives[0]
    assert 'src="cid:' in html
    (picture,) = mail.attachments
    assert picture.get_content_type() == "image/png"


def test_what_ended_long_ago_or_goes_on_or_is_not_counted_is_not_told(ended, monkeypatch):
    (context,) = contexts([ended.pk])
    for days in (0, -1, 31):
        there = context.last_day + timedelta(days=days)
        monkeypatch.setattr("ritrovo.insight.impact.notices.clock.today", lambda day=there: day)
        assert just_ended() == []
