"""What the promoter's desk shows of its campaigns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from ritrovo.foundations.ecosystems.models import Ecosystem
from ritrovo.foundations.kernel.access import Actor, Rule, Scope
from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.kernel.refusals import NotFound
from ritrovo.foundations.people.models import BankAccount, Hosting, Organisation
from ritrovo.foundations.volunteers.contexts import Context
from ritrovo.practices.campaigns.choices import OfferState, PledgeState, Status
from ritrovo.practices.campaigns.models import (
    Campaign,
    CampaignEvent,
    Category,
    NeedOffer,
    Pledge,
    Question,
    Remark,
)
from ritrovo.practices.campaigns.policies import SEES_DESK
from ritrovo.practices.campaigns.queries.calls import people_to_call
from ritrovo.practices.campaigns.queries.listing import name_of
from ritrovo.practices.campaigns.queries.pages import goal_of, money_of
from ritrovo.practices.campaigns.queries.tutors import accompanies

WHOLE = (
    "ecosystem__site",
    "promoter__party",
    "beneficiary",
    "municipality",
    "category",
    "bank_account",
    "on_behalf_of__party",
    "promised_account",
    "collected_account",
)
# A promise counts as one to deliver while it stands; a withdrawn one leaves nothing to hand over.
DELIVERABLE = (PledgeState.COUNTED, PledgeState.PAID)


@dataclass(frozen=True, slots=True)
class DeskRow:
    """A campaign in the promoter's list; `first` in thousandths, `waiting` things to answer."""

    campaign: Campaign
    promised: Amount
    collected: Amount
    goal: Amount
    first: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """What asks for an answer in a campaign, by kind."""

    pledges: int
    rewards: int
    offers: int
    questions: int
    calls: int


def desk_rows(actor: Actor) -> list[DeskRow]:
    """List the campaigns of the organisations one works for, last begun first. One query."""
    mine = Campaign.objects.filter(promoter__in=list(actor.organisations))
    found = mine.select_related(
        "promoter__party", "ecosystem", "promised_account", "collected_account"
    ).annotate(
        waiting_pledges=_counted(Pledge.objects.filter(state=PledgeState.TO_APPROVE), "campaign"),
        waiting_offers=_counted(
            NeedOffer.objects.filter(state=OfferState.OFFERED), "need__campaign"
        ),
        waiting_questions=_counted(_unanswered(), "campaign"),
    )
    return [_row(campaign) for campaign in found.order_by("-created_at", "-id")]


def campaign_for(actor: Actor, campaign_id: UUID, rule: Rule) -> Campaign:
    """Get a campaign that the actor may see under a rule, in one query.

    Its tutor sees what whoever works on it sees, and changes nothing; one query more. Raises
    NotFound, also when it exists but is not for this actor.
    """
    found = Campaign.objects.select_related(*WHOLE).filter(pk=campaign_id).first()
    if found is None:
        raise NotFound
    if rule.admits(actor, Scope(found.promoter_id, found.ecosystem_id)):
        return found
    if rule is SEES_DESK and accompanies(actor, campaign_id):
        return found
    raise NotFound


def waiting_in(campaign: Campaign) -> Waiting:
    """Count what asks for an answer in a campaign. Five short queries."""
    campaign_id = campaign.pk
    return Waiting(
        pledges=Pledge.objects.filter(campaign=campaign_id, state=PledgeState.TO_APPROVE).count(),
        rewards=rewards_to_deliver(campaign_id).filter(reward_delivered_at=None).count(),
        offers=NeedOffer.objects.filter(
            need__campaign=campaign_id, state=OfferState.OFFERED
        ).count(),
        questions=_unanswered().filter(campaign=campaign_id).count(),
        calls=people_to_call(campaign).count() if campaign.terms.is_payable else 0,
    )


def log_of(campaign: Campaign) -> QuerySet[CampaignEvent]:
    """List how a campaign changed state, with who did it, last first. One query."""
    return campaign.events.select_related("by").order_by("-at", "-id")


def last_remark(campaign: Campaign) -> Remark | None:
    """Give what a reviewer wrote last to the promoter. One query."""
    return campaign.remarks.select_related("by").order_by("-at", "-id").first()


