"""The page that waits for a campaign, and who wants to be told when it opens."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import NOBODY, SYSTEM
from ritrovo.foundations.messages.envelopes import headers_of
from ritrovo.foundations.messages.models import Message
from ritrovo.practices.campaigns import jobs
from ritrovo.practices.campaigns.actions import prelaunch, preparation, preparing, reviewing
from ritrovo.practices.campaigns.errors import LinksUnopened
from ritrovo.practices.campaigns.models import Campaign, NoticeRequest
from ritrovo.practices.campaigns.preparation_errors import (
    NoticeUnknown,
    NotPrepared,
    PrelaunchClosed,
)
from ritrovo.practices.campaigns.proofs import notices_are_forgotten_once_published
from ritrovo.practices.campaigns.steps import launching
from tests import factories

pytestmark = pytest.mark.django_db


def waiting(title="Un tetto per chi ha vent'anni", *, is_open=True):
    campaign = factories.make_campaign("draft", title=title)
    actor = factories.promoter_of(campaign.promoter)
    preparation.begin_preparation(actor=actor, campaign_id=campaign.pk)
    if is_open:
        prelaunch.open_prelaunch(actor=actor, campaign_id=campaign.pk)
    return Campaign.objects.get(pk=campaign.pk)


def ask(campaign, email="nina@example.org"):
    prelaunch.ask_for_notice(actor=NOBODY, campaign_id=campaign.pk, email=email)


def token_of(email="nina@example.org"):
    letter = Message.objects.filter(kind="campaigns.notice", address=email).latest("id")
    return letter.context["link"].rstrip("/").rpartition("/")[2]


def confirmed(campaign, email="nina@example.org"):
    ask(campaign, email)
    token = token_of(email)
    prelaunch.confirm_notice(token=token)
    return token


def published(campaign):
    return factories.bring_to(campaign, "published")


def launched():
    return Message.objects.filter(kind="campaigns.launch")


def page(client, campaign, rest=""):
    return client.get(f"/campagne/{campaign.slug}/{rest}")


def test_the_page_waits_in_public_only_when_its_promoter_shows_it(client):
    campaign = waiting(is_open=False)
    assert page(client, campaign).status_code == 404
    actor = factories.promoter_of(campaign.promoter)
    prelaunch.open_prelaunch(actor=actor, campaign_id=campaign.pk)
    for state in ("preparing", "in_review"):
        shown = page(client, campaign).content.decode()
        assert "Non è ancora cominciata" in shown
        assert "noindex" in shown
        assert campaign.title.replace("'", "&#x27;") in shown
        if state == "preparing":
            factories.bring_to(campaign, "in_review")
    prelaunch.close_prelaunch(actor=actor, campaign_id=campaign.pk)
    assert page(client, campaign).status_code == 404
    assert page(client, campaign, "sostieni/").status_code == 404


def test_a_draft_has_no_page_to_show():
    draft = factories.make_campaign("draft")
    with pytest.raises(NotPrepared):
        prelaunch.open_prelaunch(actor=factories.promoter_of(draft.promoter), campaign_id=draft.pk)
    with pytest.raises(PrelaunchClosed):
        ask(draft)


def test_an_address_counts_once_its_link_is_opened(client):
    campaign = waiting()
    answer = client.post(f"/campagne/{campaign.slug}/avvisami/", {"email": "Nina@example.org"})
    assert "Guarda la posta" in answer.content.decode()
    assert NoticeRequest.objects.get().confirmed_at is None
    path = f"/campagne/avviso/{token_of()}/"
    for _ in range(2):
        assert "Ti avviseremo noi" in client.get(path).content.decode()
    assert NoticeRequest.objects.get().confirmed_at


def test_asking_again_says_the_same_and_sends_nothing_more(client):
    campaign = waiting()
    address = f"/campagne/{campaign.slug}/avvisami/"
    said = [
        re.sub(
            r'value="[^"]*"|nonce-[^"]*',
            "",
            client.post(address, {"email": email}).content.decode(),
        )
        for email in ("nina@example.org", "NINA@example.org")
    ]
    assert said[0] == said[1]
    assert Message.objects.filter(kind="campaigns.notice").count() == 1


@pytest.mark.parametrize("wrong", ["", "nina", "nina@", "a" * 250 + "@example.org", "<b>@x"])
def test_what_is_no_address_is_said(client, wrong):
    campaign = waiting()
    answer = client.post(f"/campagne/{campaign.slug}/avvisami/", {"email": wrong})
    assert answer.status_code == 422
    assert not NoticeRequest.objects.exists()


def test_a_program_is_thanked_and_dropped(client):
    campaign = waiting()
    sent = {"email": "nina@example.org", "website": "https://spam.example.org"}
    answer = client.post(f"/campagne/{campaign.slug}/avvisami/", sent)
    assert "Guarda la posta" in answer.content.decode()
    assert not NoticeRequest.objects.exists()


def test_an_address_that_opened_no_link_gets_few_letters():
    for number in range(5):
        ask(waiting(f"Campagna {number}"))
    last = waiting("L'ultima")
    with pytest.raises(LinksUnopened):
        ask(last)
    prelaunch.confirm_notice(token=token_of())
    ask(last)


def test_who_waited_gets_one_letter_at_publication_and_is_forgotten():
    campaign = waiting()
    confirmed(campaign)
    ask(campaign, "mai@example.org")
    published(campaign)
    letter = launched().get()
    assert letter.address == "nina@example.org"
    assert not NoticeRequest.objects.exists()
    headers = headers_of(letter, campaign.site)
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert headers["List-Unsubscribe"].startswith("<http")
    assert not notices_are_forgotten_once_published().drifted


def test_an_address_left_behind_is_found_by_the_proof():
    campaign = published(waiting())
    NoticeRequest.objects.create(campaign=campaign, email="x@example.org", token_digest="x")
    (drift,) = notices_are_forgotten_once_published().drifted
    assert campaign.slug in drift


def told_then_broken(campaign):
    launching.tell_those_waiting(campaign)
    raise RuntimeError


def test_publication_that_breaks_writes_to_nobody_and_forgets_nobody(monkeypatch):
    campaign = waiting()
    confirmed(campaign)
    factories.bring_to(campaign, "in_review")
    monkeypatch.setattr(reviewing, "tell_those_waiting", told_then_broken)
    with pytest.raises(RuntimeError):
        reviewing.publish_campaign(actor=SYSTEM, campaign_id=campaign.pk)
    assert not launched().exists()
    assert NoticeRequest.objects.count() == 1


def test_who_changes_their_mind_is_deleted_at_once(client):
    campaign = waiting()
    token = confirmed(campaign)
    gone = client.post(f"/campagne/avviso/{token}/togli/")
    assert "Indirizzo cancellato" in gone.content.decode()
    assert not NoticeRequest.objects.exists()
    assert client.get(f"/campagne/avviso/{token}/").status_code == 404
    published(campaign)
    assert not launched().exists()


def test_a_link_only_opened_deletes_nothing(client):
    token = confirmed(waiting())
    assert client.get(f"/campagne/avviso/{token}/togli/").status_code == 405
    assert NoticeRequest.objects.count() == 1
    with pytest.raises(NoticeUnknown):
        prelaunch.confirm_notice(token="inventato")


def test_addresses_go_when_nobody_opens_them_when_time_is_over_and_with_their_campaign():
    campaign, given_up = waiting(), waiting("Un'altra")
    ask(campaign, "mai@example.org")
    confirmed(campaign)
    confirmed(given_up, "altro@example.org")
    preparing.cancel_campaign(
        actor=factories.promoter_of(given_up.promoter), campaign_id=given_up.pk
    )
    jobs.forget_notices()
    assert NoticeRequest.objects.count() == 2
    with clock.moved_to(clock.now() + timedelta(hours=73)):
        jobs.forget_notices()
    assert NoticeRequest.objects.get().email == "nina@example.org"
    with clock.moved_to(clock.now() + timedelta(days=366)):
        jobs.forget_notices()
    assert not NoticeRequest.objects.exists()
