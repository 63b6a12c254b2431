"""What the public pages of a campaign show, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.urls import reverse

from ritrovo.foundations.agreements.choices import RulebookKind
from ritrovo.foundations.agreements.queries import withdrawn_among
from ritrovo.foundations.contributions.measures import Money, Victories, victories
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.kernel.refusals import NotFound
from ritrovo.practices.campaigns.choices import BudgetKind, NeedState, OfferState, PledgeState
from ritrovo.practices.campaigns.models import (
    AccountChange,
    BudgetLine,
    Campaign,
    CampaignEvent,
    Need,
    Picture,
    Pledge,
    Question,
    Reward,
    Update,
)
from ritrovo.practices.campaigns.stages import Stage, stage_of
from ritrovo.practices.campaigns.supporters import Supporter, supporter_of

if TYPE_CHECKING:
    from ritrovo.foundations.ledger.models import Account

SUPPORTERS_SHOWN = 12
# Few joins: beyond about ten, PostgreSQL takes longer to plan the query than to answer it.
WHOLE = (
    "ecosystem__site",
    "promoter",
    "beneficiary",
    "municipality",
    "category",
    "promised_account",
    "collected_account",
)
PLEDGING = ("beneficiary", "promoter", "ecosystem__site")


@dataclass(frozen=True)
class CampaignPage:
    """A public campaign with all that its page shows."""

    campaign: Campaign
    stage: Stage
    victories: Victories
    pictures: Sequence[Picture]
    budget: Sequence[BudgetLine]
    rewards: Sequence[Reward]
    needs: Sequence[Need]
    updates: Sequence[Update]
    questions: Sequence[Question]
    supporters: Sequence[Supporter]
    events: Sequence[CampaignEvent]
    account_change: AccountChange | None

    @property
    def goal(self) -> Amount:
        """The minimum, or the optimum when there is no minimum: what the first ring measures."""
        return goal_of(self.campaign)

    @property
    def minimum(self) -> Amount:
        """The sum without which it cannot be done."""
        return Amount(self.campaign.minimum_cents)

    @property
    def optimum(self) -> Amount:
        """The sum with which it is done well."""
        return Amount(self.campaign.optimum_cents)

    @property
    def cover(self) -> Picture | None:
        """The picture that stands first."""
        return self.pictures[0] if self.pictures else None

    @cached_property
    def own_rewards(self) -> list[Reward]:
        """The rewards that somebody may choose."""
        return [reward for reward in self.rewards if not reward.is_collective]

    @cached_property
    def collective_rewards(self) -> list[Reward]:
        """What everyone gets."""
        return [reward for reward in self.rewards if reward.is_collective]

    @property
    def is_paused(self) -> bool:
        """Say whether payments wait because the bank details changed."""
        return is_paused(self.campaign)

    @property
    def url(self) -> str:
        """The page's whole address, on its owner's site."""
        return address_of(self.campaign)

    @property
    def short_of_optimum(self) -> bool:
        """Say whether the ideal sum is more than the one the ring measures."""
        return self.campaign.optimum_cents > self.goal.count


def campaign_page(slug: str) -> CampaignPage:
    """Read a public campaign whole: 13 queries; one more when it failed or was
    cancelled, two more when it acts for an informal group.

    The number does not grow with promises, rewards or updates. Raises NotFound.
    """
    campaign = public_campaign(slug)
    change = campaign.account_changes.filter(approved=True).order_by("-decided_at").first()
    return CampaignPage(
        campaign=campaign,
        stage=stage_of(campaign.terms, clock.today()),
        victories=victories(
            money=money_of(campaign), context_id=campaign.pk, targets=campaign.targets
        ),
        pictures=list(campaign.pictures.all()),
        budget=list(campaign.budget.all()),
        rewards=list(campaign.rewards.all()),
        needs=list(_needs(campaign.pk)),
        updates=list(campaign.updates.all()),
        questions=list(_answered(campaign.pk)),
        supporters=last_supporters(campaign.pk),
        events=list(campaign.events.order_by("at", "id")),
        account_change=change,
    )


def public_campaign(slug: str, related: Sequence[str] = WHOLE) -> Campaign:
    """Find a campaign that was published, with those it names, in one query. Raises NotFound."""
    found = Campaign.objects.filter(published_at__isnull=False, slug=slug)
    # No LIMIT: with one, PostgreSQL weighs many more plans for these joins. A slug is unique.
    for campaign in found.select_related(*related):
        return campaign
    raise NotFound


def public_need(slug: str, need_id: UUID) -> Need:
    """Find something a published campaign asks beside money, in one query. Raises NotFound."""
    needs = Need.objects.filter(campaign__slug=slug, campaign__published_at__isnull=False)
    if need := needs.select_related("campaign").filter(pk=need_id).first():
        return need
    raise NotFound


def cover_of(campaign_id: UUID) -> Picture | None:
    """Find the first picture of a campaign, in one query."""
    return Picture.objects.filter(campaign=campaign_id).first()


def address_of(campaign: Campaign) -> str:
    """Write a campaign's whole address, on the site of its ecosystem."""
    return f"{campaign.ecosystem.site.root}{reverse('campaigns:detail', args=[campaign.slug])}"


