"""A campaign that lets its promises go holds no reward for anybody, and the proof agrees."""

from __future__ import annotations

import pytest

from ritrovo.foundations.kernel.access import SYSTEM
from ritrovo.practices.campaigns.actions import preparing
from ritrovo.practices.campaigns.jobs import carry_out
from ritrovo.practices.campaigns.plans import PlannedReward
from ritrovo.practices.campaigns.proofs import rewards_agree_with_the_pledges
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_limited_reward_is_free_again_once_its_promises_are_let_go():
    campaign = factories.make_campaign(rewards=[PlannedReward("Una tazza", 2500, 1000, stock=5)])
    reward = campaign.rewards.get()
    factories.make_pledge(campaign, 3000, reward_id=reward.pk)
    reward.refresh_from_db()
    assert reward.taken == 1
    preparing.cancel_campaign(actor=SYSTEM, campaign_id=campaign.pk)
    carry_out(campaign.pk)
    reward.refresh_from_db()
    assert reward.taken == 0
    assert not rewards_agree_with_the_pledges().drifted