def rewards_to_deliver(campaign_id: UUID) -> QuerySet[Pledge]:
    """List the promises that hold a reward, those still to hand over first. One query."""
    return (
        Pledge.objects.filter(campaign=campaign_id, reward__isnull=False, state__in=DELIVERABLE)
        .select_related("reward")
        .order_by("-reward_delivered_at", "reward__title", "id")
    )


def offers_of(campaign_id: UUID) -> QuerySet[NeedOffer]:
    """List the offers of help, those that wait for an answer first. One query."""
    stand = NeedOffer.objects.filter(need__campaign=campaign_id).exclude(state=OfferState.AWAITING)
    return stand.select_related("need", "contribution").order_by("need__place", "made_at", "id")


def questions_of(campaign_id: UUID) -> QuerySet[Question]:
    """List the questions, those without an answer first. One query."""
    asked = Question.objects.filter(campaign=campaign_id, hidden_at=None)
    return asked.order_by("-answered_at", "-asked_at")


def open_ecosystems() -> QuerySet[Ecosystem]:
    """List the ecosystems where campaigns are switched on, by name. One query."""
    return Ecosystem.objects.filter(
        practices__practice="campaigns", practices__until=None
    ).order_by("name")


def promoting_organisations(actor: Actor, roles: frozenset[str]) -> QuerySet[Organisation]:
    """List the organisations in which the actor holds one of some roles, by name. One query."""
    held = [where for where, mine in actor.organisations.items() if roles & mine]
    return Organisation.objects.filter(pk__in=held).order_by("legal_name")


def category_tree() -> list[tuple[str, list[tuple[str, str]]]]:
    """Give the categories as groups of (code, name): a branch and its leaves. One query."""
    rows = list(Category.objects.order_by("place", "code"))
    return [
        (
            name_of(branch),
            [
                (each.code, name_of(each))
                for each in rows
                if branch.code in {each.code, each.parent_id}
            ],
        )
        for branch in rows
        if branch.parent_id is None
    ]


def accounts_of(organisations: QuerySet[Organisation]) -> list[BankAccount]:
    """List the live accounts of some organisations, by holder. One query."""
    live = BankAccount.objects.filter(organisation__in=organisations, retired_at=None)
    return list(live.order_by("holder", "added_at"))


def hosted_groups(organisations: QuerySet[Organisation]) -> list[Hosting]:
    """List the agreements by which these organisations receive money for groups. One query."""
    hostings = Hosting.objects.filter(host__in=organisations)
    return list(hostings.select_related("group__party", "host").order_by("group__party__name"))


def campaigns_to_review(actor: Actor) -> Sequence[Campaign]:
    """List the campaigns one may review, those that wait longest first. One query."""
    reviewing = {"promoter", "administrator"}
    there = [where for where, roles in actor.ecosystems.items() if reviewing & roles]
    mine = Q() if "moderator" in actor.platform else Q(ecosystem__in=there)
    seen = (Status.PREPARING, Status.IN_REVIEW, Status.PUBLISHED, Status.SUSPENDED)
    found = Campaign.objects.filter(mine, status__in=seen)
    return list(found.select_related("promoter", "ecosystem").order_by("status", "created_at"))


def _row(campaign: Campaign) -> DeskRow:
    money, goal = money_of(campaign), goal_of(campaign)
    waiting = (
        campaign.waiting_pledges + campaign.waiting_offers + campaign.waiting_questions  # type: ignore[attr-defined]
    )
    return DeskRow(
        campaign, money.promised, money.collected, goal, money.promised.per_mille_of(goal), waiting
    )


def _unanswered() -> QuerySet[Question]:
    return Question.objects.filter(answered_at=None, hidden_at=None)


def _counted(rows: QuerySet[Any], path: str) -> Coalesce:
    """Count rows of each campaign in the campaign's own query."""
    of_one = rows.filter(**{path: OuterRef("pk")}).order_by().values(path)
    counts = of_one.annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counts, output_field=IntegerField()), 0)


def worked_for(organisation_id: UUID) -> list[Context]:
    """List the campaigns for which volunteers give an organisation hours. One query."""
    public = Campaign.objects.filter(beneficiary=organisation_id, published_at__isnull=False)
    rows = public.order_by("-published_at").values_list("id", "title", "ecosystem_id")
    return [Context(*row) for row in rows]
