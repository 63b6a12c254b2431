"""Who may read the act of a patronage."""

from __future__ import annotations

from ritrovo.foundations.kernel.access import Actor, Scope
from ritrovo.practices.campaigns.models import Patronage
from ritrovo.practices.campaigns.policies import RULES, SEES_DESK, scope_of


def may_read_act(actor: Actor, path: str) -> bool:
    """Let who works on the campaign, the body itself and who reviews read it; one query."""
    found = Patronage.objects.filter(file=path).select_related("campaign").first()
    if found is None:
        return False
    scope = Scope(found.body_id, found.campaign.ecosystem_id)
    return SEES_DESK.admits(actor, scope_of(found.campaign)) or RULES["confirm_patronage"].admits(
        actor, scope
    )
