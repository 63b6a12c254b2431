"""The places of an ecosystem: neighbourhoods and buildings of its municipality, until a day."""

from datetime import date, timedelta

import pytest

from ritrovo.foundations.ecosystems import actions
from ritrovo.foundations.ecosystems.errors import AlreadyEnded
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.refusals import NotAllowed, NotFound
from ritrovo.foundations.places import queries
from ritrovo.foundations.places.errors import (
    BuildingKnown,
    NeighbourhoodElsewhere,
    NeighbourhoodKnown,
)
from ritrovo.foundations.places.models import Neighbourhood
from tests import factories
from tests.people import factories as make


@pytest.fixture
def here(db):
    """Give who opened an ecosystem in Veglio, and the ecosystem."""
    actor, organisation = make.make_desk()
    ecosystem = actions.open_ecosystem(
        actor=actor,
        promoter_id=organisation.pk,
        site_id=make.make_site().pk,
        name="Veglio insieme",
        theme="regeneration",
        summary="Un co-working.",
        municipality=make.make_municipality(),
    )
    return make.fresh(actor), ecosystem


def names():
    return [each.name for each in queries.neighbourhoods("L712")]


def test_a_name_is_free_again_once_its_neighbourhood_ended(here):
    actor, ecosystem = here
    where = {"actor": actor, "ecosystem_id": ecosystem.pk}
    first = actions.add_neighbourhood(**where, name=" Riva ")
    with pytest.raises(NeighbourhoodKnown):
        actions.add_neighbourhood(**where, name="riva")
    actions.end_neighbourhood(**where, neighbourhood_id=first.pk)
    assert names() == []
    actions.add_neighbourhood(**where, name="Riva")
    assert names() == ["Riva"]
    with pytest.raises(AlreadyEnded):
        actions.end_neighbourhood(**where, neighbourhood_id=first.pk)


def test_what_ends_tomorrow_is_still_there_today(here):
    actor, ecosystem = here
    where = {"actor": actor, "ecosystem_id": ecosystem.pk}
    building = actions.add_building(**where, street="Via Trieste", number="8")
    actions.end_building(**where, building_id=building.pk, until=clock.today() + timedelta(days=1))
    assert [str(each) for each in queries.buildings("L712")] == ["Via Trieste 8"]


def test_a_building_stands_once_and_in_its_own_municipality(here):
    actor, ecosystem = here
    where = {"actor": actor, "ecosystem_id": ecosystem.pk}
    actions.add_building(**where, street="Via Trieste", number="8")
    with pytest.raises(BuildingKnown):
        actions.add_building(**where, street="via trieste", number=" 8 ")
    far = factories.make_municipality("A859", "Biella")
    elsewhere = Neighbourhood.objects.create(municipality=far, name="Riva")
    with pytest.raises(NeighbourhoodElsewhere):
        actions.add_building(**where, street="Via Roma", number="1", neighbourhood_id=elsewhere.pk)
    with pytest.raises(NotFound):
        actions.end_neighbourhood(**where, neighbourhood_id=elsewhere.pk, until=date(2026, 1, 1))


def test_who_has_no_part_in_the_ecosystem_changes_no_place(here):
    _, ecosystem = here
    stranger, _ = make.make_desk("Altri")
    with pytest.raises(NotAllowed):
        actions.add_neighbourhood(actor=stranger, ecosystem_id=ecosystem.pk, name="Riva")
    assert names() == []
