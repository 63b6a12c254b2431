"""What people said yes to while promising is kept with the text they were shown."""

from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client

from ritrovo.foundations.agreements.actions import load_bundled, publish_version
from ritrovo.foundations.agreements.models import Consent
from ritrovo.foundations.agreements.steps import withdraw_consent
from ritrovo.foundations.contributions.choices import Channel
from ritrovo.foundations.kernel.access import SYSTEM
from ritrovo.foundations.ledger.steps import post_all
from ritrovo.practices.campaigns.actions import pledging
from ritrovo.practices.campaigns.models import Pledge, PledgeDraft
from ritrovo.practices.campaigns.promises import Promise
from ritrovo.practices.campaigns.queries.pages import last_supporters
from ritrovo.practices.campaigns.shown_texts import texts_to_show
from ritrovo.practices.campaigns.tokens import digest_of_token
from tests import factories
from tests.campaigns.lives import come

pytestmark = pytest.mark.django_db

ROSA = {"given_name": "Rosa", "email": "rosa@example.org", "shown_as": "anonymous"}
NAMED = {"shown_as": "name", "public_name": "La Rosa", "public_consent": "on"}
NEWS = {"wants_newsletter": "on"}


@pytest.fixture
def campaign():
    load_bundled()
    return factories.make_campaign()


def at(campaign, rest=""):
    return f"/campagne/{campaign.slug}/sostieni/{rest}"


def say_who(client, campaign, **who):
    client.post(at(campaign), {"amount_card": "other", "amount_other": "20"})
    mark = client.get(at(campaign, "chi/")).context["form"].texts.mark
    return client.post(at(campaign, "chi/"), {**ROSA, "shown_texts": mark, **who})


def promised(client, campaign, **who):
    assert say_who(client, campaign, **who).status_code == 302
    shown = client.get(at(campaign, "controlla/")).context
    client.post(at(campaign, "controlla/"), {"key": shown["draft"].key, "mark": shown["mark"]})
    return Pledge.objects.get()


def opened(pledge, token="un-link-segreto"):
    Pledge.objects.filter(pk=pledge.pk).update(token_digest=digest_of_token(token))
    return pledging.confirm_pledge(token=token)


def kinds_agreed():
    return sorted(Consent.objects.values_list("version__rulebook__kind", flat=True))


def test_a_promise_keeps_which_notice_was_shown(client, campaign):
    pledge = promised(client, campaign)
    kept = pledge.privacy_version
    assert (kept.rulebook.kind, kept.rulebook.owner_id) == ("privacy", campaign.beneficiary_id)
    assert (pledge.newsletter_version_id, pledge.public_name_version_id) == (None, None)


def test_a_yes_is_written_down_once_the_link_is_opened(client, campaign):
    pledge = promised(client, campaign, **NAMED, **NEWS)
    assert not Consent.objects.exists()
    opened(pledge)
    assert kinds_agreed() == ["newsletter", "public_name"]
    pledge.refresh_from_db()
    yes = Consent.objects.get(version__rulebook__kind="newsletter")
    assert (yes.version_id, yes.party_id) == (pledge.newsletter_version_id, pledge.backer_id)
    assert (yes.form, yes.channel) == (at(campaign, "chi/"), "web")
    assert yes.given_at == pledge.made_at


def test_a_name_taken_back_leaves_the_page(client, campaign):
    pledge = opened(promised(client, campaign, **NAMED))
    assert [one.name for one in last_supporters(campaign.pk)] == ["La Rosa"]
    with transaction.atomic():
        withdraw_consent(
            kind="public_name",
            owner_id=campaign.beneficiary_id,
            channel=Channel.WEB,
            party_id=pledge.backer_id,
        )
    assert [one.name for one in last_supporters(campaign.pk)] == [""]


def test_no_box_no_consent(client, campaign):
    opened(promised(client, campaign))
    assert not Consent.objects.exists()


def test_a_box_for_a_name_that_is_not_shown_is_no_consent(client, campaign):
    opened(promised(client, campaign, public_name="La Rosa", public_consent="on"))
    assert not Consent.objects.exists()


def test_a_yes_taken_back_before_promising_is_forgotten(client, campaign):
    say_who(client, campaign, **NAMED, **NEWS)
    pledge = promised(client, campaign)
    assert (pledge.newsletter_version_id, pledge.public_name_version_id) == (None, None)


def test_money_before_the_link_is_a_yes_to_the_name_never_to_the_news(client, campaign):
    pledge = promised(client, campaign, **NAMED, **NEWS)
    with transaction.atomic():
        post_all(come(pledge.due_id, pledge.cents))
    assert kinds_agreed() == ["public_name"]


def test_a_text_that_changed_meanwhile_is_shown_again(client, campaign):
    client.post(at(campaign), {"amount_card": "other", "amount_other": "20"})
    before = client.get(at(campaign, "chi/")).context["form"].texts.mark
    publish_version(
        actor=SYSTEM,
        kind="newsletter",
        owner_id=campaign.beneficiary_id,
        titles=("Le nostre novità", "Our news"),
        texts=("Ti scriviamo una volta al mese.", "We write once a month."),
    )
    answer = client.post(at(campaign, "chi/"), {**ROSA, **NEWS, "shown_texts": before})
    assert answer.status_code == 422
    assert "Intanto un testo è cambiato" in answer.content.decode()
    assert f'value="{answer.context["form"].texts.mark}"' in answer.content.decode()
    assert "given_name" not in PledgeDraft.objects.get().answers


def test_an_operator_writes_down_a_yes_on_paper(campaign):
    shown = texts_to_show(campaign.beneficiary_id)
    operator = factories.promoter_of(campaign.promoter)
    pledging.record_pledge(
        actor=operator,
        campaign_id=campaign.pk,
        promise=Promise(
            cents=2000,
            given_name="Rosa",
            phone="015 000",
            shown_as="name",
            wants_newsletter=True,
            **shown.kept(newsletter=True, public_name=True),
        ),
        key=uuid4(),
        channel=Channel.PAPER,
    )
    assert kinds_agreed() == ["newsletter", "public_name"]
    for yes in Consent.objects.all():
        assert (yes.channel, yes.recorded_by_id) == ("paper", operator.party_id)
        assert yes.form == f"/campagne/scrivania/{campaign.pk}/promesse/nuova/"


def test_at_the_desk_a_name_needs_its_yes_too(campaign):
    client = Client()
    client.force_login(factories.make_login_with_role(organisation=campaign.promoter).login)
    address = f"/campagne/scrivania/{campaign.pk}/promesse/nuova/"
    written = {
        "key": str(uuid4()),
        "channel": "paper",
        "amount": "20",
        "given_name": "Rosa",
        "phone": "015 000",
        "shown_as": "name",
    }
    assert client.post(address, written).status_code == 422
    assert client.post(address, {**written, "public_consent": "on"}).status_code == 302
    assert kinds_agreed() == ["public_name"]
