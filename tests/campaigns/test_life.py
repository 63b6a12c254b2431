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
from tests.factories import make_campaign, make_ecosystem, make_organisation

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
Events = list[tuple[str, int, int]]


class TestLife(TestCase):
    """A campaign of each funding rule, of a minimum of 20 euros, under any history."""

    campaigns: dict[str, Campaign]

    @classmethod
    def setUpTestData(cls) -> None:
        """Publish one campaign for each rule."""
        promoter, ecosystem = make_organisation(), make_ecosystem()
        cls.campaigns = {
            rule: make_campaign(
                title=f"Campagna {rule}",
                promoter=promoter,
                ecosystem=ecosystem,
                kind=CampaignKind.BOTH,
                funding_rule=rule,
                minimum_cents=2000,
                optimum_cents=9000,
                approve_above_cents=3500,
                rewards=[PlannedReward("Una borsa", 1000, gift_cents=400, stock=2)],
            )
            for rule in FundingRule.values
        }

    @given(history=HISTORY)
    @example(history=PAID_TWICE_AND_UNDONE)
    @example(history=PAID_IN_PART_THEN_CONFIRMED)
    def test_raccogli_tutto(self, history: Events) -> None:
        self.live(FundingRule.KEEP_IT_ALL, history)

    @given(history=HISTORY)
    @example(history=RETURNED_BEFORE_IT_SUCCEEDS)
    def test_tutto_o_niente(self, history: Events) -> None:
        self.live(FundingRule.ALL_OR_NOTHING, history)

    @given(history=HISTORY)
    def test_due_tappe(self, history: Events) -> None:
        self.live(FundingRule.MINIMUM_THEN_OPTIMUM, history)

    def live(self, rule: str, history: Events) -> None:
        """Live a history, look after every event, and then let time run out."""
        life = Life(Campaign.objects.get(pk=self.campaigns[rule].pk))
        for event in history:
            life.live(*event)
            life.check()
        life.check_end()
        life.check()
