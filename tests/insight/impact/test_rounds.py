"""Studies of a real installation: by night and on demand, once each, and dated."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import ProgrammingError, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from ritrovo.foundations.contributions import steps as contributions
from ritrovo.foundations.contributions.choices import Basis, Channel, MilestoneKind
from ritrovo.foundations.contributions.measures import Within, counted_anew
from ritrovo.foundations.ecosystems.models import Ecosystem
from ritrovo.foundations.ecosystems.practices import Context
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import NOBODY, SYSTEM, Actor
from ritrovo.foundations.kernel.refusals import NotAllowed
from ritrovo.foundations.people.models import Party
from ritrovo.insight.impact import jobs, queries
from ritrovo.insight.impact.actions import count_now
from ritrovo.insight.impact.command import main as command
from ritrovo.insight.impact.databases import address
from ritrovo.insight.impact.errors import ScopeUnknown, StudyUnknown
from ritrovo.insight.impact.measures.community import read_community
from ritrovo.insight.impact.measures.overview import overview
from ritrovo.insight.impact.models import Figure, Round, Study, Tie
from ritrovo.insight.impact.queries import ALWAYS, ScopeKind, latest, scope_for, year_of
from ritrovo.insight.impact.recounting import recounted
from tests.contributions.factories import (
    days_ago,
    give,
    make_ecosystem,
    make_organisation,
    make_person,
    pass_milestone,
)
from tests.databases import CHECKOUT

FORNO = uuid4()


def known_contexts(ecosystem, promoter):
    """Give a practice's contexts: a bakery that was open for ten days a month ago."""
    forno = Context(
        id=FORNO,
        title="Un forno",
        url="/campagne/un-forno/",
        ecosystem_id=ecosystem,
        promoter_id=promoter,
        municipality_id="L712",
        first_day=days_ago(40).date(),
        last_day=days_ago(30).date(),
    )
    return lambda ids=None: [forno] if ids is None or FORNO in ids else []


@pytest.fixture
def valley(committed_db, monkeypatch):
    """A valley where six people help each other, some of them by a campaign, two being one."""
    valley, coop = make_ecosystem(name="Valle"), make_organisation("Il Telaio")
    people = [make_person(name) for name in ("Anna", "Bruno", "Carla", "Dario", "Elena", "Fred")]
    twin = make_person("Anna R.")
    for number in range(14):
        giver, receiver = people[number % 6], people[(number * 5 + 1) % 6]
        if giver != receiver:
            where = {"ecosystem": valley, "context": FORNO if number % 3 else None}
            give(giver, receiver, occurred_at=days_ago(30 + number), **where)
    give(twin, people[1], ecosystem=valley, occurred_at=days_ago(400))
    give(people[2], coop, ecosystem=valley, context=FORNO, headcount=3, occurred_at=days_ago(31))
    give(coop, people[3], ecosystem=valley, basis=Basis.DUTY)
    wrong = give(people[0], coop, ecosystem=valley)
    with transaction.atomic():
        contributions.reverse(wrong, occurred_at=clock.now(), channel=Channel.WEB)
    Party.objects.filter(pk=twin).update(merged_into=people[0])
    for kind in (MilestoneKind.NEED_OPENED, MilestoneKind.NEED_MET):
        pass_milestone(kind, FORNO, ecosystem=valley, context=FORNO)
    contexts = known_contexts(valley, coop)
    for module in ("scoping", "queries.nested", "queries.scopes", "queries.places"):
        monkeypatch.setattr(f"ritrovo.insight.impact.{module}.contexts", contexts)
    return {"ecosystem": valley, "coop": coop, "people": people}


def study(kind, scope_id=""):
    """Study one scope, as the worker does when it is asked."""
    going = Round.objects.create(
        scope_kind=kind, scope_id=scope_id, is_nightly=False, known_until=clock.now()
    )
    jobs.count_scope(round_id=str(going.pk))
    return latest(scope_for(SYSTEM, kind, scope_id))


def values(shown, network=""):
    return {code: each.value for (of, code), each in shown.figures.items() if of == network}


