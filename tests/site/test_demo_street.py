"""The demo's neighbours: what passes among them gives every measure something to tell."""

from collections import Counter
from random import Random

import pytest

from ritrovo.foundations.contributions.choices import Basis, Setting, Verdict
from ritrovo.practices.campaigns.demo.hands import FIRST_DAY, LAST_DAY, Hand, Street
from ritrovo.practices.campaigns.demo.lending_hands import DESKS, FEWEST, SEED

HELPS = {Basis.GIFT, Basis.EXCHANGE}


@pytest.fixture(scope="module", params=range(len(DESKS)), ids=[desk.body for desk in DESKS])
def street(request: pytest.FixtureRequest) -> Street:
    return Street(Random(SEED + request.param), DESKS[request.param].size)


@pytest.fixture(scope="module")
def hands(street: Street) -> list[Hand]:
    return street.hands()


def given(hands):
    return [hand for hand in hands if hand.giver is not None and hand.basis in HELPS]


def test_the_same_seed_gives_the_same_two_years():
    one, other = (Street(Random(SEED), DESKS[0].size).hands() for _ in range(2))
    assert one == other


def test_nobody_is_helped_before_coming_nor_helps_before_beginning(street, hands):
    for hand in hands:
        assert FIRST_DAY <= hand.day <= LAST_DAY
        assert hand.giver != hand.receiver
        assert hand.day >= street.came[hand.receiver]
        if hand.giver is not None and hand.basis is not Basis.EXCHANGE:
            assert hand.day >= street.begins[hand.giver]


def test_about_half_of_those_helped_first_help_later_after_short_and_long_waits(street, hands):
    helped = {}
    for hand in hands:
        helped.setdefault(hand.receiver, hand.day)
    gave = {}
    for hand in given(hands):
        gave.setdefault(hand.giver, hand.day)
    first = [who for who in helped if helped[who] < gave.get(who, 1)]
    waits = [gave[who] - helped[who] for who in first if who in gave]
    assert len(first) > 0.8 * len(street.came)
    assert 0.4 < len(waits) / len(first) < 0.7
    assert min(waits) < 60
    assert max(waits) > 180


def test_ties_come_back_more_often_than_chance_and_are_tied_again(street, hands):
    ties = Counter((hand.giver, hand.receiver) for hand in given(hands))
    people = len(street.came)
    back = sum((receiver, giver) in ties for giver, receiver in ties)
    assert back / len(ties) > 2 * len(ties) / (people * (people - 1))
    assert sum(times >= 3 for times in ties.values()) >= 10


def test_less_and_less_passes_inside_a_service(hands):
    shares = []
    for first in (FIRST_DAY, -365):
        year = [hand for hand in given(hands) if first <= hand.day < first + 425]
        shares.append(sum(hand.setting is Setting.SERVICE for hand in year) / len(year))
    assert shares[0] > shares[1] + 0.1


def test_every_ground_and_every_word_occurs(hands):
    assert {hand.basis for hand in hands} == set(Basis)
    assert {len(hand.words) for hand in hands} == {0, 1, 2}
    assert any(verdict is Verdict.NO for hand in hands for _, verdict in hand.words)
    assert any(hand.is_taken_back for hand in hands)


@pytest.mark.parametrize("seed", range(20))
def test_the_smallest_street_lives_too(seed):
    assert Street(Random(seed), FEWEST).hands()
