"""What a campaign asks beside money, and who offers it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper

from ritrovo.foundations.contributions.choices import Channel
from ritrovo.foundations.contributions.models import Contribution
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.models import IdentifiedModel
from ritrovo.foundations.people.models import Party
from ritrovo.practices.campaigns.choices import NeedKind, NeedState, OfferState, ShownAs
from ritrovo.practices.campaigns.models.ambassadors import Ambassador
from ritrovo.practices.campaigns.models.campaign import Campaign


class Need(IdentifiedModel):
    """What a campaign asks beside money."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="needs")
    kind = models.CharField(max_length=8, choices=NeedKind.choices)
    title = models.CharField(max_length=80)
    description = models.CharField(max_length=400, blank=True)
    wanted = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=9, choices=NeedState.choices, default=NeedState.OPEN)
    opened_at = models.DateTimeField(null=True)
    place = models.PositiveIntegerField(default=0)

    @property
    def is_task(self) -> bool:
        """Say whether somebody comes to work for it, and so stands in a volunteers' list."""
        return self.kind == NeedKind.TASK

    class Meta:
        ordering: ClassVar = ["place", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(wanted__gt=0), name="need_wants_somebody"),
            models.CheckConstraint(
                condition=Q(kind__in=NeedKind.values), name="need_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=NeedState.values), name="need_state_is_known"
            ),
        ]


class NeedOffer(IdentifiedModel):
    """Somebody's "I can do it": accepted by the promoter, and a contribution once done."""

    need = models.ForeignKey(Need, models.PROTECT, related_name="offers")
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    given_name = models.CharField(max_length=100)
    family_name = models.CharField(max_length=100, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=20, blank=True)
    message = models.CharField(max_length=400, blank=True)
    shown_as = models.CharField(max_length=9, choices=ShownAs.choices, default=ShownAs.INITIALS)
    state = models.CharField(max_length=9, choices=OfferState.choices)
    token_digest = models.CharField(max_length=64, unique=True)
    key = models.UUIDField(unique=True)
    contribution = models.ForeignKey(Contribution, models.PROTECT, null=True, related_name="+")
    ambassador = models.ForeignKey(
        Ambassador, models.PROTECT, null=True, related_name="offers", db_index=False
    )
    channel = models.CharField(max_length=8, choices=Channel.choices)
    recorded_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=OfferState.values), name="offer_state_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(state=OfferState.DONE) | Q(contribution__isnull=False),
                name="offer_done_is_a_contribution",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["ambassador"],
                condition=Q(ambassador__isnull=False),
                name="offer_by_ambassador",
            ),
            models.Index(
                Upper("email"),
                condition=Q(state=OfferState.AWAITING),
                name="offer_unopened_by_address",
            ),
        ]
