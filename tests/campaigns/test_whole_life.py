"""Cash, sheets, merges, refunds and the bank in any order: books balance, boxes add up, once."""

from __future__ import annotations

from typing import Final

from django.test import override_settings
from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from ritrovo.foundations.kernel.access import SYSTEM
from ritrovo.practices.campaigns.actions import sheets
from ritrovo.practices.campaigns.choices import CampaignKind, FundingRule
from ritrovo.practices.campaigns.plans import PlannedReward
from tests.campaigns.test_life import Events
from tests.campaigns.whole_lives import ROWS, WholeLife, office_of
from tests.examples import LIVES
from tests.payments.cashboxes import Counter, make_counter

VERBS: Final = tuple(WholeLife.verbs.fget(WholeLife.__new__(WholeLife)))  # type: ignore[attr-defined, misc]
# What comes by hand, more often than what ends a story.
OFTEN: Final = ("give_cash", "type_row", "promise", "confirm", "take_cash", "announce", "bank") * 3
EVENT: Final = st.tuples(st.sampled_from(OFTEN + VERBS), st.integers(0, 5), st.integers(1, 40))
HISTORY: Final = st.lists(EVENT, min_size=4, max_size=16)
CASH_TO_THE_BANK_AND_BACK: Final = [
    ("give_cash", 0, 20),
    ("refund_cash", 0, 2),
    ("give_cash", 1, 7),
    ("void_cash", 1, 1),
    ("hand_over", 1, 10),
    ("announce", 0, 9),
    ("bank", 0, 1),
    ("unmatch", 0, 1),
    ("bank", 0, 2),
    ("undo_import", 1, 1),
    ("bank", 0, 2),
]
PAPER_READ_TWICE_BY_TWO_PEOPLE_WHO_ARE_ONE: Final = [
    ("type_row", 0, 10),
    ("type_row", 0, 12),
    ("decide", 0, 2),
    ("type_row", 1, 6),
    ("unite", 0, 1),
    ("take_cash", 0, 12),
    ("part", 0, 1),
    ("void_cash", 0, 1),
]


class WholeLives:
    """A campaign of one funding rule with its counter, under any history."""

    rule: str
    counter: Counter

    @classmethod
    def setUpTestData(cls) -> None:
        """Publish the campaign, open its boxes, print its sheet."""
        cls.counter = make_counter(
            kind=CampaignKind.BOTH,
            funding_rule=cls.rule,
            minimum_cents=2000,
            optimum_cents=9000,
            approve_above_cents=3500,
            rewards=[PlannedReward("Una borsa", 1000, gift_cents=400, stock=2)],
        )
        office_of(cls.counter)
        sheets.print_sheets(actor=SYSTEM, campaign_id=cls.counter.campaign.pk, rows=ROWS, copies=1)

    def live(self, history: Events) -> None:
        """Live a history, look after every event, and then let time run out."""
        life = WholeLife(self.counter)
        for event in history:
            life.live(*event)
            life.check()
        life.check_end()
        life.check()


@override_settings(ROOT_URLCONF="tests.payments.treasury_urls")
class TestRaccogliTutto(WholeLives, TestCase):
    """It keeps whatever comes, from the first day."""

    rule = FundingRule.KEEP_IT_ALL

    @LIVES
    @given(history=HISTORY)
    @example(history=CASH_TO_THE_BANK_AND_BACK)
    @example(history=PAPER_READ_TWICE_BY_TWO_PEOPLE_WHO_ARE_ONE)
    def test_books_balance_and_boxes_add_up_after_any_history(self, history: Events) -> None:
        self.live(history)


@override_settings(ROOT_URLCONF="tests.payments.treasury_urls")
class TestDueTappe(WholeLives, TestCase):
    """It takes money from the minimum on."""

    rule = FundingRule.MINIMUM_THEN_OPTIMUM

    @LIVES
    @given(history=HISTORY)
    @example(history=CASH_TO_THE_BANK_AND_BACK)
    def test_books_balance_and_boxes_add_up_after_any_history(self, history: Events) -> None:
        self.live(history)
