"""Promises of money, and the drafts they grow from."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.fields.json import KT
from django.db.models.functions import Upper

from ritrovo.foundations.agreements.models import Version
from ritrovo.foundations.contributions.choices import Channel
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.models import IdentifiedModel
from ritrovo.foundations.payments.models import Due
from ritrovo.foundations.people.models import Party
from ritrovo.practices.campaigns.choices import PledgeState, ShownAs
from ritrovo.practices.campaigns.models.ambassadors import Ambassador
from ritrovo.practices.campaigns.models.campaign import Campaign
from ritrovo.practices.campaigns.models.rewards import Reward


class PledgeDraft(IdentifiedModel):
    """The promise one browser is writing for a campaign: one at a time, with its key."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="drafts")
    browser = models.UUIDField()
    key = models.UUIDField()
    answers = models.JSONField(default=dict)
    started_at = models.DateTimeField(default=clock.now)
    pledge = models.ForeignKey("Pledge", models.CASCADE, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["campaign", "browser"],
                condition=Q(pledge=None),
                name="one_open_draft_per_browser_and_campaign",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["browser", "campaign"], name="draft_by_browser"),
            models.Index(
                Upper(KT("answers__email")), condition=Q(pledge=None), name="draft_by_address"
            ),
        ]


class Pledge(IdentifiedModel):
    """A promise of money. It counts once confirmed; money is another thing, and comes later.

    `gift_cents` is the part given freely. `backer` is known once the promise counts. The link
    that manages it is a random token; only its digest is kept. The versions are of the texts that
    were shown; the yes itself is a `Consent`, written once the promise counts.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="pledges")
    reward = models.ForeignKey(Reward, models.PROTECT, null=True, blank=True)
    backer = models.ForeignKey(Party, models.PROTECT, null=True, related_name="pledges")
    due = models.OneToOneField(Due, models.PROTECT, related_name="+")
    cents = models.BigIntegerField()
    gift_cents = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=PledgeState.choices)
    given_name = models.CharField(max_length=100)
    family_name = models.CharField(max_length=100, blank=True)
    company_name = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=20, blank=True)
    tax_code = models.CharField(max_length=16, blank=True)
    address = models.CharField(max_length=200, blank=True)
    payer_name = models.CharField(max_length=200, blank=True)
    shown_as = models.CharField(max_length=9, choices=ShownAs.choices)
    public_name = models.CharField(max_length=120, blank=True)
    in_memory_of = models.CharField(max_length=120, blank=True)
    on_behalf_of = models.CharField(max_length=120, blank=True)
    note = models.CharField(max_length=400, blank=True)
    wants_newsletter = models.BooleanField(default=False)
    privacy_version = models.ForeignKey(
        Version, models.PROTECT, null=True, related_name="+", db_index=False
    )
    newsletter_version = models.ForeignKey(
        Version, models.PROTECT, null=True, related_name="+", db_index=False
    )
    public_name_version = models.ForeignKey(
        Version, models.PROTECT, null=True, related_name="+", db_index=False
    )
    # Who brought it: of the same campaign, by a foreign key over both columns (0009).
    ambassador = models.ForeignKey(
        Ambassador, models.PROTECT, null=True, related_name="pledges", db_index=False
    )
    language = models.CharField(max_length=5, default="it")
    channel = models.CharField(max_length=8, choices=Channel.choices)
    recorded_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    token_digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=clock.now)
    confirmed_at = models.DateTimeField(null=True)
    counted_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    reward_delivered_at = models.DateTimeField(null=True)
    journal = models.ForeignKey("ledger.Journal", models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(cents__gt=0), name="pledge_promises_something"),
            models.CheckConstraint(
                condition=Q(gift_cents__gte=0, gift_cents__lte=F("cents")),
                name="pledge_gift_is_part_of_it",
            ),
            models.CheckConstraint(
                condition=Q(state__in=PledgeState.values), name="pledge_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(shown_as__in=ShownAs.values), name="pledge_shown_as_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[PledgeState.COUNTED, PledgeState.PAID])
                | Q(backer__isnull=False, counted_at__isnull=False, journal__isnull=False),
                name="counted_pledge_has_a_backer",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["campaign", "state", "id"], name="pledge_by_campaign"),
            models.Index(fields=["state", "made_at"], name="pledge_by_age"),
            models.Index(
                fields=["ambassador"],
                condition=Q(ambassador__isnull=False),
                name="pledge_by_ambassador",
            ),
            models.Index(
                Upper("email"),
                condition=Q(state=PledgeState.AWAITING),
                name="pledge_unopened_by_address",
            ),
        ]
