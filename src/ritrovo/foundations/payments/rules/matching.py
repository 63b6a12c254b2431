"""The ladder: end-to-end id, creditor reference, short code, then amount, name and date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from ritrovo.foundations.payments.rules.marks import MarkIndex, marks_of
from ritrovo.foundations.payments.rules.names import (
    NameAgreement,
    best_agreement,
    name_words,
)
from ritrovo.foundations.payments.rules.proposals import (
    By,
    Certainty,
    DueStanding,
    GiftPaid,
    OpenDue,
    Outcome,
    Proposal,
)
from ritrovo.foundations.payments.rules.returns import propose_returns, taken_back
from ritrovo.foundations.payments.statements.model import Entry

# A campaign lasts some 60 days and collects for 30: a like payment after this is another story.
NAME_WINDOW = timedelta(days=120)
# A transfer ordered before midnight may carry the day before.
BEFORE_OPENING = timedelta(days=1)

_CERTAINTIES = list(Certainty)
_WEIGHT = (
    Outcome.DOUBLE,
    Outcome.EARLY,
    Outcome.LATE,
    Outcome.TOO_LITTLE,
    Outcome.TOO_MUCH,
    Outcome.OTHER_PERSON,
)


def match(
    entries: Sequence[Entry], dues: Iterable[OpenDue], gifts: Iterable[GiftPaid] = ()
) -> tuple[Proposal, ...]:
    """Propose what each line is, in the order given.

    CERTAIN only for a line that carries the reference of one due alone, with its exact amount, in
    time, from a name that agrees or is not given, and before any other line for that due. For
    money that goes back: the reference of one gift alone and its whole amount. The order of the
    lines changes nothing. Fingerprints must be unique. Time grows with lines plus dues.
    """
    known = {due.id: due for due in dues}
    reversals = taken_back(entries)
    reversed_ones = set(reversals.values())
    incoming = [
        entry
        for entry in entries
        if entry.cents > 0 and not entry.is_reversal and entry.fingerprint not in reversed_ones
    ]
    made = _by_reference(incoming, known)
    made |= _by_name(incoming, known, made)
    made = _settled_once(made)
    made |= propose_returns(entries, tuple(gifts), reversals)
    return tuple(made.get(e.fingerprint) or _unknown(e, reversed_ones) for e in entries)


def _unknown(entry: Entry, reversed_ones: set[str]) -> Proposal:
    if entry.fingerprint in reversed_ones:
        return Proposal(entry, Outcome.REVERSED)
    if entry.is_reversal:
        return Proposal(entry, Outcome.REVERSAL_OF)
    has_ours = entry.cents > 0 and marks_of(entry).names_one_of_ours
    return Proposal(entry, Outcome.UNKNOWN_REFERENCE if has_ours else Outcome.NOT_OURS)


def _by_reference(entries: Sequence[Entry], dues: dict[UUID, OpenDue]) -> dict[str, Proposal]:
    index = MarkIndex(dues.values())
    made = {}
    for entry in entries:
        by, found = index.find(marks_of(entry))
        if len(found) == 1:
            made[entry.fingerprint] = _proposal(entry, dues[found[0]], by)
        elif found:
            made[entry.fingerprint] = Proposal(entry, Outcome.AMBIGUOUS, candidates=found)
    return made


def _proposal(entry: Entry, due: OpenDue, by: By) -> Proposal:
    """Say everything that holds of a line known by its reference; certain if it is only right."""
    remarks = _remarks(entry, due)
    return Proposal(
        entry,
        outcome=remarks[0] if remarks else Outcome.EXACT,
        by=by,
        certainty=Certainty.LIKELY if remarks else Certainty.CERTAIN,
        due_id=due.id,
        expected_cents=due.amount_cents,
        remarks=remarks,
    )


def _remarks(entry: Entry, due: OpenDue) -> tuple[Outcome, ...]:
    day = entry.booked_on
    agrees = not (entry.party_name and due.debtor_names) or (
        best_agreement(name_words(entry.party_name), due.debtor_names) is not NameAgreement.NONE
    )
    holds = {
        Outcome.DOUBLE: due.standing is DueStanding.SETTLED,
        Outcome.EARLY: due.standing is DueStanding.WAITING
        or (due.payable_from is not None and day < due.payable_from),
        Outcome.LATE: due.standing is DueStanding.RELEASED
        or (due.payable_until is not None and day > due.payable_until),
        Outcome.TOO_LITTLE: entry.cents < due.amount_cents,
        Outcome.TOO_MUCH: entry.cents > due.amount_cents,
        Outcome.OTHER_PERSON: not agrees,
    }
    return tuple(outcome for outcome in _WEIGHT if holds[outcome])


def _by_name(
    entries: Sequence[Entry], dues: dict[UUID, OpenDue], made: dict[str, Proposal]
) -> dict[str, Proposal]:
    """Look by amount, name and day among dues that no reference has claimed."""
    claimed = {proposal.due_id for proposal in made.values()}
    index: dict[tuple[int, str], set[UUID]] = defaultdict(set)
    for due in dues.values():
        for word in {word for name in due.debtor_names for word in name_words(name)}:
            index[due.amount_cents, word].add(due.id)
    found = {}
    for entry in entries:
        # A line that names a reference of ours means that one, known or not: a name is no ground.
        if entry.fingerprint in made or marks_of(entry).names_one_of_ours:
            continue
        # Many banks' tables have no column for the payer and write the name in the reason.
        words = name_words(entry.party_name or entry.text)
        ids = {one for word in words for one in index.get((entry.cents, word), ())}
        near = [dues[one] for one in ids if _in_window(entry, dues[one])]
        if proposal := _named(entry, words, near, claimed):
            found[entry.fingerprint] = proposal
    return found


def _in_window(entry: Entry, due: OpenDue) -> bool:
    start = due.opened_on - BEFORE_OPENING
    return start <= entry.booked_on <= due.opened_on + NAME_WINDOW


def _named(
    entry: Entry, words: frozenset[str], near: list[OpenDue], claimed: set[UUID | None]
) -> Proposal | None:
    agreements = {due.id: best_agreement(words, due.debtor_names) for due in near}
    needed = NameAgreement.PARTIAL if entry.party_name else NameAgreement.FULL
    close = [due for due in near if agreements[due.id] >= needed]
    free = [
        due for due in close if due.id not in claimed and due.standing is not DueStanding.SETTLED
    ]
    pool = free or close
    if not pool:
        return None
    best = max(agreements[due.id] for due in pool)
    equals = [due for due in pool if agreements[due.id] is best]
    if len(equals) > 1:
        ids = tuple(sorted(due.id for due in equals))
        return Proposal(entry, Outcome.AMBIGUOUS, candidates=ids)
    proposal = _proposal(entry, equals[0], By.AMOUNT_NAME_DATE)
    if not free:
        return _doubled(proposal)
    is_alone = best is NameAgreement.FULL and len(pool) == 1
    sure = is_alone and bool(entry.party_name) and not proposal.remarks
    return replace(proposal, certainty=Certainty.LIKELY if sure else Certainty.POSSIBLE)


def _settled_once(made: dict[str, Proposal]) -> dict[str, Proposal]:
    """Leave each due to its best line: surest, earliest, first written. The others are doubles."""
    lines: dict[UUID, list[Proposal]] = defaultdict(list)
    for proposal in made.values():
        if proposal.due_id is not None:
            lines[proposal.due_id].append(proposal)
    result = dict(made)
    for rivals in lines.values():
        _, *others = sorted(rivals, key=_precedence)
        for other in others:
            result[other.entry.fingerprint] = _doubled(other)
    return result


def _precedence(proposal: Proposal) -> tuple[int, int, object, int, str]:
    return (
        _CERTAINTIES.index(proposal.certainty),
        0 if proposal.outcome is not Outcome.DOUBLE else 1,
        proposal.entry.booked_on,
        proposal.entry.number,
        proposal.entry.fingerprint,
    )


def _doubled(proposal: Proposal) -> Proposal:
    by_name = proposal.by is By.AMOUNT_NAME_DATE
    remarks = tuple(dict.fromkeys((Outcome.DOUBLE, *proposal.remarks)))
    certainty = Certainty.POSSIBLE if by_name else Certainty.LIKELY
    return replace(proposal, outcome=Outcome.DOUBLE, certainty=certainty, remarks=remarks)