def goal_of(campaign: Campaign) -> Amount:
    """Say the sum a campaign is measured against: its minimum, else its optimum."""
    return Amount(campaign.minimum_cents or campaign.optimum_cents)


def money_of(campaign: Campaign) -> Money:
    """Read the first victory from the counters of the ledger; no query.

    What was let go when the campaign failed, or was cancelled, had been promised too.
    """
    collected = _balance(campaign.collected_account)
    promised = _balance(campaign.promised_account) + collected + campaign.released_cents
    return Money(
        promised=Amount(promised),
        collected=Amount(collected),
        minimum=Amount(campaign.minimum_cents),
        optimum=Amount(campaign.optimum_cents),
    )


def is_paused(campaign: Campaign) -> bool:
    """Say whether payments wait because the bank details changed."""
    until = campaign.payments_paused_until
    return until is not None and clock.now() < until


def last_supporters(campaign_id: UUID) -> list[Supporter]:
    """List the last supporters as each chose to appear, newest first, in two queries.

    Whoever took back the consent to their name appears without one.

    One short walk of the index for each state: it costs the same with 10 or 100,000 promises.
    """
    shown = (PledgeState.COUNTED, PledgeState.PAID)
    newest = [
        Pledge.objects.filter(campaign=campaign_id, state=state).order_by("-id")[:SUPPORTERS_SHOWN]
        for state in shown
    ]
    rows = list(newest[0].union(newest[1], all=True).order_by("-id")[:SUPPORTERS_SHOWN])
    nameless = withdrawn_among(RulebookKind.PUBLIC_NAME, [pledge.pk for pledge in rows])
    return [supporter_of(pledge, is_nameless=pledge.pk in nameless) for pledge in rows]


def budget_bars(page: CampaignPage) -> list[dict[str, object]]:
    """Give the budget's lines as `look/_budget.html` draws them, in thousandths of the whole."""
    whole = Amount(sum(line.cents for line in page.budget))
    return [
        {
            "words": line.purpose,
            "amount": Amount(line.cents),
            "per_mille": Amount(line.cents).per_mille_of(whole),
            "kind": "brand" if line.kind == BudgetKind.MINIMUM else "sky",
        }
        for line in page.budget
    ]


def _needs(campaign_id: UUID) -> QuerySet[Need]:
    taken = Q(offers__state__in=[OfferState.ACCEPTED, OfferState.DONE])
    needs = Need.objects.filter(campaign=campaign_id).exclude(state=NeedState.WITHDRAWN)
    return needs.annotate(found=Count("offers", filter=taken)).order_by("place", "id")


def _answered(campaign_id: UUID) -> QuerySet[Question]:
    return Question.objects.filter(
        campaign=campaign_id, answered_at__isnull=False, hidden_at=None
    ).order_by("-answered_at")


def _balance(account: Account | None) -> int:
    return account.received - account.sent if account else 0
