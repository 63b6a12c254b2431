"""Preparing a campaign: everything a promoter writes before, and little after, it is reviewed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, BinaryIO
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from ritrovo.foundations.ecosystems.models import EcosystemPractice
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import Actor, Scope
from ritrovo.foundations.kernel.parameters import parameter
from ritrovo.foundations.kernel.refusals import NotAllowed, refusing
from ritrovo.practices.campaigns import pictures
from ritrovo.practices.campaigns.choices import CampaignKind, Consequence, FundingRule
from ritrovo.practices.campaigns.errors import (
    BeneficiaryUnfit,
    DatesOutOfOrder,
    SlugTaken,
)
from ritrovo.practices.campaigns.models import Campaign, Picture
from ritrovo.practices.campaigns.plans import EDITABLE, PlannedLine, PlannedNeed, PlannedReward
from ritrovo.practices.campaigns.policies import RULES, scope_of
from ritrovo.practices.campaigns.queries.beneficiaries import may_receive
from ritrovo.practices.campaigns.queries.readiness import require_ready
from ritrovo.practices.campaigns.steps import hold, move
from ritrovo.practices.campaigns.steps.holding import hold_draft, hold_writable
from ritrovo.practices.campaigns.steps.picturing import keep_picture
from ritrovo.practices.campaigns.steps.writing import (
    RESERVED,
    free_slug,
    person_of,
    write_budget,
    write_needs,
    write_rewards,
    write_totals,
)

FIRST_DAY, LAST_DAY = timedelta(days=14), timedelta(days=59)


@transaction.atomic(durable=True)
def create_campaign(
    *, actor: Actor, promoter_id: UUID, ecosystem_id: UUID, title: str, **facts: Any
) -> Campaign:
    """Begin a campaign as a draft, with sensible days and the promoter as who receives.

    `facts` are any of `EDITABLE`; `category_id` and `municipality_id` must be there. Raises
    NotAllowed, BeneficiaryUnfit, DatesOutOfOrder, SlugTaken.
    """
    RULES["create_campaign"].require(actor, Scope(promoter_id, ecosystem_id))
    _require_practice(ecosystem_id)
    today = clock.today()
    planned: dict[str, Any] = {
        "kind": CampaignKind.DONATION,
        "funding_rule": FundingRule.KEEP_IT_ALL,
        "consequence": Consequence.REDUCED,
        "beneficiary_id": promoter_id,
        "opens_on": today + FIRST_DAY,
        "closes_on": today + LAST_DAY,
        "collection_days": parameter("campaigns.collection_days"),
        "approve_above_cents": parameter("campaigns.approve_above_cents"),
        "slug": free_slug(title),
        **_known(facts),
    }
    campaign = Campaign(
        promoter_id=promoter_id,
        ecosystem_id=ecosystem_id,
        title=" ".join(title.split()),
        created_by_id=person_of(actor),
        **planned,
    )
    _require_sound(campaign, actor)
    with refusing():
        campaign.save(force_insert=True)
    return campaign


@transaction.atomic(durable=True)
def edit_campaign(*, actor: Actor, campaign_id: UUID, **facts: Any) -> Campaign:
    """Change what a draft says of itself; facts not given stay.

    Raises NotAllowed, SubstanceFrozen, TransitionNotAllowed, BeneficiaryUnfit, DatesOutOfOrder,
    SlugTaken.
    """
    campaign = hold_draft("edit_campaign", actor, campaign_id)
    known = _known(facts)
    if known.get("ecosystem_id", campaign.ecosystem_id) != campaign.ecosystem_id:
        _require_practice(known["ecosystem_id"])
    for name, value in known.items():
        setattr(campaign, name, value)
    _require_sound(campaign, actor)
    with refusing():
        campaign.save(update_fields=list(known))
    return campaign


@transaction.atomic(durable=True)
def edit_story(
    *, actor: Actor, campaign_id: UUID, summary: str, story: str, video_url: str = ""
) -> Campaign:
    """Write a campaign's story; rich text is cleaned, `[foto 2]` becomes the second picture.

    Raises NotAllowed, TransitionNotAllowed.
    """
    campaign = hold_writable("edit_story", actor, campaign_id)
    campaign.summary = " ".join(summary.split())
    campaign.story = pictures.told(story, campaign.pictures.all())
    campaign.video_url = video_url
    campaign.save(update_fields=["summary", "story", "video_url"])
    return campaign


@transaction.atomic(durable=True)
def set_budget(*, actor: Actor, campaign_id: UUID, lines: Sequence[PlannedLine]) -> Campaign:
    """Write what the money is for. Raises NotAllowed, SubstanceFrozen, TransitionNotAllowed."""
    campaign = hold_draft("set_budget", actor, campaign_id)
    write_budget(campaign, lines)
    return campaign


@transaction.atomic(durable=True)
def set_rewards(*, actor: Actor, campaign_id: UUID, rewards: Sequence[PlannedReward]) -> Campaign:
    """Write what backers get; once published, new ones may join those that stand.

    Raises NotAllowed, SubstanceFrozen, TransitionNotAllowed, RewardPriceMissing.
    """
    campaign = hold_writable("set_rewards", actor, campaign_id)
    write_rewards(campaign, rewards)
    return campaign


@transaction.atomic(durable=True)
def set_needs(*, actor: Actor, campaign_id: UUID, needs: Sequence[PlannedNeed]) -> Campaign:
    """Write what is asked beside money; once published, needs may join or be withdrawn.

    Raises NotAllowed, SubstanceFrozen, TransitionNotAllowed.
    """
    campaign = hold_writable("set_needs", actor, campaign_id)
    write_needs(campaign, needs, by=actor.party_id)
    return campaign


@transaction.atomic(durable=True)
def add_picture(
    *,
    actor: Actor,
    campaign_id: UUID,
    file: BinaryIO,
    alternative: str,
    credit: str = "",
    shows_people: bool = False,
    shows_minors: bool = False,
    has_releases: bool = False,
) -> Picture:
    """Add a picture, written anew in a few sizes; its first is the campaign's face.

    `has_releases` declares that who is shown agreed, parents for minors (art. 96 L. 633/1941,
    art. 8 Reg. (EU) 2016/679). Raises NotAllowed, TransitionNotAllowed, WordsMissing,
    ReleasesMissing, PictureUnreadable.
    """
    campaign = hold_writable("add_picture", actor, campaign_id)
    return keep_picture(
        campaign,
        file=file,
        alternative=alternative,
        credit=credit,
        shows_people=shows_people,
        shows_minors=shows_minors,
        has_releases=has_releases,
        by=actor.party_id,
    )


@transaction.atomic(durable=True)
def move_picture(*, actor: Actor, picture_id: UUID, by: int) -> None:
    """Show a picture `by` places later, or earlier when negative; the first is the face.

    The story keeps its pictures where it shows them. Raises NotAllowed, TransitionNotAllowed.
    """
    picture = Picture.objects.get(pk=picture_id)
    campaign = hold_writable("move_picture", actor, picture.campaign_id)
    shown = list(campaign.pictures.all())
    here = shown.index(picture)
    shown.insert(max(here + by, 0), shown.pop(here))
    for place, each in enumerate(shown):
        each.place = place
    Picture.objects.bulk_update(shown, ["place"])


@transaction.atomic(durable=True)
def remove_picture(*, actor: Actor, picture_id: UUID) -> None:
    """Take a picture away, from the story too. Raises NotAllowed, TransitionNotAllowed."""
    picture = Picture.objects.get(pk=picture_id)
    campaign = hold_writable("remove_picture", actor, picture.campaign_id)
    before = list(campaign.pictures.all())
    story = pictures.marked(campaign.story, [each for each in before if each.pk != picture_id])
    picture.delete()
    campaign.story = pictures.told(story, campaign.pictures.all())
    campaign.save(update_fields=["story"])
    transaction.on_commit(lambda: pictures.erase(picture_id))


@transaction.atomic(durable=True)
def submit_campaign(*, actor: Actor, campaign_id: UUID) -> Campaign:
    """Ask for review. Raises NotAllowed, BeneficiaryUnfit, HostingMissing, NotReady."""
    campaign = hold_draft("submit_campaign", actor, campaign_id)
    write_totals(campaign)
    require_ready(campaign)
    move(campaign, "submit", by=actor.party_id)
    return campaign


@transaction.atomic(durable=True)
def cancel_campaign(*, actor: Actor, campaign_id: UUID) -> Campaign:
    """Give a campaign up; its promises are let go, and who promised is told, by a job.

    Raises NotAllowed, TransitionNotAllowed.
    """
    campaign = hold(campaign_id)
    RULES["cancel_campaign"].require(actor, scope_of(campaign))
    move(campaign, "cancel", by=actor.party_id)
    return campaign


def _known(facts: dict[str, Any]) -> dict[str, Any]:
    if unknown := facts.keys() - EDITABLE:
        raise TypeError(f"A campaign has no {', '.join(sorted(unknown))}.")
    return facts


def _require_practice(ecosystem_id: UUID) -> None:
    on = EcosystemPractice.objects.filter(ecosystem=ecosystem_id, practice="campaigns", until=None)
    if not on.exists():
        raise NotAllowed(_("In questo ecosistema le campagne non sono attive."))


def _require_sound(campaign: Campaign, actor: Actor) -> None:
    """Refuse days out of order, and a beneficiary or account that is none of theirs."""
    if campaign.funding_rule != FundingRule.MINIMUM_THEN_OPTIMUM:
        campaign.second_closes_on = None
    elif campaign.second_closes_on is None:
        campaign.second_closes_on = campaign.closes_on + timedelta(days=campaign.collection_days)
    if campaign.closes_on < campaign.opens_on:
        raise DatesOutOfOrder
    if campaign.second_closes_on and campaign.second_closes_on <= campaign.closes_on:
        raise DatesOutOfOrder
    if campaign.slug in RESERVED:
        raise SlugTaken
    if not may_receive(campaign, actor):
        raise BeneficiaryUnfit
