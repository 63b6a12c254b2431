"""A fact is written once, never edited, and taken back whole."""

import threading
from contextlib import suppress
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from ritrovo.foundations.contributions.choices import (
    Basis,
    Channel,
    Kind,
    MilestoneKind,
    Side,
    Verdict,
)
from ritrovo.foundations.contributions.errors import (
    FactRecordedOtherwise,
    FactTakenBack,
    GivenToThemselves,
    NotAReversal,
    NothingGiven,
    WrongUnit,
)
from ritrovo.foundations.contributions.models import Confirmation, Contribution, Milestone
from ritrovo.foundations.contributions.proofs import (
    facts_are_well_formed_and_written_once,
    needs_reopen_only_after_they_are_met,
    reversals_mirror_their_facts,
)
from ritrovo.foundations.contributions.queries import with_words
from ritrovo.foundations.contributions.steps import confirm, reverse
from ritrovo.foundations.kernel.amounts import EUR_CENT, MINUTE, Amount
from tests.contributions.factories import (
    days_ago,
    give,
    make_organisation,
    make_person,
    pass_milestone,
)
from tests.databases import Databases
from tests.ledger.factories import unguarded


@pytest.fixture
def anna(db: None) -> UUID:
    return make_person("Anna")


@pytest.fixture
def bruno(db: None) -> UUID:
    return make_person("Bruno")


def take_back(fact: Contribution) -> Contribution:
    with transaction.atomic():
        return reverse(fact, occurred_at=days_ago(0), channel=Channel.COUNTER)


def say(fact: Contribution, verdict: Verdict, side: Side = Side.RECEIVER) -> Confirmation:
    with transaction.atomic():
        by = fact.giver_id if side == Side.GIVER else fact.receiver_id
        return confirm(fact, side=side, verdict=verdict, by=by, channel=Channel.WEB)


def test_the_same_source_is_recorded_once(anna: UUID, bruno: UUID) -> None:
    source, moment = uuid4(), days_ago(3)
    first = give(anna, bruno, object_id=source, occurred_at=moment)
    assert give(anna, bruno, object_id=source, occurred_at=moment).pk == first.pk
    assert give(anna, bruno, object_id=source, occurred_at=moment, line=1).pk != first.pk
    with pytest.raises(FactRecordedOtherwise):
        give(anna, bruno, object_id=source, occurred_at=moment, amount=Amount(61, MINUTE))


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"amount": Amount(0, MINUTE)}, NothingGiven),
        ({"amount": Amount(-5, MINUTE)}, NothingGiven),
        ({"headcount": 0}, NothingGiven),
        ({"amount": Amount(5, EUR_CENT)}, WrongUnit),
        ({"kind": Kind.MONEY}, WrongUnit),
    ],
)
def test_a_fact_of_nothing_or_in_a_wrong_unit_is_refused(
    anna: UUID, bruno: UUID, changes: dict, refusal: type
) -> None:
    with pytest.raises(refusal):
        give(anna, bruno, **changes)
    assert not Contribution.objects.exists()


def test_nobody_gives_to_themselves(anna: UUID) -> None:
    with pytest.raises(GivenToThemselves):
        give(anna, anna)


def test_a_reversal_takes_the_fact_back_whole_and_once(anna: UUID, bruno: UUID) -> None:
    fact = give(anna, bruno)
    assert take_back(fact).pk == take_back(fact).pk
    assert Contribution.objects.count() == 2
    assert not reversals_mirror_their_facts().drifted


def test_a_reversal_is_not_taken_back(anna: UUID, bruno: UUID) -> None:
    with pytest.raises(NotAReversal):
        take_back(take_back(give(anna, bruno)))


def test_a_fact_taken_back_is_not_recorded_again_by_its_repeat(anna: UUID, bruno: UUID) -> None:
    source, moment = uuid4(), days_ago(3)
    take_back(give(anna, bruno, object_id=source, occurred_at=moment))
    with pytest.raises(FactTakenBack):
        give(anna, bruno, object_id=source, occurred_at=moment)


