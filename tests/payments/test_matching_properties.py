"""Whatever the lines, order changes nothing and nothing is settled twice."""

from __future__ import annotations

import time
from collections import Counter
from datetime import timedelta
from random import Random
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from ritrovo.foundations.payments.references import short_code
from ritrovo.foundations.payments.rules import (
    By,
    Certainty,
    DueStanding,
    GiftPaid,
    OpenDue,
    Outcome,
    Proposal,
    match,
)
from ritrovo.foundations.payments.statements.fingerprints import identified
from ritrovo.foundations.payments.statements.model import Entry
from tests.payments.bank_lines import DAY, due, gift, line, matched, rf

NAMES = st.sampled_from(["", "Mario Rossi", "ROSSI MARIO", "Anna Rossi", "Enel"])
AMOUNTS = st.sampled_from([1000, 2000, 3000])
DAYS = st.integers(-8, 8).map(lambda days: DAY + timedelta(days=days))
TEXTS = st.sampled_from(
    ["", "offerta", *(rf(n) for n in range(4)), *(short_code(n) for n in range(4)), rf(1) + rf(2)]
)
DUES = st.lists(
    st.builds(
        due,
        st.integers(0, 4),
        AMOUNTS,
        names=st.tuples(NAMES),
        standing=st.sampled_from(DueStanding),
        payable_until=st.none() | DAYS,
    ),
    max_size=5,
    unique_by=lambda owed: owed.id,
)
GIFTS = st.lists(
    st.builds(
        gift,
        st.integers(0, 4),
        AMOUNTS,
        names=st.tuples(NAMES),
        bank_reference=st.sampled_from(["", "B"]),
    ),
    max_size=5,
    unique_by=lambda paid: paid.id,
)
LINES = st.lists(
    st.builds(
        line,
        st.sampled_from([1000, 2000, 3000, -1000, -2000, -3000]),
        TEXTS,
        name=NAMES,
        day=DAYS,
        bank_reference=st.sampled_from(["", "B", "C"]),
        is_reversal=st.booleans(),
    ),
    max_size=8,
).map(identified)


@given(LINES, DUES, GIFTS, st.randoms())
def test_the_order_of_lines_dues_and_gifts_changes_nothing(
    lines: tuple[Entry, ...], dues: list[OpenDue], gifts: list[GiftPaid], random: Random
) -> None:
    before = match(lines, dues, gifts)
    shuffled = list(lines)
    for things in (shuffled, dues, gifts):
        random.shuffle(things)
    after = match(shuffled, dues, gifts)

    def key(proposal: Proposal) -> str:
        return proposal.entry.fingerprint

    assert sorted(before, key=key) == sorted(after, key=key)
    assert [proposal.entry for proposal in after] == shuffled


@given(LINES, DUES, GIFTS)
def test_no_due_is_settled_twice(
    lines: tuple[Entry, ...], dues: list[OpenDue], gifts: list[GiftPaid]
) -> None:
    proposals = match(lines, dues, gifts)
    settling = Counter(
        p.due_id for p in proposals if p.due_id is not None and p.outcome is not Outcome.DOUBLE
    )
    assert all(count == 1 for count in settling.values())
    returned: Counter[UUID] = Counter()
    for p in proposals:
        if p.gift_id is not None and p.certainty is Certainty.CERTAIN:
            returned[p.gift_id] -= p.entry.cents
    brought = {paid.id: paid.amount_cents for paid in gifts}
    assert all(cents <= brought[one] for one, cents in returned.items())


@given(LINES, DUES, GIFTS)
def test_certain_means_one_reference_the_exact_amount_and_the_right_sign(
    lines: tuple[Entry, ...], dues: list[OpenDue], gifts: list[GiftPaid]
) -> None:
    owed = {one.id: one for one in dues}
    paid = {one.id: one for one in gifts}
    for proposal in match(lines, dues, gifts):
        if proposal.certainty is not Certainty.CERTAIN:
            continue
        entry = proposal.entry
        assert proposal.by in {By.END_TO_END, By.REFERENCE, By.SHORT_CODE}
        assert not entry.is_reversal
        thing = owed[proposal.due_id] if proposal.due_id else paid[proposal.gift_id or UUID(int=0)]
        assert entry.cents == (thing.amount_cents if proposal.due_id else -thing.amount_cents)
        assert thing.rf in entry.text or thing.short_code in entry.text
        if isinstance(thing, OpenDue):
            assert thing.standing is DueStanding.OPEN
            assert proposal.outcome is Outcome.EXACT


def test_ten_thousand_lines_and_dues_of_one_amount_take_seconds() -> None:
    dues = [due(n, names=(f"Persona{n} Rossi{n % 500}",)) for n in range(10_000)]
    lines = [
        line(2000, rf(n) if n % 2 else "offerta", name=f"ROSSI{n % 500} PERSONA{n}")
        for n in range(10_000)
    ]
    started = time.monotonic()
    proposals = matched(lines, dues)
    assert time.monotonic() - started < 10
    assert sum(p.certainty is Certainty.CERTAIN for p in proposals) == 5000
    assert all(p.due_id == UUID(int=n) for n, p in enumerate(proposals))
