"""Whoever left no e-mail address is told by phone, when there is something to tell."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from ritrovo.foundations.contributions.choices import Channel
from ritrovo.foundations.kernel.access import SYSTEM
from ritrovo.practices.campaigns.actions import pledging, preparing
from ritrovo.practices.campaigns.choices import FundingRule
from ritrovo.practices.campaigns.jobs import carry_out
from ritrovo.practices.campaigns.models import Campaign, Pledge
from ritrovo.practices.campaigns.promises import Promise
from ritrovo.practices.campaigns.queries.calls import news_to_tell, people_to_call
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign() -> Campaign:
    return factories.make_campaign()


def told_by_phone(campaign: Campaign, phone: str = "015 123456") -> Pledge:
    """Record the promise of somebody without an address."""
    made = pledging.record_pledge(
        actor=factories.promoter_of(campaign.promoter),
        campaign_id=campaign.pk,
        promise=Promise(cents=3000, given_name="Nino", family_name="Prato", phone=phone),
        key=uuid4(),
        channel=Channel.COUNTER,
    )
    return Pledge.objects.get(pk=made)


def desk(client: Client, campaign: Campaign, role: str) -> Client:
    person = factories.make_login_with_role(role, organisation=campaign.promoter)
    client.force_login(person.login)
    return client


def test_who_can_pay_and_has_no_address_is_called_and_the_others_are_not(campaign):
    called = told_by_phone(campaign)
    factories.make_pledge(campaign)
    assert [each.pk for each in people_to_call(campaign)] == [called.pk]
    assert campaign.bank_account.holder in news_to_tell(campaign)


def test_nobody_is_called_while_there_is_nothing_to_pay():
    campaign = factories.make_campaign(funding_rule=FundingRule.ALL_OR_NOTHING)
    told_by_phone(campaign)
    assert not people_to_call(campaign)
    assert news_to_tell(campaign) == ""


def test_who_was_let_go_is_told_so_and_asked_for_nothing(campaign):
    called = told_by_phone(campaign)
    preparing.cancel_campaign(actor=SYSTEM, campaign_id=campaign.pk)
    carry_out(campaign.pk)
    campaign.refresh_from_db()
    assert [each.pk for each in people_to_call(campaign)] == [called.pk]
    assert "IBAN" not in news_to_tell(campaign)


def test_the_list_is_a_page_and_a_sheet_for_those_who_may_see_who_backs(client, campaign):
    told_by_phone(campaign)
    client = desk(client, campaign, "operator")
    page = client.get(reverse("campaigns:desk_calls", args=[campaign.pk])).content.decode()
    assert "015 123456" in page
    sheet = client.get(reverse("campaigns:desk_calls_pdf", args=[campaign.pk]))
    assert sheet.content.startswith(b"%PDF")
    assert "no-store" in sheet["Cache-Control"]


@pytest.mark.parametrize("name", ["desk_calls", "desk_calls_pdf"])
def test_who_writes_calls_nobody(client, campaign, name):
    client = desk(client, campaign, "editor")
    assert client.get(reverse(f"campaigns:{name}", args=[campaign.pk])).status_code == 404
