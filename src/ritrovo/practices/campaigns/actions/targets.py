"""What a campaign's second victory aims at."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from ritrovo.foundations.contributions.measures import Targets
from ritrovo.foundations.kernel.access import Actor
from ritrovo.foundations.kernel.refusals import refusing
from ritrovo.practices.campaigns.models import Campaign
from ritrovo.practices.campaigns.steps.holding import hold_draft

COLUMNS = ("target_people", "target_companions", "target_needs", "target_handovers")


@transaction.atomic(durable=True)
def set_targets(*, actor: Actor, campaign_id: UUID, targets: Targets) -> Campaign:
    """Say how many people, companions, needs and handovers a draft aims at; 0 is no target.

    Frozen once published. Raises NotAllowed, SubstanceFrozen, TransitionNotAllowed in review.
    """
    campaign = hold_draft("set_targets", actor, campaign_id)
    campaign.target_people = targets.people
    campaign.target_companions = targets.companions
    campaign.target_needs = targets.needs
    campaign.target_handovers = targets.handovers
    with refusing():
        campaign.save(update_fields=list(COLUMNS))
    return campaign
