"""Who writes rubbish in forms open to everyone is stopped, and nobody else is."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.test import Client, RequestFactory

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import NOBODY
from ritrovo.foundations.kernel.parameters import parameter
from ritrovo.foundations.messages.models import Message
from ritrovo.practices.campaigns.actions import drafting, helping, pledging, talking
from ritrovo.practices.campaigns.errors import (
    AboveThreshold,
    AmountTooBig,
    AmountTooSmall,
    LinksUnopened,
    TooManyQuestions,
)
from ritrovo.practices.campaigns.forms.names import CompanyNameField, NameField
from ritrovo.practices.campaigns.guards import address_of, place_of
from ritrovo.practices.campaigns.models import NeedOffer, Pledge, PledgeDraft, Question
from ritrovo.practices.campaigns.tokens import digest_of_token
from tests import factories

pytestmark = pytest.mark.django_db

VICTIM = "vittima@example.org"


@pytest.fixture
def campaign():
    return factories.make_campaign()


def at_most():
    return parameter("campaigns.links_unopened")


def keep(campaign, email=VICTIM, **more):
    return drafting.keep_draft(
        actor=NOBODY,
        campaign_id=campaign.pk,
        browser=more.pop("browser", uuid4()),
        answers={"cents": 2000, "given_name": "Ugo", "email": email, **more},
    )


def offer(need, email=VICTIM):
    return helping.offer_help(
        actor=NOBODY, need_id=need.pk, key=uuid4(), given_name="Ugo", email=email
    )


def test_a_strangers_address_gets_a_few_letters_and_no_more(campaign):
    for _ in range(at_most()):
        factories.make_pledge(campaign, counted=False, email=VICTIM)
    with pytest.raises(LinksUnopened):
        keep(campaign, email=VICTIM.upper())
    assert keep(campaign, email="altra@example.org")


def test_many_promises_cannot_be_prepared_to_be_sent_together(campaign):
    for _ in range(at_most()):
        keep(campaign)
    with pytest.raises(LinksUnopened):
        keep(campaign)
    assert PledgeDraft.objects.filter(answers__email=VICTIM).count() == at_most()


def test_one_draft_may_be_corrected_as_often_as_one_likes(campaign):
    browser = uuid4()
    for cents in range(100, 100 + 2 * at_most()):
        keep(campaign, browser=browser, cents=cents)


def test_promises_and_offers_of_help_are_bounded_together(campaign):
    need = factories.make_need(campaign, wanted=20)
    for _ in range(at_most() - 1):
        factories.make_pledge(campaign, counted=False, email=VICTIM)
    offer(need)
    with pytest.raises(LinksUnopened):
        offer(need)
    assert NeedOffer.objects.filter(email=VICTIM).count() == 1
    assert Message.objects.filter(kind="campaigns.offer").count() == 1


def test_who_opens_a_link_may_promise_again(campaign):
    for _ in range(at_most()):
        last = factories.make_pledge(campaign, counted=False, email=VICTIM)
    Pledge.objects.filter(pk=last.pk).update(token_digest=digest_of_token("segreto"))
    pledging.confirm_pledge(token="segreto")
    assert keep(campaign)


def test_links_that_expired_stop_nobody(campaign):
    for _ in range(at_most()):
        factories.make_pledge(campaign, counted=False, email=VICTIM)
    hours = parameter("campaigns.confirm_hours")
    with clock.moved_to(clock.now() + timedelta(hours=hours, minutes=1)):
        assert keep(campaign)


def test_the_page_says_it_beside_the_address_and_keeps_what_was_written(campaign):
    for _ in range(at_most()):
        factories.make_pledge(campaign, counted=False, email=VICTIM)
    client, page = Client(), f"/campagne/{campaign.slug}/sostieni/"
    client.post(page, {"amount_card": "other", "amount_other": "20"})
    who = {"given_name": "Ugo", "email": VICTIM, "shown_as": "anonymous"}
    answer = client.post(f"{page}chi/", who)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["email"]
    assert 'value="Ugo"' in answer.content.decode()


def ask(campaign, place, count=1):
    for number in range(count):
        talking.ask_question(
            actor=NOBODY, campaign_id=campaign.pk, text=f"Domanda {number}", asked_from=place
        )


def test_questions_from_one_place_are_counted_in_the_database(campaign):
    ask(campaign, "qui", parameter("campaigns.questions_an_hour"))
    with pytest.raises(TooManyQuestions):
        ask(campaign, "qui")
    ask(campaign, "altrove")


def test_after_an_hour_one_may_ask_again_and_the_place_is_forgotten(campaign):
    ask(campaign, "qui", parameter("campaigns.questions_an_hour"))
    with clock.moved_to(clock.now() + timedelta(hours=1, minutes=1)):
        ask(campaign, "qui")
    assert Question.objects.exclude(asked_from="").count() == 1


def test_a_place_is_named_anew_each_day_and_never_tells_the_address():
    request = RequestFactory().get("/", REMOTE_ADDR="192.0.2.7")
    today = place_of(request)
    assert "192.0.2.7" not in today
    with clock.moved_to(clock.now() + timedelta(days=1)):
        assert place_of(request) != today


@pytest.mark.parametrize(
    ("nearest", "forwarded", "address"),
    [
        ("192.0.2.7", "", "192.0.2.7"),
        ("192.0.2.7", "198.51.100.1", "192.0.2.7"),
        ("127.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "203.0.113.9, 198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "", "127.0.0.1"),
    ],
)
def test_only_a_proxy_on_this_machine_is_believed(nearest, forwarded, address):
    request = RequestFactory().get("/", REMOTE_ADDR=nearest, HTTP_X_FORWARDED_FOR=forwarded)
    assert address_of(request) == address


SPAM = {
    "given_name": "Vinci 1000 euro su https://truffa.example",
    "family_name": "www.truffa.example",
    "public_name": "truffa.com",
}


@pytest.mark.parametrize(("field", "written"), SPAM.items())
def test_a_letter_never_carries_the_site_somebody_wrote_as_a_name(campaign, field, written):
    client, page = Client(), f"/campagne/{campaign.slug}/sostieni/"
    client.post(page, {"amount_card": "other", "amount_other": "20"})
    who = {"given_name": "Ugo", "email": VICTIM, "shown_as": "anonymous", field: written}
    answer = client.post(f"{page}chi/", who)
    assert field in answer.context["form"].errors
    need = factories.make_need(campaign)
    offered = {"given_name": written, "email": VICTIM, "key": uuid4()}
    client.post(f"/campagne/{campaign.slug}/posso/{need.pk}/", offered)
    assert not Message.objects.filter(address=VICTIM).exists()


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Ugo\r\nBcc: x@y.example", "Ugo Bcc: x@y.example"),
        ("\u202eogU", "ogU"),
        ("  Anna \t Maria ", "Anna Maria"),
        ("👩\u200d👧 Rosa", "👩\u200d👧 Rosa"),
        ("D'Alì Łukasz", "D'Alì Łukasz"),
    ],
)
def test_a_name_stands_on_one_line_with_signs_that_can_be_seen(written, kept):
    assert NameField().clean(written) == kept


def test_a_company_may_be_called_as_its_site_is():
    assert CompanyNameField().clean("Pane.it srl") == "Pane.it srl"
    with pytest.raises(ValidationError):
        CompanyNameField().clean("https://pane.it")


def linked(pledge):
    Pledge.objects.filter(pk=pledge.pk).update(token_digest=digest_of_token("segreto"))
    return "segreto"


def test_a_promise_that_counts_cannot_grow_past_the_promoters_say(campaign):
    token = linked(factories.make_pledge(campaign, cents=2000))
    assert pledging.change_pledge(token=token, cents=campaign.approve_above_cents).cents == 100_000
    with pytest.raises(AboveThreshold, match=r"Sopra 1\.000\s€"):
        pledging.change_pledge(token=token, cents=campaign.approve_above_cents + 1)


def test_what_is_refused_names_the_bound_in_euros(campaign):
    token = linked(factories.make_pledge(campaign, cents=2000))
    with pytest.raises(AmountTooSmall, match=r"il minimo è 1\s€"):
        pledging.change_pledge(token=token, cents=99)
    with pytest.raises(AmountTooBig, match=r"oltre 100\.000\s€"):
        pledging.change_pledge(token=token, cents=10_000_001)


def test_a_promise_taken_back_offers_no_page_to_change_it(client, campaign):
    token = linked(factories.make_pledge(campaign))
    pledging.withdraw_pledge(token=token)
    for page in ("cambia/", "ritira/"):
        answer = client.get(f"/campagne/promessa/{token}/{page}", follow=True)
        assert answer.redirect_chain[-1][0] == f"/campagne/promessa/{token}/"
        assert "non si può più cambiare" in answer.content.decode()
