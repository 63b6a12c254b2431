"""Who comes, who stays, who was helped and helps, what is kept: on a community counted by hand."""

from __future__ import annotations

from datetime import date

import pytest

from ritrovo.insight.engine.keeping import keep
from ritrovo.insight.impact.measures import bridging, commons, facts, helping, lasting
from ritrovo.insight.impact.measures.helping import Moment
from ritrovo.insight.impact.measures.measuring import NOBODY_HELPED, NOT_REACHED
from ritrovo.insight.impact.measures.results import measure_gifts
from tests.insight.impact.community import (
    COMMUNITY,
    MILESTONES_OF_IT,
    day,
    facts_of,
    milestones_of,
    start,
)

NEW_YEAR = start(2025)


@pytest.fixture
def community(session):
    return keep(session, "facts", facts_of(*COMMUNITY))


@pytest.fixture
def milestones(session):
    return keep(session, "milestones", milestones_of(*MILESTONES_OF_IT))


def test_givers_are_people_and_organisations_apart(session, community):
    # Anna, Bruno, Carla, Dario, Elena, the household Rossi once, and twenty at dinner.
    assert session.execute(lasting.contributors(community)) == 26
    assert session.execute(lasting.organisations(community)) == 1


def test_the_new_ones_of_a_campaign_gave_there_first(session, community):
    here = (community.context == "forno").fill_null(False)
    assert session.execute(lasting.new_contributors(community, here)) == 4
    spring = lasting.within(community.day, day(1).date(), day(4).date())
    assert session.execute(lasting.new_contributors(community, spring)) == 2


def test_the_new_ones_of_all_periods_are_all(session, community):
    years = [lasting.within(community.day, date(y, 1, 1), date(y + 1, 1, 1)) for y in (2024, 2025)]
    counted = sum(session.execute(lasting.new_contributors(community, here)) for here in years)
    assert counted == session.execute(lasting.contributors(community))


def test_ties_are_new_once(session, community):
    gifts = facts.between_people(facts.helping(community))
    first, second = (gifts.day.year() == year for year in (2024, 2025))
    assert session.execute(lasting.new_ties(gifts, first)) == 5
    assert session.execute(lasting.new_ties(gifts, second)) == 0


def test_who_gave_in_one_half_and_in_the_next(session, community):
    def told(*days):
        return session.to_pyarrow(lasting.retention(community, *days)).to_pylist()[0]

    assert told(date(2024, 1, 1), date(2024, 6, 1), date(2024, 9, 1))["share"] == 0
    years = told(date(2024, 1, 1), date(2025, 1, 1), date(2026, 1, 1))
    assert years == {"again": 1, "before": 7, "share": pytest.approx(1 / 7)}
    nobody = told(date(2020, 1, 1), date(2021, 1, 1), date(2025, 1, 1))
    assert nobody == {"again": 0, "before": 0, "share": None}


def test_cohorts_follow_the_first_year(session, community):
    rows = session.to_pyarrow(lasting.cohorts(community)).to_pylist()
    assert [tuple(row.values()) for row in rows] == [(2024, 2024, 7), (2024, 2025, 1)]


def test_the_shift_to_the_community(session, community):
    (share,) = session.to_pyarrow(lasting.community_share(community)).to_pylist()
    assert share == {"community": 10, "gifts": 11, "share": pytest.approx(10 / 11)}
    rows = session.to_pyarrow(lasting.settings_by_year(community)).to_pylist()
    found = [tuple(row.values()) for row in rows]
    assert found == [(2024, "community", 9), (2024, "service", 1), (2025, "community", 1)]


def test_ties_between_kinds_bridge(session, community):
    # Six between people; Dario, the school and the dinner with the cooperative.
    (found,) = session.to_pyarrow(bridging.e_i_of_kinds(community)).to_pylist()
    assert found == {"index": pytest.approx((3 - 6) / 9), "ties": 9}
    assert session.execute(bridging.ties_between_kinds(community)) == 3


def test_confirmed_and_one_sided_apart(session, community):
    given = facts.helping(community)
    assert session.execute(facts.confirmed(given).count()) == 1
    assert session.execute(facts.one_sided(given).count()) == 10
    assert session.execute(facts.paid(community).count()) == 2


def test_households_are_one(session, community):
    given = facts.helping(community)
    by_person = measure_gifts(session, facts.between_people(given), 10).values
    by_home = measure_gifts(session, facts.between_households(given), 10).values
    assert (by_person["ties"], by_home["ties"]) == (6, 5)
    assert by_home["repeated_ties"] == 0


def test_hours_weigh_ties(session, community):
    gifts = facts.in_minutes(facts.helping(community))
    assert session.execute(gifts.weight.sum()) == 7 * 60


def test_who_was_helped_and_helps(session, community):
    near = facts.between_people(facts.helping(community))
    found = helping.helped_then_help(session, near, near, start(2025, 3))
    # Bruno was helped in January and gave on 1 March; Carla in March and gave on 1 May.
    assert (found.helped, found.gave, found.censored) == (2, 2, 0)
    assert (found.median_days, found.within_180) == (60, 1)


def test_survival_as_published():
    """Kaplan–Meier by hand: two lost on the way, as they are counted in any textbook."""
    moments = [Moment(6, 3, 1), Moment(7, 1, 0), Moment(9, 0, 1), Moment(10, 1, 1)]
    moments += [Moment(200, 1, 12)]
    points = dict(helping.curve(moments))
    assert points[6] == pytest.approx(18 / 21)
    assert points[7] == pytest.approx(18 / 21 * 16 / 17)
    assert points[10] == pytest.approx(18 / 21 * 16 / 17 * 14 / 15)
    assert helping.gave_within(moments, 180) == pytest.approx(1 - points[10])
    assert helping.gave_within(moments, 365) == helping.NOT_FOLLOWED
    assert helping.median_days(moments) == NOT_REACHED
    assert helping.told(moments).censored_before_180 == 3


def test_where_nobody_was_helped_there_is_no_share():
    found = helping.told([])
    assert (found.helped, found.within_180, found.median_days) == (0, NOBODY_HELPED, NOBODY_HELPED)


def test_needs_answered_and_met(session, milestones):
    row = session.to_pyarrow(commons.needs(milestones, NEW_YEAR)).to_pylist()[0]
    assert row == {"opened": 3, "answered": 2, "met": 1, "median_days": 7}


def test_commons_promised_delivered_and_kept(session, milestones):
    row = session.to_pyarrow(commons.commons(milestones, NEW_YEAR)).to_pylist()[0]
    assert row == {"promised": 2, "delivered": 2, "a_year_old": 2, "kept": 1}
    early = session.to_pyarrow(commons.commons(milestones, start(2024, 2))).to_pylist()[0]
    assert early == {"promised": 2, "delivered": 2, "a_year_old": 1, "kept": 0}