def test_a_study_agrees_with_the_pages_and_with_all_facts(valley, session):
    scopes = {
        Within(): study("everywhere"),
        Within(ecosystem_id=valley["ecosystem"]): study("ecosystem", str(valley["ecosystem"])),
        Within(context_id=FORNO): study("context", str(FORNO)),
    }
    for within, shown in scopes.items():
        counts = counted_anew(within)
        told = values(shown)
        assert told["contributors"] == counts.givers
        assert told["organisations"] == counts.organisations
        assert told["new_companions"] == counts.new_companions
        assert told["ties_between_kinds"] == counts.ties_between_kinds
        assert told["needs_met"] == counts.needs_met
    facts, milestones = read_community(session, address(), clock.now())
    from_facts = overview(session, facts, milestones, clock.now())
    raw = Figure.objects.filter(study__scope_kind="everywhere", study__since=None)
    kept = {(each.network, each.code): each.value for each in raw}
    for name, network in from_facts.networks.items():
        for code in ("ties", "reciprocated", "repeated_ties", "givers"):
            assert kept[name, code] == network.values[code], (name, code)
    assert kept["", "retention"] == pytest.approx(from_facts.figures["retention"])
    assert recounted().drifted == []
    before = Study.objects.count()
    study("context", str(FORNO))
    assert Study.objects.count() == before


def test_figures_keep_the_day_they_were_known(valley):
    scope = scope_for(NOBODY, ScopeKind.CONTEXT, str(FORNO))
    was = study(*scope.key)
    people = valley["people"]
    give(people[5], people[1], ecosystem=valley["ecosystem"], context=FORNO)
    now = study(*scope.key)
    assert now.of("gifts").value == was.of("gifts").value + 1
    assert queries.history(scope) == [now.known_until, was.known_until]
    assert queries.as_known(scope, was.known_until).of("gifts") == was.of("gifts")
    with pytest.raises(StudyUnknown):
        queries.as_known(scope, clock.now())
    for kept in (Study, Figure):
        with pytest.raises(ProgrammingError, match="permission denied"):
            kept.objects.update(id=uuid4())


def test_what_stood_around_a_figure_is_told_as_it_was_known_then(valley):
    jobs.study_everything()
    scope = scope_for(NOBODY, ScopeKind.CONTEXT, str(FORNO))
    community = scope_for(NOBODY, ScopeKind.ECOSYSTEM, str(valley["ecosystem"]))
    was, reached = latest(scope).known_until, queries.unreached(community)
    around = queries.before_and_after(FORNO)
    people = valley["people"]
    give(
        people[5], people[1], ecosystem=valley["ecosystem"], context=FORNO, occurred_at=days_ago(20)
    )
    pass_milestone("need_answered", object_id=uuid4(), ecosystem=valley["ecosystem"])
    jobs.study_everything()
    now = queries.before_and_after(FORNO)
    assert now.after.of("gifts").value == around.after.of("gifts").value + 1
    assert sum(each.answers for each in queries.unreached(community)) > sum(
        e.answers for e in reached
    )
    then = queries.as_known(scope, was)
    assert then.as_of == was
    as_then = queries.before_and_after(FORNO, then.as_of)
    assert as_then.after.of("gifts") == around.after.of("gifts")
    assert queries.unreached(community, then.as_of) == reached


def test_before_during_and_after_are_the_years_of_the_community(valley):
    jobs.study_everything()
    found = queries.before_and_after(FORNO)
    assert found.community.id == str(valley["ecosystem"])
    assert (
        found.before.of("gifts").value
        == 1 + sum(each < found.days["during"].since for each in days_given(valley)) - 1
    )
    assert found.during.of("contributors").value > 0
    assert (found.during.is_over, found.after.is_over) == (True, False)
    years = queries.periods_of(found.community)
    assert all(period.year for period in years)
    assert year_of(days_ago(400).year) in years
    assert latest(found.community, years[0]) is not None


def days_given(valley):
    rows = Tie.objects.filter(ecosystem=valley["ecosystem"], basis="gift")
    return [each.day for each in rows for _ in range(each.times)]


def test_what_an_organisation_gave_is_its_own_people_s_to_see(valley):
    coop = valley["coop"]
    member = Actor(uuid4(), organisations={coop: frozenset({"operator"})})
    stranger = Actor(uuid4(), organisations={uuid4(): frozenset({"administrator"})})
    steward = Actor(uuid4(), platform=frozenset({"administrator"}))
    for actor in (member, steward, SYSTEM):
        assert scope_for(actor, ScopeKind.ORGANISATION, str(coop)).id == str(coop)
    for actor in (stranger, NOBODY):
        with pytest.raises(ScopeUnknown):
            scope_for(actor, ScopeKind.ORGANISATION, str(coop))
    for kind, scope_id in (("circle", ""), ("context", str(uuid4())), ("municipality", "veglio")):
        with pytest.raises(ScopeUnknown):
            scope_for(SYSTEM, kind, scope_id)
    assert scope_for(NOBODY, "municipality", "veglio-l712").id == "L712"


