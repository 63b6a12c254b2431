"""Campaigns, what they need, who promised, and how each changed state."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property

from ritrovo.foundations.agreements.models import Version
from ritrovo.foundations.contributions.choices import Channel
from ritrovo.foundations.contributions.models import Contribution
from ritrovo.foundations.ecosystems.models import Ecosystem
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.models import IdentifiedModel
from ritrovo.foundations.payments.models import Due
from ritrovo.foundations.people.models import BankAccount, Group, Organisation, Party, Site
from ritrovo.foundations.places.models import Municipality
from ritrovo.practices.campaigns.choices import (
    BudgetKind,
    CampaignKind,
    Consequence,
    FundingRule,
    NeedKind,
    NeedState,
    OfferState,
    PledgeState,
    ShownAs,
    Status,
)
from ritrovo.practices.campaigns.rules import Terms


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
                condition=Q(status__in=[Status.DRAFT, Status.IN_REVIEW, Status.CANCELLED])
                | Q(
                    published_at__isnull=False,
                    promised_account__isnull=False,
                    collected_account__isnull=False,
                    held_account__isnull=False,
                ),
                name="published_campaign_has_its_accounts",
            ),
            models.CheckConstraint(
                condition=Q(status__in=[Status.DRAFT, Status.IN_REVIEW, Status.CANCELLED])
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


class CampaignEvent(IdentifiedModel):
    """A change of state: from, to, by which transition, who and when. Append-only."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="events")
    transition = models.CharField(max_length=24)
    source = models.CharField(max_length=12)
    target = models.CharField(max_length=12)
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")


class Remark(IdentifiedModel):
    """What a reviewer wrote to the promoter."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="remarks")
    text = models.TextField()
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(Party, models.PROTECT, related_name="+")


class BudgetLine(IdentifiedModel):
    """What a part of the money is for."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="budget")
    kind = models.CharField(max_length=8, choices=BudgetKind.choices)
    purpose = models.CharField(max_length=120)
    cents = models.BigIntegerField()
    place = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["kind", "place", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(cents__gt=0), name="budget_line_costs_something"),
            models.CheckConstraint(
                condition=Q(kind__in=BudgetKind.values), name="budget_line_kind_is_known"
            ),
        ]


class Reward(IdentifiedModel):
    """What a backer gets for a price; or, when collective, what everyone gets.

    `gift_cents` is how much of the price is still a gift: all of it for a symbolic thank-you,
    none for a thing worth its price. `taken` counts the promises that hold one.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="rewards")
    title = models.CharField(max_length=80)
    description = models.CharField(max_length=400, blank=True)
    price_cents = models.BigIntegerField(default=0)
    gift_cents = models.BigIntegerField(default=0)
    stock = models.PositiveIntegerField(null=True, blank=True)
    taken = models.PositiveIntegerField(default=0)
    delivery = models.CharField(max_length=120, blank=True)
    deliver_by = models.DateField(null=True, blank=True)
    is_collective = models.BooleanField(default=False)
    licence = models.CharField(max_length=40, blank=True)
    link = models.URLField(blank=True)
    place = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["is_collective", "price_cents", "place", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(stock=None) | Q(taken__lte=F("stock")), name="reward_stock_suffices"
            ),
            models.CheckConstraint(
                condition=Q(is_collective=True, price_cents=0, gift_cents=0)
                | Q(is_collective=False, price_cents__gt=0, gift_cents__gte=0),
                name="reward_has_a_price_unless_collective",
            ),
            models.CheckConstraint(
                condition=Q(gift_cents__lte=F("price_cents")),
                name="reward_gift_is_part_of_its_price",
            ),
        ]


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


class Picture(IdentifiedModel):
    """A picture of the story, with the words that stand for it."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="pictures")
    file = models.ImageField(upload_to="campaigns/", width_field="width", height_field="height")
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    alternative = models.CharField(max_length=250)
    credit = models.CharField(max_length=120, blank=True)
    shows_people = models.BooleanField(default=False)
    shows_minors = models.BooleanField(default=False)
    releases_declared_at = models.DateTimeField(null=True)
    releases_declared_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    place = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["place", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(alternative=""), name="picture_is_said_in_words"),
            models.CheckConstraint(
                condition=Q(shows_people=False, shows_minors=False)
                | Q(releases_declared_at__isnull=False),
                name="picture_of_people_has_releases",
            ),
        ]


class Update(IdentifiedModel):
    """News from the promoter to those who back the campaign, and to everyone."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="updates")
    title = models.CharField(max_length=120)
    text = models.TextField()
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(Party, models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar = ["-at"]


class Question(IdentifiedModel):
    """A question asked on the campaign's page; shown once it is answered."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="questions")
    text = models.CharField(max_length=600)
    asked_by_name = models.CharField(max_length=100, blank=True)
    asked_by_email = models.EmailField(blank=True)
    asked_at = models.DateTimeField(default=clock.now)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    hidden_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-asked_at"]


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
        ]


class AccountChange(IdentifiedModel):
    """A change of a live campaign's IBAN: proposed by one person, approved by another."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="account_changes")
    before = models.ForeignKey(BankAccount, models.PROTECT, related_name="+")
    after = models.ForeignKey(BankAccount, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=clock.now)
    proposed_by = models.ForeignKey(Party, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    approved = models.BooleanField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")),
                name="iban_change_needs_two_people",
            ),
            models.UniqueConstraint(
                fields=["campaign"],
                condition=Q(decided_at=None),
                name="one_iban_change_at_a_time",
            ),
        ]
