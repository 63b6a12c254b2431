"""Ties are read from what was recorded: nothing twice, nothing lost, the same as all anew."""

from __future__ import annotations

import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction

from ritrovo.foundations.contributions import steps as contributions
from ritrovo.foundations.contributions.choices import Channel, Side, Verdict
from ritrovo.foundations.contributions.models import Contribution
from ritrovo.foundations.kernel import clock
from ritrovo.insight.impact.command import main as command
from ritrovo.insight.impact.models import Reading, Tie, Touched
from ritrovo.insight.impact.proofs import (
    guards_of_ties_and_studies_stand,
    ties_agree_with_their_facts,
)
from ritrovo.insight.impact.steps import read_everything, read_what_is_new
from tests.contributions.factories import give, make_ecosystem, make_person


@pytest.fixture
def people(db):
    """Two people of a valley, of whom nothing is read yet but that it is all there."""
    valley = make_ecosystem()
    return make_person("Anna"), make_person("Bruno"), valley


def read(*, whole=False):
    with transaction.atomic():
        return read_everything() if whole else read_what_is_new()


def say(fact, side, verdict):
    with transaction.atomic():
        contributions.confirm(
            fact, side=Side(side), verdict=Verdict(verdict), by=None, channel=Channel.WEB
        )


def kept():
    """Give all ties without the ids of their rows, in one order."""
    rows = Tie.objects.values_list(*[f.name for f in Tie._meta.fields if f.name != "id"])
    return sorted(rows, key=str)


def test_facts_alike_are_one_tie_and_others_stand_apart(people):
    anna, bruno, valley = people
    noon = clock.now().replace(hour=11)
    facts = [give(anna, bruno, ecosystem=valley, occurred_at=noon) for _ in range(3)]
    give(bruno, anna, ecosystem=valley, occurred_at=noon)
    assert read().days == 2
    tie = Tie.objects.get(giver=anna)
    assert (tie.times, tie.fact, tie.at) == (3, facts[0].pk, noon)
    assert tie.quantity == sum(fact.quantity for fact in facts)
    say(facts[1], "receiver", "yes")
    assert read().days == 1
    assert list(Tie.objects.filter(giver=anna).order_by("times").values_list("times")) == [
        (1,),
        (2,),
    ]
    assert ties_agree_with_their_facts().drifted == []


def test_nothing_recorded_is_nothing_read(people):
    anna, bruno, _ = people
    give(anna, bruno)
    assert read().days == 1
    before = list(Tie.objects.values_list("pk"))
    again = read()
    assert (again.days, again.is_whole) == (0, False)
    assert list(Tie.objects.values_list("pk")) == before


def test_a_reversal_takes_its_day_back_whenever_it_is_written(people):
    anna, bruno, _ = people
    fact = give(anna, bruno, occurred_at=clock.now() - timedelta(days=40))
    read()
    with transaction.atomic():
        contributions.reverse(fact, occurred_at=clock.now(), channel=Channel.COUNTER)
    read()
    assert not Tie.objects.exists()
    assert ties_agree_with_their_facts().drifted == []


def test_a_moved_clock_loses_no_fact(people):
    """What the demo, or a restored backup, records as of last year is read like anything else."""
    anna, bruno, _ = people
    read()
    with clock.moved_to(clock.now() - timedelta(days=365)):
        give(anna, bruno)
    with clock.moved_to(clock.now() + timedelta(days=365)):
        give(bruno, anna)
        read()
    assert Tie.objects.count() == 2
    give(anna, bruno)
    assert read().days == 1


def test_day_by_day_gives_what_a_whole_recount_gives(people):
    anna, bruno, valley = people
    carla = make_person("Carla")
    facts = []
    for number, (giver, receiver) in enumerate([(anna, bruno), (bruno, carla), (carla, anna)] * 3):
        day = clock.now() - timedelta(days=number % 4, hours=number)
        facts.append(give(giver, receiver, ecosystem=valley, context=uuid4(), occurred_at=day))
        if number % 2:
            say(facts[-1], "giver", "yes")
            read()
    with transaction.atomic():
        contributions.reverse(facts[4], occurred_at=clock.now(), channel=Channel.WEB)
    say(facts[0], "receiver", "no")
    say(facts[0], "receiver", "yes")
    read()
    by_days = kept()
    assert read(whole=True).is_whole
    assert kept() == by_days
    assert len(by_days) == 8


def test_a_drift_is_found_unless_its_day_still_waits(people):
    anna, bruno, _ = people
    give(anna, bruno)
    read()
    Tie.objects.update(times=7)
    assert len(ties_agree_with_their_facts().drifted) == 1
    give(anna, bruno)
    assert ties_agree_with_their_facts().drifted == []
    read()
    assert ties_agree_with_their_facts().drifted == []
    assert guards_of_ties_and_studies_stand().drifted == []


def test_the_command_recounts_says_what_had_drifted_and_fails_once(committed_db, capsys):
    give(make_person("Anna"), make_person("Bruno"))
    read()
    Tie.objects.update(times=7)
    with pytest.raises(SystemExit) as asked_how:
        command(["recount", "--help"])
    assert (asked_how.value.code, Tie.objects.get().times) == (0, 7)
    assert command(["recount"]) == 1
    assert "had drifted" in capsys.readouterr().err
    assert Tie.objects.get().times == 1
    assert command(["recount"]) == 0
    assert capsys.readouterr().out.endswith("Everything agreed.\n")


def watermark_finds(since):
    """The control: what a reader would find who trusted the moment facts say they were recorded."""
    return Contribution.objects.filter(recorded_at__gt=since).count()


def test_a_fact_that_commits_late_is_read_next_time(committed_db):
    """Its transaction began before a reading and ended after it: by its time it would be lost."""
    anna, bruno = make_person("Anna"), make_person("Bruno")
    read()
    written, may_commit = threading.Event(), threading.Event()

    def write_and_wait():
        with transaction.atomic():
            give(anna, bruno)
            written.set()
            assert may_commit.wait(20)
        connection.close()

    writer = threading.Thread(target=write_and_wait)
    writer.start()
    assert written.wait(20)
    meanwhile = read()
    may_commit.set()
    writer.join()
    assert (meanwhile.days, Tie.objects.count()) == (0, 0)
    assert watermark_finds(meanwhile.known_until) == 0
    assert read().days == 1
    assert Tie.objects.count() == 1
    assert not Touched.objects.exists()


def test_two_readers_at_once_read_each_day_once(committed_db):
    anna, bruno = make_person("Anna"), make_person("Bruno")
    read()
    give(anna, bruno)

    def read_too():
        read()
        connection.close()

    readers = [threading.Thread(target=read_too) for _ in range(2)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert Tie.objects.count() == 1
    assert sorted(Reading.objects.values_list("days", flat=True)) == [0, 0, 1]
