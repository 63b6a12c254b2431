"""Who carries the word: a code, a link, and the people who came by them."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from ritrovo.foundations.kernel.access import NOBODY
from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.kernel.refusals import NotAllowed
from ritrovo.foundations.people.errors import LoginUnknown
from ritrovo.practices.campaigns.actions import ambassadors, helping, pledging
from ritrovo.practices.campaigns.browsers import COOKIE
from ritrovo.practices.campaigns.codes import LENGTH, SIGNS, new_code, spaced, typed_code
from ritrovo.practices.campaigns.demo.letters import token_in
from ritrovo.practices.campaigns.errors import TransitionNotAllowed
from ritrovo.practices.campaigns.models import Ambassador, NeedOffer, Pledge, PledgeDraft
from ritrovo.practices.campaigns.plans import PlannedNeed
from ritrovo.practices.campaigns.preparation_errors import AmbassadorTwice, AmbassadorUnknown
from ritrovo.practices.campaigns.proofs import ambassadors_bring_to_their_own_campaign
from ritrovo.practices.campaigns.queries.ambassadors import brought_by
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    return factories.make_campaign(needs=[PlannedNeed("task", "Montare le scrivanie", wanted=5)])


def named(campaign, name="La fornaia", **facts):
    return ambassadors.name_ambassador(
        actor=factories.promoter_of(campaign.promoter),
        campaign_id=campaign.pk,
        key=uuid4(),
        name=name,
        **facts,
    )


def desk(campaign, rest=""):
    return f"/campagne/scrivania/{campaign.pk}/{rest}"


def signed_in(client, campaign, role="promoter"):
    client.force_login(factories.make_login_with_role(role, organisation=campaign.promoter).login)
    return client


def at(campaign, rest=""):
    return f"/campagne/{campaign.slug}/{rest}"


def test_a_code_is_made_of_signs_that_are_not_mistaken():
    codes = {new_code() for _ in range(200)}
    assert all(len(code) == LENGTH and set(code) <= set(SIGNS) for code in codes)
    assert len(codes) > 190


@given(st.text(SIGNS, min_size=LENGTH, max_size=LENGTH))
def test_a_code_is_read_back_however_it_is_copied(code):
    for written in (spaced(code), code.lower(), f" {code[:2]}-{code[2:]} "):
        assert typed_code(written) == code


@pytest.mark.parametrize("wrong", ["", "ABC", "ABC3467", "ABC 34O", "'; DROP", "ÀBC346"])
def test_what_is_no_code_is_nobodys(wrong):
    assert typed_code(wrong) == ""


def test_an_ambassador_is_named_once_for_each_key_and_once_for_each_person(campaign):
    actor, key = factories.promoter_of(campaign.promoter), uuid4()
    person = factories.make_member("Irene", "Canova")
    sent = {"actor": actor, "campaign_id": campaign.pk, "email": person.login.email}
    first = ambassadors.name_ambassador(key=key, **sent)
    assert ambassadors.name_ambassador(key=key, **sent) == first
    assert (first.party_id, first.name) == (person.pk, "Irene Canova")
    with pytest.raises(AmbassadorTwice):
        ambassadors.name_ambassador(key=uuid4(), **sent)
    with pytest.raises(LoginUnknown):
        ambassadors.name_ambassador(key=uuid4(), **{**sent, "email": "mai@example.org"})


def test_only_who_promotes_names_ambassadors_and_not_when_it_is_over(campaign):
    operator = factories.make_login_with_role("operator", organisation=campaign.promoter)
    with pytest.raises(NotAllowed):
        ambassadors.name_ambassador(
            actor=factories.as_actor(operator), campaign_id=campaign.pk, key=uuid4(), name="X"
        )
    factories.end_campaign(campaign)
    with pytest.raises(TransitionNotAllowed):
        named(campaign)


def test_a_link_survives_the_three_pages_of_a_promise(client, campaign):
    ambassador = named(campaign)
    arrived = client.get(f"/c/{ambassador.code.lower()}/")
    assert arrived.status_code == 302
    shown = client.get(arrived["Location"]).content.decode()
    onward = f"{at(campaign, 'sostieni/')}?da={ambassador.code}"
    assert f'href="{onward}"' in shown
    assert COOKIE not in client.cookies
    client.post(onward, {"amount_card": "other", "amount_other": "20"})
    who = {"given_name": "Rosa", "email": "rosa@example.org", "shown_as": "anonymous"}
    client.post(at(campaign, "sostieni/chi/"), who)
    review = client.get(at(campaign, "sostieni/controlla/")).context
    sent = {"key": str(review["draft"].key), "mark": review["mark"]}
    client.post(at(campaign, "sostieni/controlla/"), sent)
    made = Pledge.objects.get()
    assert made.ambassador_id == ambassador.pk
    assert brought_by([ambassador.pk]) == {}
    pledging.confirm_pledge(token=token_of(made))
    (brought,) = brought_by([ambassador.pk]).values()
    assert (brought.people, brought.promised) == (1, Amount(2000))


def token_of(pledge):
    return token_in("campaigns.promise", pledge.pk)


def test_whoever_comes_by_no_link_or_a_wrong_one_is_counted_for_nobody(client, campaign):
    other = named(factories.make_campaign(title="Un'altra", promoter=campaign.promoter))
    for code in ("", "?da=XXXXXX", f"?da={other.code}", "?da=%27%3B--", "?da=" + "A" * 5000):
        client.cookies.clear()
        answer = client.post(
            f"{at(campaign, 'sostieni/')}{code}", {"amount_card": "other", "amount_other": "20"}
        )
        assert answer.status_code == 302
    assert all("ambassador_id" not in draft.answers for draft in PledgeDraft.objects.all())


def test_an_offer_of_help_is_counted_for_who_brought_it(client, campaign):
    ambassador, need = named(campaign), campaign.needs.get()
    address = f"{at(campaign, f'posso/{need.pk}/')}?da={ambassador.code}"
    assert (
        f'href="{address}"' in client.get(f"{at(campaign)}?da={ambassador.code}").content.decode()
    )
    sent = {
        "key": str(uuid4()),
        "given_name": "Dario",
        "email": "dario@example.org",
        "message": "Io!",
        "shown_as": "initials",
    }
    assert client.post(address, sent).status_code == 302
    assert NeedOffer.objects.get().ambassador_id == ambassador.pk
    assert brought_by([ambassador.pk]) == {}


def test_a_person_counts_once_however_often_they_come(campaign):
    ambassador, need = named(campaign), campaign.needs.get()
    rosa = {"given_name": "Rosa", "family_name": "Sella", "email": "rosa@example.org"}
    brought = {"ambassador_id": ambassador.pk}
    for cents in (1000, 500):
        made = factories.make_pledge(campaign, cents, counted=False, **rosa, **brought)
        pledging.confirm_pledge(token=token_of(made))
    offer_id = helping.offer_help(actor=NOBODY, need_id=need.pk, key=uuid4(), **rosa, **brought)
    helping.confirm_offer(token=token_in("campaigns.offer", f"{offer_id}:offer"))
    factories.make_offer(need, "Ugo", family_name="Regis", **brought)
    factories.make_pledge(campaign, 700)
    (all_of_them,) = brought_by([ambassador.pk]).values()
    assert (all_of_them.people, all_of_them.promised) == (2, Amount(1500))


def test_the_database_refuses_an_ambassador_of_another_campaign(campaign):
    other = named(factories.make_campaign(title="Un'altra", promoter=campaign.promoter))
    with pytest.raises(IntegrityError, match="ambassador_is_of_the_campaign"):
        factories.make_pledge(campaign, ambassador_id=other.pk)


def test_an_offer_for_another_campaigns_ambassador_is_refused_and_would_be_found(campaign):
    other = named(factories.make_campaign(title="Un'altra", promoter=campaign.promoter))
    need = campaign.needs.get()
    with pytest.raises(AmbassadorUnknown):
        factories.make_offer(need, ambassador_id=other.pk)
    offer = factories.make_offer(need)
    assert not ambassadors_bring_to_their_own_campaign().drifted
    NeedOffer.objects.filter(pk=offer.pk).update(ambassador=other)
    assert ambassadors_bring_to_their_own_campaign().drifted


def paper(**more):
    return {
        "key": str(uuid4()),
        "channel": "paper",
        "amount": "20",
        "given_name": "Elda",
        "phone": "015 401234",
        "shown_as": "anonymous",
        **more,
    }


def test_a_code_typed_from_paper_counts_also_for_who_has_stopped(client, campaign):
    ambassador = named(campaign)
    ambassadors.end_ambassador(
        actor=factories.promoter_of(campaign.promoter), ambassador_id=ambassador.pk
    )
    signed_in(client, campaign, "operator")
    address = desk(campaign, "promesse/nuova/")
    wrong = client.post(address, paper(ambassador_code="XXX XXX"))
    assert wrong.status_code == 422
    assert "ricontrolla le lettere" in wrong.content.decode()
    assert not Pledge.objects.exists()
    typed = spaced(ambassador.code).lower()
    assert client.post(address, paper(ambassador_code=typed)).status_code == 302
    assert Pledge.objects.get().ambassador_id == ambassador.pk


def test_an_offer_told_aloud_takes_a_code_too(client, campaign):
    ambassador = named(campaign)
    signed_in(client, campaign)
    sent = {
        "key": str(uuid4()),
        "need": str(campaign.needs.get().pk),
        "given_name": "Dario",
        "ambassador_code": ambassador.code,
    }
    assert client.post(desk(campaign, "aiuti/"), sent).status_code == 302
    assert NeedOffer.objects.get().ambassador_id == ambassador.pk


def test_who_stops_brings_nobody_more_and_keeps_who_came(client, campaign):
    ambassador = named(campaign)
    factories.make_pledge(campaign, ambassador_id=ambassador.pk)
    signed_in(client, campaign)
    for _ in range(2):
        client.post(desk(campaign, f"passaparola/{ambassador.pk}/"))
    assert client.get(f"/c/{ambassador.code}/")["Location"] == at(campaign)
    shown = client.get(desk(campaign, "passaparola/")).content.decode()
    assert "ha smesso" in shown
    assert "1 persona" in shown


@pytest.mark.parametrize("code", ["XXXXXX", "A", "%3Cscript%3E"])
def test_an_unknown_link_is_not_found(client, code):
    assert client.get(f"/c/{code}/").status_code == 404


def test_a_link_of_a_draft_leads_nowhere(client):
    draft = factories.make_campaign("draft")
    assert client.get(f"/c/{named(draft).code}/").status_code == 404


def test_the_cards_are_a_sheet_with_the_code(client, campaign):
    ambassador = named(campaign, "Il bar della Fontana, in piazza, quello con i tavoli verdi")
    signed_in(client, campaign)
    answer = client.get(desk(campaign, f"passaparola/{ambassador.pk}/codice.pdf"))
    assert answer.content.startswith(b"%PDF")
    assert answer["Cache-Control"] == "private, no-store"
    other = factories.make_campaign(title="Un'altra", promoter=campaign.promoter)
    assert client.get(desk(other, f"passaparola/{ambassador.pk}/codice.pdf")).status_code == 404


@pytest.mark.parametrize(
    "wrong", [{}, {"email": "nessuno"}, {"email": "mai@example.org"}, {"name": "x" * 101}]
)
def test_a_wrong_ambassador_is_said(client, campaign, wrong):
    signed_in(client, campaign)
    answer = client.post(desk(campaign, "passaparola/"), {"key": str(uuid4()), **wrong})
    assert answer.status_code == 422
    assert not Ambassador.objects.exists()


def test_twenty_ambassadors_cost_what_one_costs(client, campaign):
    signed_in(client, campaign)
    assert "Nessuno, per ora" in client.get(desk(campaign, "passaparola/")).content.decode()

    def cost():
        client.get(desk(campaign, "passaparola/"))
        with CaptureQueriesContext(connection) as counted:
            client.get(desk(campaign, "passaparola/"))
        return len(counted)

    factories.make_pledge(campaign, ambassador_id=named(campaign).pk)
    one = cost()
    for number in range(19):
        factories.make_pledge(campaign, ambassador_id=named(campaign, f"Persona {number}").pk)
    assert cost() == one
