"""An ecosystem is opened, told, joined and looked after; all that changes keeps its dates."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from ritrovo.foundations.ecosystems import actions, queries
from ritrovo.foundations.ecosystems.errors import (
    ActorHasRole,
    AddressTaken,
    AlreadyEnded,
    DirectionTaken,
    EcosystemUnknown,
    EndsBeforeItStarts,
    LastPromoter,
    PracticeNotInstalled,
    PracticeOff,
    PracticeOn,
    RoleHeldHere,
)
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.refusals import NotAllowed, NotFound
from tests.people import factories as make

DAY = date(2026, 3, 1)


def open_one(actor, organisation, site=None, **facts):
    told = {
        "name": "Veglio insieme",
        "theme": "regeneration",
        "summary": "Un co-working per tornare a vivere qui.",
        "municipality": make.make_municipality(),
    }
    return actions.open_ecosystem(
        actor=actor,
        promoter_id=organisation.pk,
        site_id=(site or make.make_site()).pk,
        **(told | facts),
    )


@pytest.fixture
def veglio(db):
    actor, organisation = make.make_desk()
    ecosystem = open_one(actor, organisation)
    return make.fresh(actor), organisation, ecosystem


def test_who_opens_an_ecosystem_looks_after_it(veglio):
    actor, organisation, ecosystem = veglio
    assert ecosystem.slug == "veglio-insieme"
    assert actor.ecosystems == {ecosystem.pk: {"promoter"}}
    page = queries.ecosystem_page("veglio-insieme")
    assert [(each.party_id, each.role) for each in page.actors] == [(organisation.pk, "promoter")]
    assert list(queries.ecosystems_of(actor)) == [ecosystem]


def test_one_address_is_one_ecosystem(veglio):
    actor, organisation, ecosystem = veglio
    for facts in ({}, {"slug": "nuovo"}, {"name": "!!!"}):
        with pytest.raises(AddressTaken):
            open_one(actor, organisation, ecosystem.site, **facts)


def test_an_operator_or_a_stranger_does_not_open_one_for_the_organisation(veglio):
    actor, organisation, ecosystem = veglio
    operator = make.member(organisation.pk, actor, "operator")
    stranger, _ = make.make_desk("Altro")
    for refused in (operator, stranger):
        with pytest.raises(NotAllowed):
            open_one(refused, organisation, ecosystem.site, name="Altro")


def test_an_editor_tells_the_story_and_changes_nothing_else(veglio):
    actor, organisation, ecosystem = veglio
    editor = make.member(organisation.pk, actor, "editor")
    actions.edit_story(actor=editor, ecosystem_id=ecosystem.pk, story="C'era una filatura.")
    assert queries.ecosystem_at(ecosystem.slug).story == "C'era una filatura."
    with pytest.raises(NotAllowed):
        actions.set_direction(
            actor=editor, ecosystem_id=ecosystem.pk, direction="interweaving", since=DAY
        )


def test_what_one_promoter_may_never_reaches_anothers_ecosystem(veglio):
    _, _, ecosystem = veglio
    stranger, _ = make.make_desk("Altro")
    here = {"actor": stranger, "ecosystem_id": ecosystem.pk}
    for refused in (
        lambda: actions.edit_story(**here, name="Mio"),
        lambda: actions.add_actor(**here, party_id=stranger.party_id, role="ally"),
        lambda: actions.give_ecosystem_role(**here, email="x@example.org", role="editor"),
        lambda: actions.switch_on(**here, practice="campaigns"),
    ):
        with pytest.raises(NotAllowed):
            refused()


def test_directions_are_dated_and_may_change(veglio):
    actor, _, ecosystem = veglio
    here = {"actor": actor, "ecosystem_id": ecosystem.pk}
    row = actions.set_direction(**here, direction="idea_to_place", since=DAY)
    with pytest.raises(DirectionTaken):
        actions.set_direction(**here, direction="idea_to_place", since=DAY)
    with pytest.raises(EndsBeforeItStarts):
        actions.end_direction(**here, direction_id=row.pk, until=DAY)
    actions.end_direction(**here, direction_id=row.pk, until=DAY + timedelta(days=90))
    with pytest.raises(AlreadyEnded):
        actions.end_direction(**here, direction_id=row.pk)
    actions.set_direction(**here, direction="idea_to_place", since=DAY + timedelta(days=90))
    page = queries.ecosystem_page(ecosystem.slug)
    assert len(page.now) == len(page.before) == 1


def test_an_actor_joins_in_a_role_once_and_may_leave(veglio):
    actor, _, ecosystem = veglio
    _, other = make.make_desk("Comune")
    here = {"actor": actor, "ecosystem_id": ecosystem.pk}
    row = actions.add_actor(**here, party_id=other.pk, role="host", since=DAY)
    with pytest.raises(ActorHasRole):
        actions.add_actor(**here, party_id=other.pk, role="host")
    actions.end_actor(**here, actor_id=row.pk, until=clock.today())
    assert other.pk not in {a.party_id for a in queries.ecosystem_page(ecosystem.slug).actors}
    with pytest.raises(NotFound):
        actions.end_actor(**here, actor_id=uuid4())


def test_a_role_in_the_ecosystem_is_given_and_taken_and_one_promoter_stays(veglio):
    actor, _, ecosystem = veglio
    person = make.make_person()
    here = {"actor": actor, "ecosystem_id": ecosystem.pk}
    facts = {"email": person.login.email, "role": "operator"}
    role = actions.give_ecosystem_role(**here, **facts)
    with pytest.raises(RoleHeldHere):
        actions.give_ecosystem_role(**here, **facts)
    assert make.actor_of_party(person.pk).ecosystems == {ecosystem.pk: {"operator"}}
    actions.end_ecosystem_role(**here, role_id=role.pk)
    assert not make.actor_of_party(person.pk).ecosystems
    promoter = queries.roles_in(ecosystem.pk).get()
    with pytest.raises(LastPromoter):
        actions.end_ecosystem_role(**here, role_id=promoter.pk)


def test_a_practice_is_switched_on_and_off(veglio):
    actor, _, ecosystem = veglio
    here = {"actor": actor, "ecosystem_id": ecosystem.pk, "practice": "campaigns"}
    actions.switch_on(**here)
    with pytest.raises(PracticeOn):
        actions.switch_on(**here)
    assert queries.is_switched_on(ecosystem.pk, "campaigns")
    assert list(queries.ecosystems_with("campaigns")) == [ecosystem]
    actions.switch_off(**here)
    with pytest.raises(PracticeOff):
        actions.switch_off(**here)
    assert not queries.ecosystems_with("campaigns")
    with pytest.raises(PracticeNotInstalled):
        actions.switch_on(**(here | {"practice": "alchimia"}))


def test_a_page_costs_the_same_with_one_actor_and_with_twenty(veglio, django_assert_num_queries):
    actor, _, ecosystem = veglio
    for actors in (0, 19):
        for _ in range(actors):
            party = make.make_person().party
            actions.add_actor(
                actor=actor, ecosystem_id=ecosystem.pk, party_id=party.pk, role="member"
            )
        with django_assert_num_queries(4):
            page = queries.ecosystem_page(ecosystem.slug)
        assert len(page.actors) == actors + 1
    with pytest.raises(EcosystemUnknown):
        queries.ecosystem_page("altrove")


def test_ecosystems_are_found_by_place_and_words(veglio):
    _, _, ecosystem = veglio
    assert queries.search_ecosystems("VEGLIO working", 5) == [ecosystem]
    assert queries.search_ecosystems("mare", 5) == []
    assert queries.search_ecosystems(" ", 5) == []
