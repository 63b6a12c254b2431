"""The occasional list, the policies, and what the insurer gets."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import transaction

from ritrovo.foundations.contributions.choices import Channel
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.refusals import NotAllowed
from ritrovo.foundations.volunteers.actions import insuring, registering
from ritrovo.foundations.volunteers.choices import Cover, PolicyGap
from ritrovo.foundations.volunteers.errors import (
    DetailsMissing,
    PolicyCoversNothing,
    PolicyEndsTooSoon,
    PolicyUnknown,
    VolunteeringEndsTooSoon,
)
from ritrovo.foundations.volunteers.models import OccasionalVolunteering
from ritrovo.foundations.volunteers.queries.insurer import insured_people
from ritrovo.foundations.volunteers.queries.policies import policy_warning
from ritrovo.foundations.volunteers.queries.registers import (
    is_volunteer,
    known_details,
    occasions,
)
from ritrovo.foundations.volunteers.steps.registering import note_occasional, take_off_list
from tests.factories import as_actor, make_login_with_role
from tests.volunteers.desk import LIA, Desk

pytestmark = pytest.mark.django_db
TODAY = clock.today()


@pytest.fixture
def desk():
    return Desk()


def noted(desk, party_id, source, day=TODAY, **changes):
    """Note somebody accepted for a task, as a practice does in its own transaction."""
    with transaction.atomic():
        return note_occasional(
            **{
                "organisation_id": desk.organisation.pk,
                "party_id": party_id,
                "details": LIA,
                "first_day": day,
                "last_day": day,
                "task": "Dipingere la sala",
                "practice": "campaigns",
                "object_id": source,
                "channel": Channel.WEB,
                **changes,
            }
        )


def test_who_is_accepted_for_a_task_is_written_once(desk):
    party, source = desk.occasional().party_id, uuid4()
    lines = [noted(desk, party, source) for _ in range(2)]
    assert lines[0].pk == lines[1].pk
    assert (lines[0].task, lines[0].data.residence) == ("Dipingere la sala", LIA.residence)
    assert lines[0].data.locked_until.year == TODAY.year + 10


def test_who_stands_in_the_register_is_not_written_twice(desk):
    entry = desk.enrol()
    assert noted(desk, entry.party_id, uuid4()) is None
    registering.end_volunteering(actor=desk.actor, entry_id=entry.pk, ended_on=TODAY)
    assert noted(desk, entry.party_id, uuid4(), TODAY + timedelta(days=1)) is not None


def test_who_will_not_come_is_taken_off_and_can_come_back(desk):
    party, source = desk.occasional().party_id, uuid4()
    noted(desk, party, source)
    for _ in range(2):
        with transaction.atomic():
            take_off_list(practice="campaigns", object_id=source)
    assert occasions(desk.organisation.pk).count() == 1
    noted(desk, party, source)
    assert occasions(desk.organisation.pk).count() == 2


def test_nobody_is_accepted_without_birth_or_on_days_that_run_backwards(desk):
    party = desk.occasional().party_id
    with pytest.raises(DetailsMissing):
        noted(desk, party, uuid4(), details=replace(LIA, birth_place=""))
    with pytest.raises(VolunteeringEndsTooSoon):
        noted(desk, party, uuid4(), last_day=TODAY - timedelta(days=1))


def test_a_list_typed_twice_counts_once(desk):
    key = uuid4()
    assert desk.occasional(key=key).pk == desk.occasional(key=key).pk
    assert OccasionalVolunteering.objects.count() == 1


def test_what_one_organisation_wrote_no_other_begins_with(desk):
    line = desk.occasional()
    own = known_details(desk.organisation.pk, line.party_id)
    assert (own.residence, own.given_name) == (LIA.residence, "Dario")
    assert known_details(Desk().organisation.pk, line.party_id).residence == ""


def test_a_volunteer_is_one_on_their_days_only(desk):
    line = desk.occasional(TODAY)
    days = [TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=1)]
    assert [is_volunteer(desk.organisation.pk, line.party_id, day) for day in days] == [
        False,
        True,
        False,
    ]


@pytest.mark.parametrize("many", [1, 20])
def test_the_insurers_list_costs_two_queries(desk, many, django_assert_num_queries):
    for number in range(many):
        desk.enrol(given_name=f"Lia {number}")
        desk.occasional()
    with django_assert_num_queries(2):
        found = insured_people(desk.organisation.pk, TODAY, TODAY)
    assert (len(found.enrolled), len(found.occasional)) == (many, many)


def test_the_insurers_list_is_of_its_days(desk):
    entry = desk.enrol(TODAY - timedelta(days=20))
    registering.end_volunteering(
        actor=desk.actor, entry_id=entry.pk, ended_on=TODAY - timedelta(days=10)
    )
    desk.occasional(TODAY - timedelta(days=12))
    long_ago, then = TODAY - timedelta(days=40), TODAY - timedelta(days=12)
    sizes = [
        (len(found.enrolled), len(found.occasional))
        for found in (
            insured_people(desk.organisation.pk, TODAY, TODAY),
            insured_people(desk.organisation.pk, then, TODAY),
            insured_people(desk.organisation.pk, long_ago, long_ago),
        )
    ]
    assert sizes == [(0, 0), (1, 1), (0, 0)]


DAY = date(2026, 6, 15)
YEAR = (date(2026, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(
    ("policies", "gap"),
    [
        ([], PolicyGap.MISSING),
        ([(date(2027, 1, 1), date(2027, 12, 31), ())], PolicyGap.MISSING),
        ([(date(2025, 1, 1), date(2026, 6, 14), ())], PolicyGap.LAPSED),
        ([(*YEAR, ("accident", "liability"))], PolicyGap.INCOMPLETE),
        ([(date(2026, 1, 1), date(2026, 6, 15), ())], PolicyGap.ENDING),
        ([(date(2026, 1, 1), date(2026, 7, 14), ())], PolicyGap.ENDING),
        ([(date(2026, 1, 1), date(2026, 7, 15), ())], None),
        (
            [(date(2026, 1, 1), date(2026, 6, 30), ()), (date(2026, 7, 1), date(2026, 12, 31), ())],
            None,
        ),
        ([(*YEAR, ("accident", "illness")), (*YEAR, ("liability",))], None),
        ([(*YEAR, ())], None),
    ],
)
def test_what_the_insurance_lacks_is_said(desk, policies, gap):
    for first, last, covers in policies:
        desk.policy(first, last, *covers)
    found = policy_warning(desk.organisation.pk, DAY)
    assert (found.gap if found else None) == gap
    if found:
        assert str(found.title)
        assert str(found.text)


def test_an_incomplete_policy_says_what_is_missing(desk):
    desk.policy(*YEAR, "accident", "liability")
    found = policy_warning(desk.organisation.pk, DAY)
    assert found.missing == (Cover.ILLNESS,)
    assert "malattie" in found.title


def test_another_organisations_policy_insures_nobody_here(desk):
    Desk().policy(*YEAR)
    assert policy_warning(desk.organisation.pk, DAY).gap == PolicyGap.MISSING


def test_a_policy_ends_after_it_starts_and_covers_something(desk):
    with pytest.raises(PolicyEndsTooSoon):
        desk.policy(date(2026, 2, 1), date(2026, 1, 1))
    policy = desk.policy(*YEAR)
    facts = {"insurer": "Mutua", "number": "1", "first_day": YEAR[0], "last_day": YEAR[1]}
    with pytest.raises(PolicyCoversNothing):
        insuring.edit_policy(actor=desk.actor, policy_id=policy.pk, covers=[], **facts)
    with pytest.raises(PolicyUnknown):
        insuring.edit_policy(actor=desk.actor, policy_id=uuid4(), covers=["illness"], **facts)


@pytest.mark.parametrize("role", ["treasurer", "editor"])
def test_other_roles_write_neither_list_nor_policy(desk, role):
    reader = as_actor(make_login_with_role(role, organisation=desk.organisation))
    line = desk.occasional()
    desk.actor = reader
    for verb in (
        desk.occasional,
        lambda: desk.policy(*YEAR),
        lambda: registering.take_off_occasional(actor=reader, occasion_id=line.pk),
    ):
        with pytest.raises(NotAllowed):
            verb()
