"""Whatever is posted, in any order, the books balance and nobody spends what they lack."""

from contextlib import suppress
from uuid import uuid4

import pytest
from django.db import transaction
from django.db.models import F, Sum
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.amounts import EUR_CENT, MINUTE, Amount
from ritrovo.foundations.kernel.ids import new_id
from ritrovo.foundations.ledger.choices import Book
from ritrovo.foundations.ledger.errors import (
    AlreadyPosted,
    NothingMoved,
    Overdrawn,
    WrongBookOrUnit,
)
from ritrovo.foundations.ledger.models import Account, Journal, Transfer
from ritrovo.foundations.ledger.proofs import (
    accounts_agree_with_their_transfers,
    accounts_stand_above_their_floors,
    every_book_balances,
    transfers_keep_one_book_and_unit,
)
from ritrovo.foundations.ledger.queries import balance_of, recount
from ritrovo.foundations.ledger.rules import Leg, Posting
from ritrovo.foundations.ledger.steps import open_account, post, post_all, post_once
from tests.ledger.factories import leg, make_account, move

FLOORS = [None, 0, 0, -100]  # The outside world, two members, one who may owe a little.
LEGS = st.lists(st.tuples(st.permutations(range(4)), st.integers(1, 500)), min_size=1, max_size=4)


class TestBooks(TestCase):
    """The books under any history."""

    @given(history=st.lists(LEGS, max_size=12))
    def test_books_balance_after_any_history(self, history: list[list[tuple]]) -> None:
        ids = [make_account(floor) for floor in FLOORS]
        expected = dict.fromkeys(ids, 0)
        for moves in history:
            legs = [leg(ids[a], ids[b], count) for (a, b, *_), count in moves]
            with suppress(Overdrawn):
                move(*legs)
                for one in legs:
                    expected[one.source] -= one.amount.count
                    expected[one.target] += one.amount.count

        total = Account.objects.aggregate(sent=Sum("sent"), received=Sum("received"))
        assert total["sent"] == total["received"]
        assert all(account.agrees for account in recount())
        assert {pk: balance_of(pk).count for pk in ids} == expected
        assert not Account.objects.filter(received__lt=F("sent") + F("floor")).exists()
        for proof in (
            accounts_agree_with_their_transfers,
            accounts_stand_above_their_floors,
            every_book_balances,
            transfers_keep_one_book_and_unit,
        ):
            assert not proof().drifted

    @given(history=st.lists(LEGS, min_size=1, max_size=6))
    def test_many_postings_at_once_are_worth_the_same_one_by_one(
        self, history: list[list[tuple]]
    ) -> None:
        together, apart = ([make_account(None) for _ in range(4)] for _ in range(2))

        def legs_of(ids: list, moves: list[tuple]) -> tuple[Leg, ...]:
            return tuple(leg(ids[a], ids[b], count) for (a, b, *_), count in moves)

        with transaction.atomic():
            post_all(
                [
                    Posting(new_id(), uuid4(), "any", clock.now(), legs_of(together, moves))
                    for moves in history
                ]
            )
        for moves in history:
            move(*legs_of(apart, moves))
        assert [balance_of(pk) for pk in together] == [balance_of(pk) for pk in apart]


@pytest.mark.django_db
class TestRefusals:
    """What the books refuse, and that nothing of it stays."""

    def test_nobody_spends_what_they_lack(self) -> None:
        poor, world = make_account(0), make_account(None)
        move(leg(world, poor, 10))
        with pytest.raises(Overdrawn):
            move(leg(poor, world, 11))
        assert balance_of(poor) == Amount(10, EUR_CENT)

    def test_a_journal_moves_along_every_leg_or_none(self) -> None:
        poor, other, world = make_account(0), make_account(0), make_account(None)
        with pytest.raises(Overdrawn):
            move(leg(world, other, 5), leg(poor, world, 1))
        assert balance_of(other).count == 0
        assert not Journal.objects.exists()

    def test_what_comes_and_goes_in_one_journal_is_weighed_at_its_end(self) -> None:
        passing, world = make_account(0), make_account(None)
        move(leg(passing, world, 7), leg(world, passing, 7))
        assert balance_of(passing).count == 0

    def test_promises_never_mix_with_money(self) -> None:
        promised, collected = make_account(None, book=Book.PROMISED), make_account(None)
        for book in Book:
            with pytest.raises(WrongBookOrUnit):
                move(leg(promised, collected, 1, book))

    def test_minutes_never_mix_with_euros(self) -> None:
        euros, hours = make_account(None), make_account(None, unit=MINUTE)
        for unit in (EUR_CENT, MINUTE):
            with pytest.raises(WrongBookOrUnit):
                move(Leg(euros, hours, Amount(1, unit), Book.COLLECTED))

    @pytest.mark.parametrize("count", [0, -5])
    def test_nothing_and_less_do_not_move(self, count: int) -> None:
        with pytest.raises(NothingMoved):
            move(leg(make_account(None), make_account(None), count))

    def test_an_account_sends_nothing_to_itself(self) -> None:
        alone = make_account(None)
        with pytest.raises(NothingMoved):
            move(leg(alone, alone, 5))

    def test_a_key_posts_once_and_its_repeat_finds_the_same_journal(self) -> None:
        one, other, key = make_account(None), make_account(None), uuid4()

        def again(count: int) -> object:
            with transaction.atomic():
                return post_once(
                    leg(one, other, count), kind="any", key=key, occurred_at=clock.now()
                )

        assert again(5) == again(5)
        assert Transfer.objects.count() == 1
        with pytest.raises(AlreadyPosted):
            again(6)
        with pytest.raises(AlreadyPosted):
            move(leg(one, other, 5), key=key)

    def test_an_address_opens_once_in_each_book_and_unit(self) -> None:
        with transaction.atomic():
            opened = [
                open_account(address="a", book=book, unit=unit)
                for book in Book
                for unit in (EUR_CENT, MINUTE, EUR_CENT)
            ]
        assert len(set(opened)) == 4

    def test_a_large_posting_is_one_statement(self, django_assert_num_queries) -> None:
        one, other = make_account(None), make_account(None)
        postings = [
            Posting(new_id(), uuid4(), "any", clock.now(), (leg(one, other, 1),))
            for _ in range(20_000)
        ]
        with transaction.atomic(), django_assert_num_queries(4):  # A savepoint around the two.
            post_all(postings)
        assert balance_of(other).count == 20_000


def test_a_post_outside_a_transaction_is_stopped(committed_db: str) -> None:
    one, other = make_account(None), make_account(None)
    with pytest.raises(RuntimeError):
        post(leg(one, other, 1), kind="any", key=uuid4(), occurred_at=clock.now())
