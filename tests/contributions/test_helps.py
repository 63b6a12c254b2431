"""An operator records a help; both sides may say whether it is true; a mistake is taken back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse as address_of

from ritrovo.foundations.contributions import actions, links
from ritrovo.foundations.contributions.choices import (
    Basis,
    Channel,
    Kind,
    Setting,
    Side,
    Verdict,
)
from ritrovo.foundations.contributions.definitions import DEFINITIONS
from ritrovo.foundations.contributions.errors import (
    FactTakenBack,
    FactUnknown,
    GivenToThemselves,
    LinkExpired,
    NotInEcosystem,
    NotYetHappened,
    PartyNotKnown,
)
from ritrovo.foundations.contributions.models import Confirmation, Contribution, HelpRecord
from ritrovo.foundations.contributions.queries import recorded_helps
from ritrovo.foundations.ecosystems import actions as ecosystem_actions
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import NOBODY, Actor
from ritrovo.foundations.kernel.amounts import MINUTE, Amount
from ritrovo.foundations.kernel.refusals import KeyReused, NotAllowed
from ritrovo.foundations.people.actions import register_person
from ritrovo.foundations.people.models import Organisation, Person, SearchLog, Site
from tests.people import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> tuple[Actor, Organisation]:
    return make.make_desk()


@pytest.fixture
def fatima(desk: tuple[Actor, Organisation]) -> UUID:
    actor, organisation = desk
    return register_person(
        actor=actor, organisation_id=organisation.pk, given_name="Fatima", family_name="Haddad"
    ).pk


def browser_of(actor: Actor) -> Client:
    client = Client()
    login = Person.objects.get(pk=actor.party_id).login
    assert login
    client.force_login(login)
    return client


def hour(desk: tuple[Actor, Organisation], **changes: Any) -> Contribution:
    """Record an hour that a new person gave to the organisation."""
    actor, organisation = desk
    told: dict[str, Any] = {
        "actor": actor,
        "organisation_id": organisation.pk,
        "giver": actions.NewPerson("Bruno", "Bianchi"),
        "receiver": organisation.pk,
        "kind": Kind.TIME,
        "basis": Basis.GIFT,
        "amount": Amount(60, MINUTE),
        "occurred_on": clock.today(),
        "setting": Setting.COMMUNITY,
        "channel": Channel.COUNTER,
        "key": uuid4(),
    }
    return actions.record_help(**(told | changes))


def test_a_new_person_enters_the_dossiers_of_the_organisation_only(
    desk: tuple[Actor, Organisation],
) -> None:
    fact = hour(desk)
    assert fact.giver.name == "Bruno Bianchi"
    assert [d.organisation_id for d in fact.giver.dossiers.all()] == [desk[1].pk]


def test_a_double_click_records_one_help_and_one_person(desk: tuple[Actor, Organisation]) -> None:
    key = uuid4()
    assert hour(desk, key=key).pk == hour(desk, key=key).pk
    assert Person.objects.filter(given_name="Bruno", family_name="Bianchi").count() == 1
    with pytest.raises(KeyReused):
        hour(desk, key=key, amount=Amount(90, MINUTE))


def test_a_person_of_another_organisation_cannot_be_named(
    desk: tuple[Actor, Organisation], fatima: UUID
) -> None:
    other = make.make_desk("La Trama")
    with pytest.raises(PartyNotKnown):
        hour(other, giver=fatima)
    assert hour(desk, giver=fatima).giver_id == fatima


def test_only_a_role_here_records(desk: tuple[Actor, Organisation]) -> None:
    administrator, organisation = desk
    operator = make.member(organisation.pk, administrator, "operator")
    treasurer = make.member(organisation.pk, administrator, "treasurer")
    stranger, _elsewhere = make.make_desk("La Trama")
    hour((operator, organisation))
    for actor in (treasurer, stranger, NOBODY):
        with pytest.raises(NotAllowed):
            hour((actor, organisation))
    assert HelpRecord.objects.count() == 1


def test_tomorrow_is_no_fact_yet(desk: tuple[Actor, Organisation]) -> None:
    with pytest.raises(NotYetHappened):
        hour(desk, occurred_on=clock.today() + timedelta(days=1))


def test_one_does_not_help_oneself(desk: tuple[Actor, Organisation], fatima: UUID) -> None:
    with pytest.raises(GivenToThemselves):
        hour(desk, giver=fatima, receiver=fatima)
    assert not Contribution.objects.exists()


def test_a_help_enters_only_an_ecosystem_the_organisation_belongs_to(
    desk: tuple[Actor, Organisation],
) -> None:
    elsewhere = make_ecosystem(*make.make_desk("La Trama"))
    own = make_ecosystem(*desk)
    with pytest.raises(NotInEcosystem):
        hour(desk, ecosystem_id=elsewhere)
    assert hour(desk, ecosystem_id=own).ecosystem_id == own


def make_ecosystem(actor: Actor, organisation: Organisation) -> UUID:
    site = Site.objects.first() or make.make_site()
    return ecosystem_actions.open_ecosystem(
        actor=actor,
        promoter_id=organisation.pk,
        site_id=site.pk,
        name=f"Insieme {organisation.legal_name}",
        theme="regeneration",
        summary="Prova.",
        municipality=make.make_municipality(),
    ).pk


def test_only_who_recorded_takes_back(desk: tuple[Actor, Organisation]) -> None:
    fact = hour(desk)
    stranger, _elsewhere = make.make_desk("La Trama")
    with pytest.raises(NotAllowed):
        actions.reverse_help(actor=stranger, fact_id=fact.pk)
    taken = actions.reverse_help(actor=desk[0], fact_id=fact.pk)
    assert taken.reverses_id == fact.pk
    assert actions.reverse_help(actor=desk[0], fact_id=fact.pk).pk == taken.pk
    with pytest.raises(FactUnknown):
        actions.reverse_help(actor=desk[0], fact_id=uuid4())


def test_who_holds_the_link_says_whether_it_is_true(desk: tuple[Actor, Organisation]) -> None:
    make.make_site()
    fact = hour(desk)
    page = address_of("contributions:confirm", args=[links.signed(fact.pk, Side.GIVER)])
    visitor = Client()
    assert "Bruno Bianchi" not in visitor.get(page).content.decode().split("<main")[0]
    answer = visitor.post(page, {"verdict": "yes"}, follow=True)
    assert "Grazie" in answer.content.decode()
    word = Confirmation.objects.get()
    assert (word.side, word.verdict, word.by_id) == (Side.GIVER, Verdict.YES, fact.giver_id)


def test_a_link_that_was_touched_or_is_old_says_nothing(desk: tuple[Actor, Organisation]) -> None:
    fact = hour(desk)
    token = links.signed(fact.pk, Side.GIVER)
    with pytest.raises(LinkExpired):
        actions.confirm_by_link(actor=NOBODY, token=f"{token}x", verdict=Verdict.YES)
    with pytest.raises(LinkExpired):
        actions.confirm_by_link(actor=NOBODY, token="a:b:c", verdict=Verdict.YES)
    with time_machine.travel(clock.now() - timedelta(days=61), tick=False):
        old = links.signed(fact.pk, Side.GIVER)
    with pytest.raises(LinkExpired):
        actions.confirm_by_link(actor=NOBODY, token=old, verdict=Verdict.YES)
    actions.reverse_help(actor=desk[0], fact_id=fact.pk)
    with pytest.raises(FactTakenBack):
        actions.confirm_by_link(actor=NOBODY, token=token, verdict=Verdict.YES)


def test_an_operator_searches_then_records_in_two_posts(
    desk: tuple[Actor, Organisation], fatima: UUID
) -> None:
    make.make_site()
    actor, organisation = desk
    browser, page = browser_of(actor), address_of("contributions:new_help", args=[organisation.pk])
    form = browser.get(page).context["form"]
    typed = {
        "giver_name": "Bruno Bianchi",
        "receiver_name": "hadd",
        "kind": "time",
        "hours": "1",
        "minutes": "30",
        "basis": "gift",
        "occurred_on": str(clock.today()),
        "setting": "community",
        "channel": "paper",
        "headcount": "1",
        "key": str(form.initial["key"]),
    }
    found = browser.post(page, typed | {"search": "receiver"})
    assert "Fatima Haddad" in found.content.decode()
    assert SearchLog.objects.count() == 1
    saved = browser.post(page, typed | {"giver": "new", "receiver": str(fatima)})
    fact = Contribution.objects.get()
    assert saved.status_code == 302
    assert (fact.giver.name, fact.receiver_id, fact.quantity) == ("Bruno Bianchi", fatima, 90)
    assert (fact.channel, fact.recorded_by_id) == (Channel.PAPER, actor.party_id)
    lines = browser.get(address_of("contributions:helps", args=[organisation.pk]))
    assert "Fatima Haddad" in lines.content.decode()


def test_a_form_half_filled_says_what_is_missing_and_keeps_the_rest(
    desk: tuple[Actor, Organisation],
) -> None:
    make.make_site()
    actor, organisation = desk
    page = address_of("contributions:new_help", args=[organisation.pk])
    answer = browser_of(actor).post(
        page, {"giver": "new", "kind": "money", "euros": "12,345", "key": str(uuid4())}
    )
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Scrivi il nome della persona nuova." in text
    assert 'value="12,345"' in text
    assert not Contribution.objects.exists()


@pytest.mark.parametrize("typed", ["1000000000000", "10.000.000,01", "0", "-5", "1.000,5,5"])
def test_a_sum_that_cannot_be_is_refused_at_its_field(
    desk: tuple[Actor, Organisation], typed: str
) -> None:
    make.make_site()
    actor, organisation = desk
    page = address_of("contributions:new_help", args=[organisation.pk])
    facts = {"giver": "us", "receiver": "new", "receiver_name": "Pina", "kind": "money"}
    answer = browser_of(actor).post(page, facts | {"euros": typed, "key": str(uuid4())})
    assert answer.status_code == 422
    assert "euros" in answer.context["form"].errors
    assert not Contribution.objects.exists()


def test_the_desk_of_another_organisation_stays_shut(desk: tuple[Actor, Organisation]) -> None:
    make.make_site()
    fact = hour(desk)
    stranger, elsewhere = make.make_desk("La Trama")
    browser = browser_of(stranger)
    for name, where in (
        ("helps", [desk[1].pk]),
        ("new_help", [desk[1].pk]),
        ("help", [desk[1].pk, fact.pk]),
    ):
        assert browser.get(address_of(f"contributions:{name}", args=where)).status_code == 403
    own = address_of("contributions:help", args=[elsewhere.pk, fact.pk])
    assert browser.get(own).status_code == 404
    mine = browser_of(desk[0])
    through = address_of("contributions:reverse", args=[elsewhere.pk, fact.pk])
    assert mine.post(through).status_code == 404
    assert not Contribution.objects.filter(reverses=fact.pk).exists()


@pytest.mark.parametrize("helps", [1, 20])
def test_the_list_costs_the_same_for_one_and_twenty(
    desk: tuple[Actor, Organisation], helps: int, django_assert_num_queries
) -> None:
    for _ in range(helps):
        hour(desk)
    with django_assert_num_queries(1):
        rows = list(recorded_helps(desk[1].pk))
        assert {row.giver.name for row in rows} == {"Bruno Bianchi"}


def test_a_measures_page_shows_names_only_to_who_knows_them(
    desk: tuple[Actor, Organisation], fatima: UUID
) -> None:
    make.make_site()
    ecosystem = make_ecosystem(*desk)
    hour(desk, giver=fatima, ecosystem_id=ecosystem)
    page = address_of("contributions:measure", args=["givers"]) + f"?ecosistema={ecosystem}"
    stranger, _elsewhere = make.make_desk("La Trama")
    browsers = (Client(), browser_of(stranger))
    public, foreign = (browser.get(page).content.decode() for browser in browsers)
    assert "Fatima" not in public + foreign
    assert "I fatti dietro" not in public + foreign
    assert "Fatima Haddad" in browser_of(desk[0]).get(page).content.decode()


def test_every_measure_has_its_page() -> None:
    make.make_site()
    for code in DEFINITIONS:
        assert Client().get(address_of("contributions:measure", args=[code])).status_code == 200
    assert Client().get(address_of("contributions:measure", args=["clicks"])).status_code == 404


def test_who_was_found_stays_while_the_other_side_is_searched(
    desk: tuple[Actor, Organisation], fatima: UUID
) -> None:
    make.make_site()
    actor, organisation = desk
    page = address_of("contributions:new_help", args=[organisation.pk])
    told = {"giver_name": "fatima", "giver_found": str(fatima), "receiver_name": "zeno"}
    answer = browser_of(actor).post(page, told | {"search": "receiver"}).content.decode()
    assert "Fatima Haddad" in answer
    stranger, elsewhere = make.make_desk("La Trama")
    foreign = address_of("contributions:new_help", args=[elsewhere.pk])
    answer = browser_of(stranger).post(foreign, told | {"search": "receiver"}).content.decode()
    assert "Fatima Haddad" not in answer
