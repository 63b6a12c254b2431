"""Holding a campaign that somebody would write on, when it may still be written."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from ritrovo.foundations.kernel.access import Actor
from ritrovo.practices.campaigns.choices import Status
from ritrovo.practices.campaigns.errors import SubstanceFrozen, TransitionNotAllowed
from ritrovo.practices.campaigns.models import Campaign, Preparation
from ritrovo.practices.campaigns.policies import RULES, scope_of
from ritrovo.practices.campaigns.preparation_errors import NotPrepared
from ritrovo.practices.campaigns.steps.moving import hold

# The story may be mended while people read it; who reviews it must not see it change.
DRAFTED: Final = frozenset({Status.DRAFT, Status.PREPARING})
WRITABLE: Final = DRAFTED | {Status.PUBLISHED, Status.SUSPENDED}


def hold_draft(verb: str, actor: Actor, campaign_id: UUID) -> Campaign:
    """Hold a draft alone, for who may do `verb`.

    Raises NotAllowed, SubstanceFrozen once published, TransitionNotAllowed in review.
    """
    campaign = hold(campaign_id)
    RULES[verb].require(actor, scope_of(campaign))
    if campaign.published_at:
        raise SubstanceFrozen
    if campaign.status not in DRAFTED:
        raise TransitionNotAllowed(status=campaign.get_status_display())
    return campaign


def hold_writable(verb: str, actor: Actor, campaign_id: UUID) -> Campaign:
    """Hold alone a campaign whose words may still change, for who may do `verb`.

    Raises NotAllowed, TransitionNotAllowed.
    """
    campaign = hold(campaign_id)
    RULES[verb].require(actor, scope_of(campaign))
    if campaign.status not in WRITABLE:
        raise TransitionNotAllowed(status=campaign.get_status_display())
    return campaign


def hold_preparation(campaign: Campaign) -> Preparation:
    """Give the preparation of a campaign that is held, until the campaign is published.

    Raises NotPrepared, SubstanceFrozen, TransitionNotAllowed once given up.
    """
    if campaign.published_at:
        raise SubstanceFrozen
    if campaign.status == Status.CANCELLED:
        raise TransitionNotAllowed(status=campaign.get_status_display())
    if found := Preparation.objects.filter(campaign=campaign).first():
        return found
    raise NotPrepared
