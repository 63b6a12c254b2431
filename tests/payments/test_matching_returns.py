"""Money that goes back: refunds and reversals find their gift, once."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from ritrovo.foundations.payments.rules import (
    Certainty,
    Outcome,
)
from ritrovo.foundations.payments.statements.model import Entry
from tests.payments.bank_lines import DAY, due, gift, line, matched, only, rf


def test_a_refund_with_its_reference_and_whole_amount_is_certain() -> None:
    proposal = only(line(-2000, f"RESTITUZIONE {rf(1)}"), due(1), gifts=[gift(1)])
    assert (proposal.outcome, proposal.certainty) == (Outcome.REFUND, Certainty.CERTAIN)
    assert (proposal.gift_id, proposal.due_id) == (UUID(int=1001), None)


def test_a_partial_refund_is_likely() -> None:
    proposal = only(line(-500, rf(1)), gifts=[gift(1)])
    assert (proposal.outcome, proposal.certainty) == (Outcome.REFUND, Certainty.LIKELY)
    assert proposal.difference_cents == -1500


def test_a_refund_of_more_than_came_is_said() -> None:
    proposal = only(line(-2500, rf(1)), gifts=[gift(1)])
    assert (proposal.outcome, proposal.certainty) == (Outcome.TOO_MUCH, Certainty.LIKELY)


@pytest.mark.parametrize(
    "entry",
    [
        line(-2000, "restituzione", name="ROSSI MARIO"),
        line(-2000, "restituzione", party_iban="IT40S0542811101000000654321"),
    ],
)
def test_a_refund_known_by_name_or_account_is_only_possible(entry: Entry) -> None:
    gifts = [gift(1, payer_iban="IT40S0542811101000000654321"), gift(2, 3000)]
    proposal = only(entry, gifts=gifts)
    assert (proposal.gift_id, proposal.certainty) == (UUID(int=1001), Certainty.POSSIBLE)


def test_a_refund_that_may_be_of_two_gifts_is_left_to_the_treasurer() -> None:
    proposal = only(line(-2000, name="Mario Rossi"), gifts=[gift(1), gift(2)])
    assert proposal.outcome is Outcome.AMBIGUOUS


def test_a_refund_that_names_two_gifts_is_left_to_the_treasurer() -> None:
    proposal = only(line(-2000, f"{rf(1)} {rf(2)}"), gifts=[gift(1), gift(2)])
    assert (proposal.outcome, proposal.certainty) == (Outcome.AMBIGUOUS, Certainty.NONE)


def test_a_gift_is_not_returned_twice() -> None:
    first, second = matched(
        [line(-2000, rf(1)), line(-2000, rf(1), day=DAY + timedelta(days=1))], gifts=[gift(1)]
    )
    assert (first.certainty, second.outcome) == (Certainty.CERTAIN, Outcome.DOUBLE)


def test_two_partial_refunds_within_the_gift_both_stand() -> None:
    proposals = matched([line(-500, rf(1)), line(-1500, rf(1))], gifts=[gift(1)])
    assert [proposal.outcome for proposal in proposals] == [Outcome.REFUND, Outcome.REFUND]


def test_a_supplier_s_bill_is_not_ours() -> None:
    assert only(line(-9900, "Fattura 12", name="Enel"), gifts=[gift(1)]).outcome is Outcome.NOT_OURS


def test_a_debit_never_pays_a_due_and_a_credit_never_refunds() -> None:
    assert only(line(-2000, rf(1)), due(1)).due_id is None
    assert only(line(2000, rf(1)), gifts=[gift(1)]).gift_id is None


def test_a_line_taken_back_in_the_same_file_pays_nothing() -> None:
    paid, taken = matched(
        [
            line(2000, rf(1), bank_reference="B-1"),
            line(-2000, "STORNO", bank_reference="B-1", is_reversal=True),
        ],
        [due(1)],
    )
    assert (paid.outcome, paid.due_id) == (Outcome.REVERSED, None)
    assert (taken.outcome, taken.reverses) == (Outcome.REVERSAL_OF, paid.entry.fingerprint)


def test_a_reversal_is_paired_by_our_reference_when_the_bank_gives_none() -> None:
    paid, taken = matched([line(2000, rf(1)), line(-2000, rf(1), is_reversal=True)], [due(1)])
    assert (paid.outcome, taken.reverses) == (Outcome.REVERSED, paid.entry.fingerprint)


def test_a_reversal_never_takes_back_money_that_comes_after_it() -> None:
    taken, sent_again = matched(
        [
            line(-2000, rf(1), is_reversal=True, day=DAY),
            line(2000, rf(1), day=DAY + timedelta(days=1)),
        ],
        [due(1)],
    )
    assert (taken.outcome, taken.reverses) == (Outcome.REVERSAL_OF, "")
    assert (sent_again.outcome, sent_again.due_id) == (Outcome.EXACT, due(1).id)


def test_a_reversal_that_may_be_of_two_gifts_of_one_batch_is_left_to_the_treasurer() -> None:
    entry = line(-2000, "STORNO", bank_reference="B-1", is_reversal=True)
    gifts = [gift(1, bank_reference="B-1"), gift(2, bank_reference="B-1")]
    assert only(entry, gifts=gifts).outcome is Outcome.AMBIGUOUS


def test_a_reversal_of_an_earlier_gift_is_likely() -> None:
    entry = line(-2000, "STORNO", bank_reference="B-1", is_reversal=True)
    proposal = only(entry, gifts=[gift(1, bank_reference="B-1"), gift(2)])
    assert (proposal.outcome, proposal.gift_id) == (Outcome.REVERSAL_OF, UUID(int=1001))
    assert proposal.certainty is Certainty.LIKELY


def test_a_refund_that_bounced_is_not_taken_for_a_payment() -> None:
    proposal = only(line(2000, rf(1), is_reversal=True), due(1))
    assert (proposal.outcome, proposal.due_id) == (Outcome.REVERSAL_OF, None)