def test_a_scope_is_counted_at_once_for_its_own_people_and_once(valley):
    coop = valley["coop"]
    promoter = Actor(uuid4(), organisations={coop: frozenset({"promoter"})})
    forno = scope_for(promoter, ScopeKind.CONTEXT, str(FORNO))
    asked = count_now(actor=promoter, scope=forno)
    assert count_now(actor=promoter, scope=forno) == asked
    assert ProcrastinateJob.objects.filter(task_name="impact.count_scope").count() == 1
    jobs.count_scope(round_id=str(asked.pk))
    asked.refresh_from_db()
    assert (asked.done, asked.ended_at is not None) == (1, True)
    assert latest(forno, ALWAYS) is not None
    assert latest(scope_for(NOBODY, ScopeKind.EVERYWHERE)) is None
    assert count_now(actor=promoter, scope=forno) != asked
    with pytest.raises(NotAllowed):
        count_now(actor=promoter, scope=scope_for(NOBODY, ScopeKind.EVERYWHERE))
    with pytest.raises(NotAllowed):
        count_now(actor=Actor(uuid4()), scope=forno)
    waiting = Round.objects.get(ended_at=None)
    Round.objects.update(started_at=clock.now() - timedelta(days=2))
    assert count_now(actor=promoter, scope=forno) != waiting


def test_a_night_goes_on_where_a_killed_one_ended_and_the_next_studies_what_changed(
    valley, databases, committed_db
):
    urls = databases.urls(committed_db)
    killed = subprocess.run(
        [sys.executable, "-m", "tests.insight.impact.killed", "1"],
        env={**os.environ, "DATABASE_URL": urls.runtime, "DATABASE_OWNER_URL": urls.owner},
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    night = Round.objects.get()
    assert (night.done, night.ended_at) == (1, None)
    half = set(Study.objects.values_list("pk", flat=True))
    jobs.study_everything()
    night.refresh_from_db()
    # Everything, the ecosystem, the campaign, the place, and the organisation.
    assert (night.done, night.scopes, night.per_mille) == (5, 5, 1000)
    assert night.ended_at is not None
    assert half < set(Study.objects.values_list("pk", flat=True))
    assert Study.objects.count() == night.studies
    assert not Study.objects.filter(figures=None).exists()
    give(*valley["people"][:2], ecosystem=make_ecosystem(name="Altrove"))
    jobs.study_everything()
    again = Round.objects.exclude(pk=night.pk).get()
    touched = set(again.studied.values_list("scope_kind", "scope_id"))
    assert {kind for kind, _ in touched} == {"everywhere", "ecosystem", "municipality"}
    assert ("ecosystem", str(valley["ecosystem"])) not in touched
    jobs.study_everything()
    assert Study.objects.count() == night.studies + again.studies


def test_ecosystems_say_where_nobody_answered(valley):
    ecosystem = Ecosystem.objects.get(pk=valley["ecosystem"])
    scope = scope_for(NOBODY, ScopeKind.ECOSYSTEM, ecosystem.slug)
    (veglio,) = queries.unreached(scope)
    assert (veglio.belfiore, veglio.answers, veglio.per_thousand) == ("L712", 1, None)
    assert queries.unreached(scope_for(NOBODY, ScopeKind.CONTEXT, str(FORNO))) == []


def test_a_recount_says_what_had_drifted(valley, capsys):
    study("context", str(FORNO))
    assert command(["recount"]) == 0
    assert "Everything agreed." in capsys.readouterr().out
    Tie.objects.update(times=9)
    assert command(["recount"]) == 1
    said = capsys.readouterr()
    assert "otherwise" in said.out
    assert "had drifted" in said.err
    assert command(["recount"]) == 0


def test_a_page_asks_as_often_for_a_large_study_as_for_a_small_one(
    valley, django_assert_num_queries
):
    scope = scope_for(NOBODY, ScopeKind.CONTEXT, str(FORNO))
    study(*scope.key)
    for period in (ALWAYS, queries.periods_of(scope)[0]):
        with django_assert_num_queries(5):
            assert latest(scope, period) is not None
    valley_scope = scope_for(NOBODY, ScopeKind.ECOSYSTEM, str(valley["ecosystem"]))
    study(*valley_scope.key)
    with django_assert_num_queries(6):
        assert latest(valley_scope) is not None
