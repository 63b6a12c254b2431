"""What a campaign is: its words, rule, days, place in the tree, and its accounts."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property

from ritrovo.foundations.contributions.measures import Targets
from ritrovo.foundations.ecosystems.models import Ecosystem
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.models import IdentifiedModel
from ritrovo.foundations.people.models import BankAccount, Group, Organisation, Party, Site
from ritrovo.foundations.places.models import Municipality
from ritrovo.practices.campaigns.choices import CampaignKind, Consequence, FundingRule, Status
from ritrovo.practices.campaigns.rules import Terms

# In these states nobody has promised anything yet, or nobody ever will.
UNPUBLISHED = (Status.DRAFT, Status.PREPARING, Status.IN_REVIEW, Status.CANCELLED)


class Category(models.Model):
    """A branch of the tree by which the observatory counts campaigns."""

    code = models.CharField(max_length=40, primary_key=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    name_it = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    place = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return self.name_it


class Campaign(IdentifiedModel):
    """A call for money, and for more than money, with a rule, a place and a day it ends.

    Days are Italian days; `closes_on` is the last one on which one may promise. The substantive
    fields are frozen once published (trigger in `campaigns.0002_states`).
    """

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(max_length=80)
    summary = models.CharField(max_length=200, blank=True)
    story = models.TextField(blank=True)
    video_url = models.URLField(blank=True)
    kind = models.CharField(max_length=8, choices=CampaignKind.choices)
    category = models.ForeignKey(Category, models.PROTECT)
    ecosystem = models.ForeignKey(Ecosystem, models.PROTECT, related_name="campaigns")
    promoter = models.ForeignKey(Organisation, models.PROTECT, related_name="promoted_campaigns")
    beneficiary = models.ForeignKey(
        Organisation, models.PROTECT, related_name="benefiting_campaigns"
    )
    on_behalf_of = models.ForeignKey(Group, models.PROTECT, null=True, blank=True)
    bank_account = models.ForeignKey(BankAccount, models.PROTECT, null=True, blank=True)
    municipality = models.ForeignKey(Municipality, models.PROTECT)
    funding_rule = models.CharField(max_length=24, choices=FundingRule.choices)
    consequence = models.CharField(max_length=12, choices=Consequence.choices)
    consequence_text = models.CharField(max_length=280, blank=True)
    minimum_cents = models.BigIntegerField(default=0)
    optimum_cents = models.BigIntegerField(default=0)
    opens_on = models.DateField()
    closes_on = models.DateField()
    second_closes_on = models.DateField(null=True, blank=True)
    collection_days = models.PositiveIntegerField()
    collection_ends_on = models.DateField(null=True)
    approve_above_cents = models.BigIntegerField()
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.DRAFT)
    round = models.PositiveSmallIntegerField(default=1)
    payments_paused_until = models.DateTimeField(null=True)
    # What was promised and let go when the campaign ended: summed as it happens, never over all.
    released_cents = models.BigIntegerField(default=0)
    # What the second victory aims at, 0 where nothing was set: frozen once published.
    target_people = models.PositiveIntegerField(default=0)
    target_companions = models.PositiveIntegerField(default=0)
    target_needs = models.PositiveIntegerField(default=0)
    target_handovers = models.PositiveIntegerField(default=0)
    promised_account = models.ForeignKey(
        "ledger.Account", models.PROTECT, null=True, related_name="+"
    )
    collected_account = models.ForeignKey(
        "ledger.Account", models.PROTECT, null=True, related_name="+"
    )
    held_account = models.ForeignKey("ledger.Account", models.PROTECT, null=True, related_name="+")
    created_by = models.ForeignKey(Party, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=clock.now)
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=CampaignKind.values), name="campaign_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(funding_rule__in=FundingRule.values), name="funding_rule_is_known"
            ),
            models.CheckConstraint(
                condition=Q(status__in=Status.values), name="campaign_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(consequence__in=Consequence.values), name="consequence_is_known"
            ),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="campaign_closes_after_it_opens"
            ),
            models.CheckConstraint(
                condition=~Q(funding_rule=FundingRule.MINIMUM_THEN_OPTIMUM)
                | Q(second_closes_on__gt=F("closes_on")),
                name="second_round_follows_the_first",
            ),
            models.CheckConstraint(
                condition=Q(minimum_cents__gte=0, optimum_cents__gte=F("minimum_cents")),
                name="optimum_is_at_least_the_minimum",
            ),
            models.CheckConstraint(
                condition=Q(status__in=UNPUBLISHED)
                | Q(
                    published_at__isnull=False,
                    promised_account__isnull=False,
                    collected_account__isnull=False,
                    held_account__isnull=False,
                ),
                name="published_campaign_has_its_accounts",
            ),
            models.CheckConstraint(
                condition=Q(status__in=UNPUBLISHED)
                | ~Q(funding_rule=FundingRule.ALL_OR_NOTHING)
                | Q(minimum_cents__gt=0),
                name="all_or_nothing_has_a_minimum",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["status", "closes_on"], name="campaign_by_status"),
            models.Index(fields=["ecosystem", "status"], name="campaign_by_ecosystem"),
        ]

    def __str__(self) -> str:
        return self.title

    @cached_property
    def site(self) -> Site:
        """The site its pages and letters belong to: its ecosystem's. One query."""
        return Site.objects.get(ecosystems=self.ecosystem_id)

    @property
    def is_paid_elsewhere(self) -> bool:
        """Say whether the beneficiary, a public body, takes money on its own pagoPA page."""
        return self.bank_account_id is None

    @property
    def targets(self) -> Targets:
        """What the second victory aims at, as the measures take it."""
        return Targets(
            people=self.target_people,
            companions=self.target_companions,
            needs=self.target_needs,
            handovers=self.target_handovers,
        )

    @property
    def terms(self) -> Terms:
        """What decides its fate, as a value the rules understand."""
        return Terms(
            funding_rule=self.funding_rule,
            status=self.status,
            round=self.round,
            opens_on=self.opens_on,
            closes_on=self.closes_on,
            second_closes_on=self.second_closes_on,
            minimum_cents=self.minimum_cents,
        )
