"""Markup that people write anywhere is shown as words, on every page that can be opened.

Here it is written by the verbs that pages use, so that they take it in. That no column was left
out is seen in `test_demo`, where it stands in every column of words that the models have.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from django.utils.html import escape
from lxml import etree

from ritrovo.foundations.agreements import actions as agreements
from ritrovo.foundations.ecosystems import actions as ecosystems
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import NOBODY, SYSTEM
from ritrovo.foundations.payments.actions import files, imports
from ritrovo.foundations.people import actions as people
from ritrovo.practices.campaigns.actions import helping, preparing, reviewing, talking
from ritrovo.practices.campaigns.models import NeedOffer, Pledge
from ritrovo.practices.campaigns.plans import PlannedLine, PlannedNeed, PlannedReward
from ritrovo.practices.campaigns.tokens import digest_of_token
from tests import factories
from tests.payments.treasury import statement, transfer

pytestmark = pytest.mark.django_db

SCRIPT = "<script>alert(1)</script>"
PICTURE = '"><img src=x onerror=alert(1)>'
TOKEN = "un-link-segreto"


class Town:
    """A campaign, its people and its places, whose every text is a piece of markup."""

    def __init__(self, nasty: str) -> None:
        """Write it everywhere, by the verbs that pages use."""
        self.nasty = nasty
        self.organisation = factories.make_organisation(
            nasty, legal_name=nasty, address=nasty, legal_representative=nasty
        )
        self.ecosystem = factories.make_ecosystem(nasty, promoter=self.organisation)
        self._tell_the_ecosystem()
        draft = factories.make_campaign(
            "draft",
            title=nasty,
            kind="both",
            consequence_text=nasty,
            promoter=self.organisation,
            ecosystem=self.ecosystem,
        )
        self._fill(draft)
        self._send_back(draft)
        self.campaign = factories.bring_to(draft, "published")
        self._talk()
        self._promise()
        self.keeper = self._keeper()
        self._register()
        self._receive()

    def _tell_the_ecosystem(self) -> None:
        ecosystems.edit_story(
            actor=SYSTEM,
            ecosystem_id=self.ecosystem.pk,
            name=self.nasty,
            summary=self.nasty,
            story=self.nasty,
        )

    def _fill(self, draft: Any) -> None:
        here = {"actor": SYSTEM, "campaign_id": draft.pk}
        preparing.edit_story(**here, summary=self.nasty, story=factories.STORY + self.nasty)
        preparing.set_budget(**here, lines=[PlannedLine("minimum", self.nasty, 500_000)])
        reward = PlannedReward(self.nasty, 1000, 0, description=self.nasty, delivery=self.nasty)
        preparing.set_rewards(**here, rewards=[reward])
        need = PlannedNeed("task", self.nasty, description=self.nasty)
        preparing.set_needs(**here, needs=[need])
        picture, words = factories.make_picture_file(120, 80), self.nasty
        preparing.add_picture(**here, file=picture, alternative=words, credit=words)

    def _send_back(self, draft: Any) -> None:
        actor = factories.promoter_of(self.organisation)
        preparing.submit_campaign(actor=actor, campaign_id=draft.pk)
        moderator = factories.make_login_with_role("moderator", platform=True)
        reviewing.return_campaign(
            actor=factories.as_actor(moderator), campaign_id=draft.pk, remark=self.nasty
        )

    def _talk(self) -> None:
        nasty, actor = self.nasty, factories.promoter_of(self.organisation)
        here = {"campaign_id": self.campaign.pk}
        talking.post_update(actor=actor, **here, title=nasty, text=nasty)
        for _ in range(2):
            asked = talking.ask_question(actor=NOBODY, **here, text=nasty, name=nasty)
        talking.answer_question(actor=actor, question_id=asked.pk, answer=nasty)
        self.question, self.need = asked, self.campaign.needs.get()
        offer_id = helping.offer_help(
            actor=NOBODY,
            need_id=self.need.pk,
            key=uuid4(),
            given_name=nasty,
            family_name=nasty,
            email="rosa@example.org",
            message=nasty,
            shown_as="name",
        )
        NeedOffer.objects.filter(pk=offer_id).update(token_digest=digest_of_token(TOKEN))
        self.offer = helping.confirm_offer(token=TOKEN)

    def _promise(self) -> None:
        named = ("family_name", "public_name", "in_memory_of", "on_behalf_of", "note", "address")
        texts = dict.fromkeys((*named, "company_name", "payer_name"), self.nasty)
        made = factories.make_pledge(self.campaign, given_name=self.nasty, shown_as="name", **texts)
        Pledge.objects.filter(pk=made.pk).update(token_digest=digest_of_token(TOKEN))
        self.pledge = made

    def _keeper(self) -> Any:
        roles = ("treasurer", "administrator")
        keeper = factories.make_login_with_role(
            "promoter", organisation=self.organisation, given_name=self.nasty
        )
        email = keeper.login.email
        for role in roles:
            people.give_role(
                actor=SYSTEM, organisation_id=self.organisation.pk, email=email, role=role
            )
        people.give_platform_role(actor=SYSTEM, email=email, role="administrator")
        people.give_platform_role(actor=SYSTEM, email=email, role="moderator")
        return keeper

    def _register(self) -> None:
        """Write what desks note: names, places, agreements, texts."""
        nasty, here = self.nasty, {"actor": SYSTEM, "organisation_id": self.organisation.pk}
        site_id = factories.make_site().pk
        people.save_site(actor=SYSTEM, site_id=site_id, name=nasty, sender="", language="it")
        people.edit_dossier(**here, party_id=self.pledge.backer_id, note=nasty)
        people.register_household(**here, name=nasty)
        group = people.register_group(**here, name=nasty)
        people.host_group(**here, group_id=group.pk, signed_on=clock.today(), reference=nasty)
        place = {"actor": SYSTEM, "ecosystem_id": self.ecosystem.pk}
        ecosystems.add_neighbourhood(**place, name=nasty)
        ecosystems.add_building(**place, street=nasty, number=nasty[:20], note=nasty)
        agreements.publish_version(
            actor=SYSTEM,
            kind="privacy",
            owner_id=self.organisation.pk,
            titles=(nasty, nasty),
            texts=(nasty, nasty),
            change=nasty,
        )

    def _receive(self) -> None:
        """Import a bank statement whose payer and reason are markup, and leave another as it is."""
        account = self.organisation.bank_accounts.get()
        words = escape(self.nasty)
        lines = [transfer(cents, words, name=words) for cents in (1000, 2000)]
        self.upload, self.looked_at = (
            files.upload_statement(
                actor=factories.as_actor(self.keeper),
                bank_account_id=account.pk,
                name=f"{self.nasty}.xml",
                content=statement(account, [line]),
            )
            for line in lines
        )
        self.done = imports.import_statement(
            actor=factories.as_actor(self.keeper), upload_id=self.upload.pk, choices={}
        )

    def known(self, namespace: str) -> dict[str, Any]:
        """Give what addresses are made of."""
        return {
            "slug": self.campaign.slug if namespace == "campaigns" else self.ecosystem.slug,
            "campaign_id": self.campaign.pk,
            "organisation_id": self.organisation.pk,
            "owner_id": self.organisation.pk,
            "site_id": factories.make_site().pk,
            "party_id": self.pledge.backer_id,
            "need_id": self.need.pk,
            "offer_id": self.offer.pk,
            "question_id": self.question.pk,
            "pledge_id": self.pledge.pk,
            "upload_id": self.looked_at.pk,
            "import_id": self.done.pk,
            "line_id": self.done.lines.get().pk,
            "account_id": self.organisation.bank_accounts.get().pk,
            "token": TOKEN,
            "kind": "privacy",
            "code": "givers",
        }


def addresses(town: Town) -> Iterator[str]:
    """Give every address whose parts are known."""
    for namespace, name, wanted in named(get_resolver().url_patterns):
        known = town.known(namespace)
        if wanted <= known.keys():
            parts = {part: known[part] for part in wanted}
            try:
                yield reverse(f"{namespace}:{name}" if namespace else name, kwargs=parts)
            except NoReverseMatch:
                continue


def named(
    patterns: list[Any], namespace: str = "", above: frozenset[str] = frozenset()
) -> Iterator[tuple[str, str, frozenset[str]]]:
    """Walk the addresses: namespace, name, and the parts each is made of."""
    for each in patterns:
        parts = above | frozenset(each.pattern.regex.groupindex)
        if isinstance(each, URLResolver):
            yield from named(each.url_patterns, each.namespace or namespace, parts)
        elif isinstance(each, URLPattern) and each.name:
            yield namespace, each.name, parts


@pytest.mark.parametrize("nasty", [SCRIPT, PICTURE], ids=["script", "picture"])
def test_markup_is_words_on_every_page(nasty, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    town = Town(nasty)
    keeper = Client()
    keeper.force_login(town.keeper.login)
    said = 0
    for client in (Client(), keeper):
        for address in [*addresses(town), "/cerca/?q=alert", f"/cerca/?q={nasty}"]:
            text = text_of(client, address)
            assert SCRIPT not in text, address
            assert "<img src=x" not in text, address
            said += "alert(1)" in text
    # The walk would prove nothing if the pages did not show what was written.
    assert said > 40


def text_of(client: Client, address: str) -> str:
    """Give what a page says, when it is a page."""
    if address.endswith("/logout/"):
        return ""
    answer = client.get(address)
    if answer.status_code != 200 or answer.streaming:
        return ""
    return answer.content.decode() if "html" in answer["Content-Type"] else ""


def test_a_feed_carries_no_script(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    town = Town(SCRIPT)
    for rest in ("rss.xml", f"{town.campaign.slug}/rss.xml"):
        feed = etree.fromstring(Client().get(f"/campagne/{rest}").content)
        # Titles are words to a reader of feeds, descriptions are HTML.
        told = [each.text or "" for each in feed.iterfind(".//item/description")]
        assert told
        assert all("<script" not in text for text in told)
