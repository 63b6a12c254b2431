"""Keepers who no longer look after what was handed over: by their link, or as they tell."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import Actor
from ritrovo.practices.campaigns.choices import KeeperState
from ritrovo.practices.campaigns.handover_errors import (
    KeeperNotInvited,
    KeeperSpeaksThemselves,
)
from ritrovo.practices.campaigns.models import Keeper
from ritrovo.practices.campaigns.policies import RULES, scope_of
from ritrovo.practices.campaigns.steps import keeping


@transaction.atomic(durable=True)
def step_back(*, token: str) -> Keeper:
    """Write that whoever holds the link no longer looks after it; again changes nothing.

    Their yes and their answers stay. Raises LinkUnknown, KeeperNotInvited before a yes.
    """
    keeper, _handover, _campaign = keeping.hold_by_token(token)
    return _leave(keeper)


@transaction.atomic(durable=True)
def record_stepping_back(*, actor: Actor, keeper_id: UUID) -> Keeper:
    """Type in that a keeper without an address no longer looks after it; again changes nothing.

    Who has an address says so by their link, and nobody in their place. Raises NotAllowed,
    KeeperSpeaksThemselves, KeeperNotInvited before a yes, NotFound.
    """
    keeper, _handover, campaign = keeping.hold_keeper(keeper_id)
    RULES["record_stepping_back"].require(actor, scope_of(campaign))
    if keeper.email:
        raise KeeperSpeaksThemselves
    return _leave(keeper)


def _leave(keeper: Keeper) -> Keeper:
    if keeper.state != KeeperState.ACCEPTED:
        raise KeeperNotInvited
    if keeper.left_on is None:
        keeper.left_on = clock.today()
        keeper.save(update_fields=["left_on"])
    return keeper
