"""Who made a big promise is told what became of it; an address is proved by opening its link."""

from __future__ import annotations

from unittest import mock
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from ritrovo.foundations.contributions.choices import Channel
from ritrovo.foundations.kernel.access import NOBODY, SYSTEM
from ritrovo.foundations.messages.models import Message
from ritrovo.foundations.people.models import Dossier
from ritrovo.practices.campaigns.actions import pledging
from ritrovo.practices.campaigns.models import Campaign, Pledge
from ritrovo.practices.campaigns.promises import Promise
from tests import factories

pytestmark = pytest.mark.django_db
ADDRESS = "nino@example.org"


@pytest.fixture
def campaign() -> Campaign:
    return factories.make_campaign()


def typed_at_the_desk(campaign: Campaign, cents: int = 3000) -> tuple[Pledge, str]:
    """Record a promise of somebody with an address; the promise and the secret of its link."""
    token = uuid4().hex
    with mock.patch.object(pledging, "new_token", return_value=token):
        made = pledging.record_pledge(
            actor=factories.promoter_of(campaign.promoter),
            campaign_id=campaign.pk,
            promise=Promise(cents=cents, given_name="Nino", family_name="Prato", email=ADDRESS),
            key=uuid4(),
            channel=Channel.COUNTER,
        )
    return Pledge.objects.get(pk=made), token


def above_threshold(campaign: Campaign) -> int:
    return campaign.approve_above_cents + 100


def promised_by_link(campaign: Campaign, cents: int) -> Pledge:
    """Promise from the web, and open the link of the letter."""
    token = uuid4().hex
    with mock.patch.object(pledging, "new_token", return_value=token):
        pledging.pledge(
            actor=NOBODY,
            browser=uuid4(),
            campaign_id=campaign.pk,
            promise=Promise(cents=cents, given_name="Nino", family_name="Prato", email=ADDRESS),
            key=uuid4(),
        )
    return pledging.confirm_pledge(token=token)


def last_letter() -> Message:
    return Message.objects.order_by("-id").first()


def is_proved(pledge: Pledge) -> bool:
    pledge.refresh_from_db()
    known = Dossier.objects.get(party=pledge.backer_id)
    return known.email_verified_at is not None


def test_a_promise_that_waits_for_the_promoter_is_not_said_to_count(campaign):
    promised_by_link(campaign, above_threshold(campaign))
    assert last_letter().template == "campaigns/mail/to_approve"
    assert "conta" not in last_letter().subject


def test_a_promise_that_counts_is_said_to_count(campaign):
    promised_by_link(campaign, 3000)
    assert "conta" in last_letter().subject


def test_the_promoters_yes_is_told_once(campaign):
    waiting = promised_by_link(campaign, above_threshold(campaign))
    for _ in range(2):
        pledging.approve_pledge(actor=SYSTEM, pledge_id=waiting.pk)
    told = Message.objects.filter(template="campaigns/mail/approved")
    assert told.get().address == ADDRESS


def test_the_promoters_no_is_told_kindly(campaign):
    waiting = promised_by_link(campaign, above_threshold(campaign))
    pledging.decline_pledge(actor=SYSTEM, pledge_id=waiting.pk)
    assert last_letter().template == "campaigns/mail/declined"


def test_an_address_typed_at_the_desk_is_proved_by_its_link(campaign):
    pledge, token = typed_at_the_desk(campaign)
    assert not is_proved(pledge)
    Client().get(reverse("campaigns:manage", args=[token]))
    assert is_proved(pledge)


def test_an_address_typed_at_the_desk_is_not_proved_by_the_promoters_yes(campaign):
    pledge, token = typed_at_the_desk(campaign, above_threshold(campaign))
    pledging.approve_pledge(actor=SYSTEM, pledge_id=pledge.pk)
    assert not is_proved(pledge)
    pledging.confirm_pledge(token=token)
    assert is_proved(pledge)
