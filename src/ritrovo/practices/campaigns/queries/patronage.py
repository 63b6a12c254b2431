"""Patronage: what a campaign has, what a body gives, what waits for a confirmation."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from ritrovo.foundations.ecosystems.practices import ToDo
from ritrovo.foundations.kernel.access import Actor
from ritrovo.practices.campaigns.models import Patronage
from ritrovo.practices.campaigns.policies import RULES


def shown_patronages(campaign_id: UUID) -> QuerySet[Patronage]:
    """List the patronages everyone may see of a campaign, by day of the act. One query."""
    confirmed = Patronage.objects.filter(campaign=campaign_id, confirmed_at__isnull=False)
    return confirmed.filter(ended_at=None).select_related("body__municipality")


def all_patronages(campaign_id: UUID) -> QuerySet[Patronage]:
    """List every patronage of a campaign, those taken back too. One query."""
    return Patronage.objects.filter(campaign=campaign_id).select_related("body", "recorded_by")


def patronages_to_answer(actor: Actor) -> QuerySet[Patronage]:
    """List what waits for the actor's confirmation, the oldest first. One query."""
    rule = RULES["confirm_patronage"]
    bodies = [each for each, roles in actor.organisations.items() if roles & rule.organisation]
    reviewed = [each for each, roles in actor.ecosystems.items() if roles & rule.ecosystem]
    mine = Q(body__in=bodies) | Q(campaign__ecosystem__in=reviewed)
    if actor.platform & rule.platform:
        mine = Q()
    waiting = Patronage.objects.filter(mine, confirmed_at=None, ended_at=None)
    return waiting.select_related("body", "campaign", "recorded_by").order_by("recorded_at", "pk")


def patronage_waits(actor: Actor) -> list[ToDo]:
    """Say how many patronages wait for the actor. One query."""
    count = patronages_to_answer(actor).count()
    path = reverse("campaigns:desk_answer_patronages")
    return [ToDo(_("Patrocini da confermare"), path, count)] if count else []
