"""Money that goes back: refunds of gifts, and reversals by the bank."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
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
    GiftPaid,
    Outcome,
    Proposal,
)
from ritrovo.foundations.payments.statements.model import Entry


def taken_back(entries: Sequence[Entry]) -> dict[str, str]:
    """Pair each reversal with the incoming line of the same file that it takes back.

    Same amount, not a later day, and the same end-to-end id, bank reference or creditor reference.
    Gives fingerprint of the reversal to fingerprint of the line; every line is taken back once.
    """
    waiting: dict[tuple[str, int], list[Entry]] = defaultdict(list)
    for entry in _in_order(entries):
        if entry.cents > 0 and not entry.is_reversal:
            for mark in _own_marks(entry):
                waiting[mark, entry.cents].append(entry)
    pairs: dict[str, str] = {}
    used: set[str] = set()
    for entry in _in_order(entries):
        if entry.cents >= 0 or not entry.is_reversal:
            continue
        for mark in _own_marks(entry):
            free = (
                come
                for come in waiting[mark, -entry.cents]
                if come.fingerprint not in used and come.booked_on <= entry.booked_on
            )
            if found := next(free, None):
                pairs[entry.fingerprint] = found.fingerprint
                used.add(found.fingerprint)
                break
    return pairs


def propose_returns(
    entries: Sequence[Entry], gifts: Sequence[GiftPaid], reversals: dict[str, str]
) -> dict[str, Proposal]:
    """Propose, for each line of money that went out, which gift it returns."""
    known = _Gifts(gifts)
    made: dict[str, Proposal] = {}
    for entry in entries:
        if entry.cents >= 0:
            continue
        if pair := reversals.get(entry.fingerprint):
            made[entry.fingerprint] = Proposal(
                entry, Outcome.REVERSAL_OF, certainty=Certainty.LIKELY, reverses=pair
            )
        elif proposal := known.propose(entry):
            made[entry.fingerprint] = proposal
    return _returned_once(made)


class _Gifts:
    """Gifts that came, found by reference, by the bank's reference, or by payer and amount."""

    def __init__(self, gifts: Sequence[GiftPaid]) -> None:
        self._marks = MarkIndex(gifts)
        self._known = {gift.id: gift for gift in gifts}
        self._by_payer: dict[tuple[int, str], set[UUID]] = defaultdict(set)
        self._by_bank: dict[tuple[int, str], list[GiftPaid]] = defaultdict(list)
        for gift in gifts:
            words = {word for name in gift.payer_names for word in name_words(name)}
            for payer in words | {gift.payer_iban} - {""}:
                self._by_payer[gift.amount_cents, payer].add(gift.id)
            self._by_bank[gift.amount_cents, gift.bank_reference].append(gift)

    def propose(self, entry: Entry) -> Proposal | None:
        """Say which gift a debit returns, by the strongest ground there is."""
        return self._by_bank_reference(entry) or self._by_reference(entry) or self._by_name(entry)

    def _by_bank_reference(self, entry: Entry) -> Proposal | None:
        if not (entry.is_reversal and entry.bank_reference):
            return None
        twins = self._by_bank.get((-entry.cents, entry.bank_reference), [])
        return _chosen(entry, twins, By.BY_HAND, Certainty.LIKELY)

    def _by_reference(self, entry: Entry) -> Proposal | None:
        by, found = self._marks.find(marks_of(entry))
        gifts = [self._known[one] for one in found]
        if len(gifts) != 1:
            return _chosen(entry, gifts, by, Certainty.NONE)
        whole = -entry.cents == gifts[0].amount_cents and entry.booked_on >= gifts[0].paid_on
        is_certain = whole and not entry.is_reversal
        return _chosen(entry, gifts, by, Certainty.CERTAIN if is_certain else Certainty.LIKELY)

    def _by_name(self, entry: Entry) -> Proposal | None:
        """Look for the one gift of this amount from this account or this name."""
        words = name_words(entry.party_name)
        ids = {
            one
            for payer in words | {entry.party_iban} - {""}
            for one in self._by_payer.get((-entry.cents, payer), ())
        }
        close = [gift for one in ids if _may_return(entry, words, gift := self._known[one])]
        return _chosen(entry, close, By.AMOUNT_NAME_DATE, Certainty.POSSIBLE)


def _may_return(entry: Entry, words: frozenset[str], gift: GiftPaid) -> bool:
    same_account = bool(entry.party_iban) and entry.party_iban == gift.payer_iban
    same_name = best_agreement(words, gift.payer_names) is NameAgreement.FULL
    return gift.paid_on <= entry.booked_on and (same_account or same_name)


def _chosen(
    entry: Entry, gifts: Sequence[GiftPaid], by: By, certainty: Certainty
) -> Proposal | None:
    """Propose the only gift there is; between several choose none."""
    if not gifts:
        return None
    if len(gifts) > 1:
        candidates = tuple(sorted(gift.id for gift in gifts))
        return Proposal(entry, Outcome.AMBIGUOUS, candidates=candidates)
    (gift,) = gifts
    outcome = Outcome.REVERSAL_OF if entry.is_reversal else Outcome.REFUND
    return Proposal(
        entry,
        Outcome.TOO_MUCH if -entry.cents > gift.amount_cents else outcome,
        by=by,
        certainty=certainty,
        gift_id=gift.id,
        expected_cents=gift.amount_cents,
    )


def _in_order(entries: Sequence[Entry]) -> list[Entry]:
    """Sort lines so that the order in the file changes nothing."""
    return sorted(entries, key=lambda entry: (entry.booked_on, entry.fingerprint))


def _own_marks(entry: Entry) -> tuple[str, ...]:
    references = (("ours", code) for code in marks_of(entry).references)
    marks = (("end", entry.end_to_end_id), ("bank", entry.bank_reference), *references)
    return tuple(f"{kind} {mark}" for kind, mark in marks if mark)


def _returned_once(made: dict[str, Proposal]) -> dict[str, Proposal]:
    """Never let the lines of one gift return more than it brought: the excess is a double."""
    left: dict[UUID, int] = {}
    order = list(Certainty)
    result = dict(made)
    lines = [proposal for proposal in made.values() if proposal.gift_id is not None]
    lines.sort(key=lambda p: (order.index(p.certainty), p.entry.booked_on, p.entry.fingerprint))
    for proposal in lines:
        gift_id, expected = proposal.gift_id, proposal.expected_cents
        if gift_id is None or expected is None:
            continue
        rest = left.get(gift_id, expected) + proposal.entry.cents
        if gift_id in left and rest < 0:
            result[proposal.entry.fingerprint] = replace(
                proposal, outcome=Outcome.DOUBLE, certainty=Certainty.POSSIBLE
            )
            continue
        left[gift_id] = rest
    return result
