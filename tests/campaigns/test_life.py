"""Whatever happens to a campaign, in any order, the books, the facts and the bank agree."""

from __future__ import annotations

from typing import Final

from hypothesis import example, given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from ritrovo.practices.campaigns.choices import CampaignKind, FundingRule
from ritrovo.practices.campaigns.models import Campaign
from ritrovo.practices.campaigns.plans import PlannedReward
from tests.campaigns.lives import Life
from tests.examples import LIVES
from tests.factories import make_campaign

VERBS: Final = tuple(Life.verbs.fget(Life.__new__(Life)))  # type: ignore[attr-defined, misc]
# What begins a story comes more often than what ends one.
OFTEN: Final = ("promise", "confirm", "pay", "pay_all") * 3
EVENT: Final = st.tuples(st.sampled_from(OFTEN + VERBS), st.integers(0, 5), st.integers(1, 40))
HISTORY: Final = st.lists(EVENT, max_size=14)
PAID_TWICE_AND_UNDONE: Final = [
    ("promise", 0, 20),
    ("confirm", 0, 1),
    ("pay_all", 0, 1),
    ("pay_all", 0, 1),
    ("accept", 0, 1),
    ("undo", 0, 1),
    ("end_round", 0, 1),
]
PAID_IN_PART_THEN_CONFIRMED: Final = [
    ("promise", 0, 20),
    ("pay", 0, 5),
    ("confirm", 0, 1),
    ("pay", 0, 15),
]
RETURNED_BEFORE_IT_SUCCEEDS: Final = [
    ("promise", 0, 30),
    ("confirm", 0, 1),
    ("pay_all", 0, 1),
    ("refund", 0, 4),
    ("undo_refund", 0, 1),
    ("end_round", 0, 1),
    ("undo", 0, 1),
]
REWARD_FREE_AGAIN_WHEN_IT_FAILS: Final = [("choose_reward", 0, 1), ("confirm", 0, 1)]
Events = list[tuple[str, int, int]]


class Lives:
    """A campaign of one funding rule, of a minimum of 20 euros, under any history."""

    rule: str
    campaign: Campaign

    @classmethod
    def setUpTestData(cls) -> None:
        """Publish the campaign."""
        cls.campaign = make_campaign(
            kind=CampaignKind.BOTH,
            funding_rule=cls.rule,
            minimum_cents=2000,
            optimum_cents=9000,
            approve_above_cents=3500,
            rewards=[PlannedReward("Una borsa", 1000, gift_cents=400, stock=2)],
        )

    def live(self, history: Events) -> None:
        """Live a history, look after every event, and then let time run out."""
        life = Life(Campaign.objects.get(pk=self.campaign.pk))
        for event in history:
            life.live(*event)
            life.check()
        life.check_end()
        life.check()


class TestRaccogliTutto(Lives, TestCase):
    """It keeps whatever comes."""

    rule = FundingRule.KEEP_IT_ALL

    @LIVES
    @given(history=HISTORY)
    @example(history=PAID_TWICE_AND_UNDONE)
    @example(history=PAID_IN_PART_THEN_CONFIRMED)
    def test_it_adds_up_after_any_history(self, history: Events) -> None:
        self.live(history)


class TestTuttoONiente(Lives, TestCase):
    """It takes money only when it has succeeded."""

    rule = FundingRule.ALL_OR_NOTHING

    @LIVES
    @given(history=HISTORY)
    @example(history=RETURNED_BEFORE_IT_SUCCEEDS)
    @example(history=REWARD_FREE_AGAIN_WHEN_IT_FAILS)
    def test_it_adds_up_after_any_history(self, history: Events) -> None:
        self.live(history)


class TestDueTappe(Lives, TestCase):
    """It takes money from the minimum on, and goes on to its optimum."""

    rule = FundingRule.MINIMUM_THEN_OPTIMUM

    @LIVES
    @given(history=HISTORY)
    def test_it_adds_up_after_any_history(self, history: Events) -> None:
        self.live(history)
