"""How a gift travels through the books, told as tables."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from inline_snapshot import snapshot

from ritrovo.foundations.kernel.amounts import MINUTE, Amount
from ritrovo.foundations.ledger.choices import Book
from ritrovo.foundations.ledger.rules import Leg
from ritrovo.foundations.ledger.steps import open_account, post
from tests.ledger.factories import leg
from tests.stories.tables import ledger_story

pytestmark = pytest.mark.django_db
P, C = Book.PROMISED, Book.COLLECTED


def opened(name: str, book: Book, floor: int | None = 0, unit: str = "eur_cent") -> UUID:
    with transaction.atomic():
        return open_account(address=f"{name}:{uuid4()}", book=book, unit=unit, floor=floor)


def on(day: int, kind: str, *legs: Leg) -> None:
    """Post legs on a day of May 2026."""
    moment = datetime(2026, 5, day, 10, tzinfo=UTC)
    with transaction.atomic():
        post(*legs, kind=kind, key=uuid4(), occurred_at=moment)


def test_a_gift_is_promised_paid_and_partly_sent_back() -> None:
    anna, goal = opened("party", P, None), opened("campaign", P)
    bank, till = opened("bank", C, None), opened("campaign", C)
    on(3, "promise", leg(anna, goal, 2000, P))
    on(9, "collection", leg(goal, anna, 2000, P), leg(bank, till, 2000, C))
    on(20, "refund", leg(till, bank, 500, C))
    assert ledger_story({anna: "Anna"}) == snapshot("""\
day         what        book       from      to        amount
----------  ----------  ---------  --------  --------  ------
2026-05-03  promise     promised   Anna      campaign   20.00
2026-05-09  collection  promised   campaign  Anna       20.00
2026-05-09  collection  collected  bank      campaign   20.00
2026-05-20  refund      collected  campaign  bank        5.00

book       account    rests
---------  --------  ------
collected  bank      -15.00
collected  campaign   15.00
promised   Anna        0.00
promised   campaign    0.00\
""")


def test_hours_go_round_without_money() -> None:
    anna, bruno, carla = (opened("circle", C, -300, MINUTE) for _ in range(3))
    names = {anna: "Anna", bruno: "Bruno", carla: "Carla"}

    def hours(giver: UUID, receiver: UUID, minutes: int) -> Leg:
        return Leg(receiver, giver, Amount(minutes, MINUTE), C)

    on(1, "exchange", hours(anna, bruno, 60))
    on(2, "exchange", hours(bruno, carla, 90))
    on(4, "exchange", hours(carla, anna, 60))
    assert ledger_story(names) == snapshot("""\
day         what      book       from   to        amount
----------  --------  ---------  -----  -----  ---------
2026-05-01  exchange  collected  Bruno  Anna   60 minute
2026-05-02  exchange  collected  Carla  Bruno  90 minute
2026-05-04  exchange  collected  Anna   Carla  60 minute

book       account       rests
---------  -------  ----------
collected  Anna       0 minute
collected  Bruno     30 minute
collected  Carla    -30 minute\
""")
