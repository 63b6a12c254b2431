"""An installation's facts, read in bulk: merged parties are one, what was taken back is out."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction
from psycopg.conninfo import make_conninfo

from ritrovo.foundations.contributions import steps
from ritrovo.foundations.contributions.choices import Basis, Channel, MilestoneKind, Side, Verdict
from ritrovo.foundations.contributions.measures import counted
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.people.choices import PartyKind
from ritrovo.foundations.people.models import Household, HouseholdMember, Party
from ritrovo.insight.impact.measures import facts as kinds
from ritrovo.insight.impact.measures.community import read_community
from ritrovo.insight.impact.measures.facts import FACTS
from ritrovo.insight.impact.measures.lasting import contributors, new_contributors, organisations
from ritrovo.insight.impact.measures.overview import overview
from tests.contributions.factories import (
    give,
    make_ecosystem,
    make_organisation,
    make_party,
    make_person,
    pass_milestone,
)


def address():
    """Name the database the test writes to, as its own role reaches it."""
    told = connection.settings_dict
    return make_conninfo(
        host=told["HOST"],
        port=told["PORT"] or None,
        user=told["USER"],
        password=told["PASSWORD"],
        dbname=told["NAME"],
        **{name: each for name, each in told["OPTIONS"].items() if name == "host"},
    )


@pytest.fixture
def valley(committed_db):
    """A valley of four people, two of them found to be one, a household and a cooperative."""
    valley = make_ecosystem()
    anna, bruno, carla = (make_person(name) for name in ("Anna", "Bruno", "Carla"))
    twin, coop = make_person("Anna R."), make_organisation()
    home = make_party(PartyKind.HOUSEHOLD, "Casa Rossi")
    Household.objects.create(party_id=home)
    HouseholdMember.objects.create(household_id=home, person_id=carla, since=date(2020, 1, 1))
    where = {"ecosystem": valley, "context": uuid4()}
    both = give(anna, bruno, **where)
    give(twin, carla, **where)
    give(carla, bruno, recorded_by=carla, **where)
    give(bruno, twin, basis=Basis.EXCHANGE, **where)
    give(coop, bruno, basis=Basis.DUTY, **where)
    give(coop, carla, **where)
    wrong = give(carla, anna, **where)
    with transaction.atomic():
        steps.reverse(wrong, occurred_at=clock.now(), channel=Channel.COUNTER)
        for side, verdict in (("giver", "no"), ("giver", "yes"), ("receiver", "yes")):
            steps.confirm(
                both, side=Side(side), verdict=Verdict(verdict), by=None, channel=Channel.WEB
            )
    Party.objects.filter(pk=twin).update(merged_into=anna)
    need = uuid4()
    pass_milestone(MilestoneKind.NEED_OPENED, need)
    pass_milestone(MilestoneKind.NEED_MET, need)
    return {"anna": anna, "carla": carla, "home": home}


def test_the_facts_that_stand_between_those_who_are_one(valley, session):
    facts, milestones = read_community(session, address(), clock.now())
    told = facts.mutate(giver=facts.giver.cast("string"), home=facts.giver_home.cast("string"))
    rows = session.to_pyarrow(told).to_pylist()
    assert set(facts.columns) == set(FACTS)
    assert len(rows) == 6
    assert sum(row["giver"] == str(valley["anna"]) for row in rows) == 2
    says = {(row["giver_says"], row["receiver_says"]) for row in rows}
    assert says == {("yes", "yes"), ("yes", None), (None, None)}
    assert {row["home"] for row in rows} == {None, str(valley["home"])}
    assert session.execute(milestones.count()) == 2


def test_figures_agree_with_those_of_the_pages(valley, session):
    facts, _ = read_community(session, address(), clock.now())
    counts = counted()
    assert session.execute(contributors(facts)) == counts.givers == 3
    assert session.execute(organisations(facts)) == counts.organisations == 1
    new = new_contributors(facts, facts.context.notnull())
    assert session.execute(new) == counts.new_companions


def test_what_was_recorded_later_is_not_known_yet(valley, session):
    facts, _ = read_community(session, address(), clock.now() - timedelta(days=1))
    assert session.execute(facts.count()) == 0


def test_the_overview_keeps_people_homes_and_paid_work_apart(valley, session):
    facts, milestones = read_community(session, address(), clock.now())
    found = overview(session, facts, milestones, clock.now()).as_json()
    ties = {name: each["ties"] for name, each in found["networks"].items()}
    assert ties == {"people": 4, "confirmed": 1, "one_sided": 3, "households": 4, "paid": 0}
    assert found["networks"]["people"]["people"] == 3
    assert (found["figures"]["paid"], found["figures"]["met"]) == (1, 1)
    assert found["networks"]["paid"]["r"] == {"not_defined": "no ties"}
    assert session.execute(kinds.paid(facts).count()) == 1
