"""The ladder proposes; only what is beyond doubt is certain."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from ritrovo.foundations.payments.references import grouped, short_code
from ritrovo.foundations.payments.rules import (
    By,
    Certainty,
    DueStanding,
    NameAgreement,
    OpenDue,
    Outcome,
    names_agree,
)
from ritrovo.foundations.payments.statements.model import Entry
from tests.payments.bank_lines import DAY, due, line, matched, only, rf


@pytest.mark.parametrize(
    ("entry", "by"),
    [
        (line(2000, end_to_end_id="E-1"), By.END_TO_END),
        (line(2000, structured=rf(1)), By.REFERENCE),
        (line(2000, end_to_end_id=rf(1)), By.REFERENCE),
        (line(2000, f"bonifico {grouped(rf(1)).lower()} grazie"), By.REFERENCE),
        (line(2000, f"RIF{rf(1)}EROGAZIONE"), By.REFERENCE),
        (line(2000, f"per il forno, codice {grouped(short_code(1))}"), By.SHORT_CODE),
    ],
)
def test_a_reference_of_one_due_with_its_exact_amount_is_certain(entry: Entry, by: By) -> None:
    proposal = only(entry, due(1, end_to_end_ids=("E-1",)), due(2))
    assert (proposal.due_id, proposal.by) == (UUID(int=1), by)
    assert (proposal.outcome, proposal.certainty) == (Outcome.EXACT, Certainty.CERTAIN)
    assert proposal.difference_cents == 0


@pytest.mark.parametrize(
    ("entry", "owed", "outcome"),
    [
        (line(1500, rf(1)), due(1), Outcome.TOO_LITTLE),
        (line(2500, rf(1)), due(1), Outcome.TOO_MUCH),
        (line(2000, rf(1)), due(1, payable_until=DAY - timedelta(days=1)), Outcome.LATE),
        (line(2000, rf(1)), due(1, standing=DueStanding.RELEASED), Outcome.LATE),
        (line(2000, rf(1)), due(1, payable_from=DAY + timedelta(days=1)), Outcome.EARLY),
        (line(2000, rf(1)), due(1, standing=DueStanding.WAITING), Outcome.EARLY),
        (line(2000, rf(1)), due(1, standing=DueStanding.SETTLED), Outcome.DOUBLE),
        (line(2000, rf(1), name="Bianchi Anna"), due(1), Outcome.OTHER_PERSON),
    ],
)
def test_whatever_is_not_as_agreed_is_said_and_never_certain(
    entry: Entry, owed: OpenDue, outcome: Outcome
) -> None:
    proposal = only(entry, owed)
    assert (proposal.outcome, proposal.certainty) == (outcome, Certainty.LIKELY)
    assert proposal.due_id == owed.id


def test_all_that_is_not_as_agreed_is_said_the_weightiest_first() -> None:
    owed = due(1, payable_until=DAY - timedelta(days=1))
    proposal = only(line(1500, rf(1), name="Bianchi Anna"), owed)
    assert proposal.remarks == (Outcome.LATE, Outcome.TOO_LITTLE, Outcome.OTHER_PERSON)
    assert proposal.difference_cents == -500


def test_the_last_day_is_still_in_time() -> None:
    owed = due(1, payable_from=DAY, payable_until=DAY)
    assert only(line(2000, rf(1)), owed).certainty is Certainty.CERTAIN


def test_a_joint_account_is_not_another_person() -> None:
    proposal = only(line(2000, rf(1), name="ROSSI MARIO E BIANCHI ANNA"), due(1))
    assert proposal.certainty is Certainty.CERTAIN


def test_references_of_two_dues_are_left_to_the_treasurer() -> None:
    proposal = only(line(4000, f"{rf(1)} e {rf(2)}"), due(1), due(2))
    assert (proposal.outcome, proposal.certainty) == (Outcome.AMBIGUOUS, Certainty.NONE)
    assert (proposal.due_id, proposal.candidates) == (None, (UUID(int=1), UUID(int=2)))


def test_rungs_that_contradict_each_other_are_left_to_the_treasurer() -> None:
    entry = line(2000, rf(2), end_to_end_id="E-1")
    assert only(entry, due(1, end_to_end_ids=("E-1",)), due(2)).outcome is Outcome.AMBIGUOUS


def test_a_reference_of_ours_that_nobody_knows_is_said_and_not_guessed_by_name() -> None:
    proposal = only(line(2000, rf(99), name="Mario Rossi"), due(1))
    assert (proposal.outcome, proposal.due_id) == (Outcome.UNKNOWN_REFERENCE, None)


def test_a_line_about_something_else_is_not_ours() -> None:
    proposal = only(line(50_000, "Quota mensa RF18539007547034", name="Comune di Veglio"), due(1))
    assert proposal.difference_cents == 0
    assert (proposal.outcome, proposal.by) == (Outcome.NOT_OURS, By.BY_HAND)


def test_amount_name_and_day_are_likely_and_never_certain() -> None:
    proposal = only(line(2000, "per il forno", name="ROSSI MARIO"), due(1), due(2, names=("Li",)))
    assert (proposal.due_id, proposal.by) == (UUID(int=1), By.AMOUNT_NAME_DATE)
    assert (proposal.outcome, proposal.certainty) == (Outcome.EXACT, Certainty.LIKELY)


def test_a_whole_name_in_the_reason_is_possible_where_the_bank_names_no_payer() -> None:
    proposal = only(line(2000, "BONIFICO DA ROSSI MARIO PER IL FORNO"), due(1), due(2, names=("",)))
    assert (proposal.due_id, proposal.certainty) == (UUID(int=1), Certainty.POSSIBLE)
    assert only(line(2000, "VIA ROSSI 12"), due(1)).outcome is Outcome.NOT_OURS


def test_a_shared_surname_is_only_possible() -> None:
    proposal = only(line(2000, name="ROSSI GIULIA"), due(1))
    assert proposal.certainty is Certainty.POSSIBLE


def test_the_better_name_wins_among_a_family() -> None:
    family = (due(1), due(2, names=("Anna Rossi",)))
    proposal = only(line(2000, name="ROSSI MARIO"), *family)
    assert (proposal.due_id, proposal.certainty) == (UUID(int=1), Certainty.POSSIBLE)


def test_two_dues_of_one_person_are_left_to_the_treasurer() -> None:
    proposal = only(line(2000, name="Mario Rossi"), due(1), due(2))
    assert (proposal.outcome, proposal.candidates) == (
        Outcome.AMBIGUOUS,
        (UUID(int=1), UUID(int=2)),
    )


def test_a_name_whose_only_due_is_paid_is_perhaps_a_double() -> None:
    proposal = only(line(2000, name="Mario Rossi"), due(1, standing=DueStanding.SETTLED))
    assert (proposal.outcome, proposal.certainty) == (Outcome.DOUBLE, Certainty.POSSIBLE)


@pytest.mark.parametrize("days", [-10, 200])
def test_a_name_counts_only_near_the_promise(days: int) -> None:
    entry = line(2000, name="Mario Rossi", day=DAY + timedelta(days=days))
    assert only(entry, due(1)).outcome is Outcome.NOT_OURS


def test_a_name_does_not_take_a_due_that_a_reference_has_taken() -> None:
    named, referred = matched(
        [line(2000, "grazie", name="Mario Rossi"), line(2000, rf(1), name="Mario Rossi")],
        [due(1), due(2)],
    )
    assert (referred.due_id, referred.certainty) == (UUID(int=1), Certainty.CERTAIN)
    assert (named.due_id, named.outcome) == (UUID(int=2), Outcome.EXACT)


def test_the_second_line_for_one_due_is_a_double() -> None:
    late, early = matched(
        [line(2000, rf(1), day=DAY + timedelta(days=1)), line(2000, rf(1))], [due(1)]
    )
    assert (early.outcome, early.certainty) == (Outcome.EXACT, Certainty.CERTAIN)
    assert (late.outcome, late.certainty) == (Outcome.DOUBLE, Certainty.LIKELY)


def test_an_exact_line_is_preferred_to_an_earlier_wrong_one() -> None:
    wrong, right = matched(
        [line(10, rf(1)), line(2000, rf(1), day=DAY + timedelta(days=3))], [due(1)]
    )
    assert (right.certainty, wrong.outcome) == (Certainty.CERTAIN, Outcome.DOUBLE)


@pytest.mark.parametrize(
    ("one", "other", "agreement"),
    [
        ("Mario Rossi", "ROSSI MARIO", NameAgreement.FULL),
        ("Niccolò D'Angelo", "D ANGELO NICCOLO", NameAgreement.FULL),
        ("Niccolò D\u2019Angelo", "DANGELO NICCOLO'", NameAgreement.FULL),
        ("Sig.ra Anna Bianchi", "BIANCHI ANNA", NameAgreement.FULL),
        ("Anna Bianchi", "ROSSI MARIO BIANCHI ANNA", NameAgreement.FULL),
        ("Panetteria Verdi S.n.c.", "PANETTERIA VERDI S N C", NameAgreement.FULL),
        ("Panetteria Verdi", "PANETTERIA VERDI SRL", NameAgreement.FULL),
        ("Enel", "ENEL S.P.A.", NameAgreement.FULL),
        ("Anna Rossi", "MARIO ROSSI", NameAgreement.PARTIAL),
        ("Rossi", "MARIO ROSSI", NameAgreement.PARTIAL),
        ("Anna Li", "MARCO LI", NameAgreement.NONE),
        ("Cooperativa sociale Alfa", "COOPERATIVA SOCIALE BETA", NameAgreement.NONE),
        ("", "MARIO ROSSI", NameAgreement.NONE),
        ("", "", NameAgreement.NONE),
    ],
)
def test_names_agree_as_far_as_a_person_would_say(
    one: str, other: str, agreement: NameAgreement
) -> None:
    assert names_agree(one, other) is agreement
    assert names_agree(other, one) is agreement
