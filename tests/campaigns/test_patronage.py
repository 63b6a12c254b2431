"""A public body's patronage: by an act, confirmed by somebody else, shown until it ends."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import NOBODY
from ritrovo.foundations.kernel.refusals import NotAllowed
from ritrovo.practices.campaigns.actions import patronage
from ritrovo.practices.campaigns.models import Patronage
from ritrovo.practices.campaigns.patronage_errors import (
    ActInTheFuture,
    ActMissing,
    PatronageByOneself,
    PatronageEnded,
    PatronageEndUnsaid,
    PatronageTwice,
    PatronNotPublic,
)
from ritrovo.practices.campaigns.patronage_papers import may_read_act
from ritrovo.practices.campaigns.queries.patronage import patronages_to_answer, shown_patronages
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    return factories.make_campaign()


@pytest.fixture
def town():
    place = factories.make_municipality()
    return factories.make_organisation(
        "Comune di Veglio", "public_body", entitled=False, municipality=place
    )


@pytest.fixture
def promoter(campaign):
    return factories.as_actor(
        factories.make_login_with_role("promoter", organisation=campaign.promoter)
    )


@pytest.fixture
def clerk(town):
    return factories.as_actor(factories.make_login_with_role("operator", organisation=town))


def recorded(actor, campaign, town, number="delibera 41", **facts):
    return patronage.record_patronage(
        actor=actor,
        campaign_id=campaign.pk,
        body_id=town.pk,
        act_number=number,
        act_date=facts.pop("act_date", clock.today()),
        **facts,
    )


def test_a_patronage_is_shown_once_the_body_confirms_it(campaign, town, promoter, clerk):
    made = recorded(promoter, campaign, town)
    assert list(shown_patronages(campaign.pk)) == []
    assert list(patronages_to_answer(clerk)) == [made]
    patronage.confirm_patronage(actor=clerk, patronage_id=made.pk)
    assert list(shown_patronages(campaign.pk)) == [made]
    patronage.end_patronage(actor=clerk, patronage_id=made.pk, reason="atto revocato")
    assert list(shown_patronages(campaign.pk)) == []


def test_the_same_act_twice_is_one_patronage_and_another_act_is_refused(campaign, town, promoter):
    first = recorded(promoter, campaign, town)
    assert recorded(promoter, campaign, town, "delibera  41") == first
    with pytest.raises(PatronageTwice):
        recorded(promoter, campaign, town, "delibera 42")


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"number": "  "}, ActMissing),
        ({"act_date": clock.today() + timedelta(days=1)}, ActInTheFuture),
    ],
)
def test_an_act_that_is_not_there_is_refused(campaign, town, promoter, facts, refusal):
    with pytest.raises(refusal):
        recorded(promoter, campaign, town, **facts)
    assert not Patronage.objects.exists()


def test_only_a_public_body_gives_its_patronage(campaign, promoter):
    with pytest.raises(PatronNotPublic):
        recorded(promoter, campaign, campaign.promoter)


def test_who_wrote_it_cannot_confirm_it_and_strangers_can_do_nothing(campaign, town, promoter):
    made = recorded(promoter, campaign, town)
    with pytest.raises(NotAllowed):
        patronage.confirm_patronage(actor=promoter, patronage_id=made.pk)
    with pytest.raises(NotAllowed):
        patronage.end_patronage(actor=NOBODY, patronage_id=made.pk, reason="no")


def test_the_database_wants_two_people(campaign, town, clerk):
    made = Patronage.objects.create(
        campaign=campaign,
        body=town,
        act_number="delibera 1",
        act_date=clock.today(),
        recorded_by_id=clerk.party_id,
    )
    with pytest.raises(PatronageByOneself):
        patronage.confirm_patronage(actor=clerk, patronage_id=made.pk)


def test_what_is_taken_back_says_why_and_is_not_confirmed(campaign, town, promoter, clerk):
    made = recorded(promoter, campaign, town)
    with pytest.raises(PatronageEndUnsaid):
        patronage.end_patronage(actor=promoter, patronage_id=made.pk, reason=" ")
    patronage.end_patronage(actor=promoter, patronage_id=made.pk, reason="numero sbagliato")
    with pytest.raises(PatronageEnded):
        patronage.confirm_patronage(actor=clerk, patronage_id=made.pk)
    assert recorded(promoter, campaign, town, "delibera 42")


def test_the_act_is_read_by_both_sides_only(campaign, town, promoter, clerk):
    made = recorded(promoter, campaign, town, file=BytesIO(b"%PDF-1.4 atto"))
    assert may_read_act(promoter, made.file.name)
    assert may_read_act(clerk, made.file.name)
    assert not may_read_act(NOBODY, made.file.name)
    other = factories.make_login_with_role(
        "promoter", organisation=factories.make_organisation("Altra")
    )
    assert not may_read_act(factories.as_actor(other), made.file.name)


def test_a_municipality_shows_its_campaigns_patronages_and_acts(
    client, campaign, town, promoter, clerk
):
    made = recorded(promoter, campaign, town)
    path = reverse("web:municipality", args=[campaign.municipality.slug])
    assert "delibera 41" not in client.get(path).content.decode()
    patronage.confirm_patronage(actor=clerk, patronage_id=made.pk)
    shown = client.get(path).content.decode()
    assert reverse("campaigns:detail", args=[campaign.slug]) in shown
    assert "delibera 41" in shown
    detail = client.get(reverse("campaigns:detail", args=[campaign.slug])).content.decode()
    assert "delibera 41" in detail
    assert path in detail


def test_a_municipality_has_one_address(client):
    place = factories.make_municipality()
    found = client.get(f"/comuni/altro-nome-{place.pk.lower()}/")
    assert (found.status_code, found["Location"]) == (301, f"/comuni/{place.slug}/")
    assert client.get("/comuni/nessuno-z999/").status_code == 404


def test_a_municipality_costs_the_same_for_one_patronage_and_for_many(
    client, town, django_assert_num_queries
):
    def backed():
        made = factories.make_campaign()
        Patronage.objects.create(
            campaign=made,
            body=town,
            act_number="delibera 1",
            act_date=clock.today(),
            confirmed_at=clock.now(),
        )

    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    path = reverse("web:municipality", args=[town.municipality.slug])
    backed()
    client.get(path)
    with CaptureQueriesContext(connection) as one:
        client.get(path)
    for _ in range(4):
        backed()
    with django_assert_num_queries(len(one)):
        assert client.get(path).status_code == 200