def test_the_last_word_of_each_side_stands(anna: UUID, bruno: UUID) -> None:
    fact = give(anna, bruno)
    assert say(fact, Verdict.YES).pk == say(fact, Verdict.YES).pk
    say(fact, Verdict.NO)
    say(fact, Verdict.YES, Side.GIVER)
    told = with_words(Contribution.objects.all()).get()
    assert (told.giver_says, told.receiver_says) == (Verdict.YES, Verdict.NO)
    assert Confirmation.objects.count() == 3


def test_nothing_more_is_said_of_a_fact_taken_back(anna: UUID, bruno: UUID) -> None:
    fact = give(anna, bruno)
    take_back(fact)
    with pytest.raises(FactTakenBack):
        say(fact, Verdict.YES)


def test_a_milestone_is_reached_once_per_line(db: None) -> None:
    need = uuid4()
    first = pass_milestone(MilestoneKind.NEED_MET, need)
    assert pass_milestone(MilestoneKind.NEED_MET, need).pk == first.pk
    assert pass_milestone(MilestoneKind.NEED_MET, need, line=1).pk != first.pk
    assert Milestone.objects.count() == 2


@pytest.mark.parametrize(
    "change",
    [
        f"{verb} contributions_{table}{rest}"
        for table in ("contribution", "confirmation", "milestone", "helprecord")
        for verb, rest in (
            ("UPDATE", " SET id = id"),
            ("DELETE FROM", ""),
            ("TRUNCATE", " CASCADE"),
        )
    ]
    + ["UPDATE standing_contribution SET quantity = 1", "DELETE FROM standing_contribution"],
)
def test_the_runtime_role_edits_no_fact(anna: UUID, bruno: UUID, change: str) -> None:
    give(anna, bruno)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


def test_a_step_outside_a_transaction_is_stopped(committed_db: str) -> None:
    fact = give(make_person(), make_person())
    with pytest.raises(RuntimeError):
        reverse(fact, occurred_at=days_ago(0), channel=Channel.WEB)


def test_eight_who_record_one_fact_at_once_write_it_once(committed_db: str) -> None:
    giver, receiver, source, moment = make_person(), make_organisation(), uuid4(), days_ago(1)
    start, made = threading.Barrier(8), []

    def work() -> None:
        start.wait()
        with suppress(DatabaseError):
            made.append(give(giver, receiver, object_id=source, occurred_at=moment).pk)
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 8
    assert len(set(made)) == 1


def test_eight_who_take_one_fact_back_at_once_take_it_back_once(committed_db: str) -> None:
    fact, start, made = give(make_person(), make_organisation()), threading.Barrier(8), []

    def work() -> None:
        start.wait()
        made.append(take_back(fact).pk)
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 8
    assert len(set(made)) == 1


@pytest.mark.parametrize(
    ("drift", "prove"),
    [
        (
            "UPDATE contributions_contribution SET quantity = 7 WHERE reverses_id IS NULL",
            reversals_mirror_their_facts,
        ),
        (
            "UPDATE contributions_contribution SET receiver_id = giver_id",
            facts_are_well_formed_and_written_once,
        ),
        (
            "UPDATE contributions_milestone SET kind = 'need_reopened'",
            needs_reopen_only_after_they_are_met,
        ),
    ],
)
def test_a_drift_planted_among_the_facts_is_found(
    committed_db: str, databases: Databases, drift: str, prove: object
) -> None:
    take_back(give(make_person(), make_organisation(), basis=Basis.GIFT))
    pass_milestone(MilestoneKind.NEED_MET, uuid4())
    assert not prove().drifted
    with unguarded(databases, committed_db) as setup:
        setup.execute(
            "ALTER TABLE contributions_contribution DROP CONSTRAINT nobody_gives_to_themselves"
        )
        setup.execute(drift)
    assert prove().drifted
