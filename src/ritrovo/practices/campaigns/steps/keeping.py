"""Holding what is handed over, refusing the promoter, and writing down a keeper's yes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Max

from ritrovo.foundations.agreements.steps import give_consent
from ritrovo.foundations.contributions.choices import Channel, MilestoneKind
from ritrovo.foundations.contributions.steps import reach
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import Actor
from ritrovo.foundations.kernel.parameters import parameters
from ritrovo.foundations.kernel.refusals import NotFound, refusing, require_transaction
from ritrovo.foundations.people.models import OrganisationRole
from ritrovo.foundations.people.rules import folded_name
from ritrovo.foundations.people.steps import find_or_make_backer
from ritrovo.practices.campaigns.choices import KeeperState, ShownAs
from ritrovo.practices.campaigns.errors import LinkUnknown
from ritrovo.practices.campaigns.handover_errors import KeeperIsPromoter
from ritrovo.practices.campaigns.handover_links import mark_of, read
from ritrovo.practices.campaigns.models import Campaign, Handover, HandoverCheck, Keeper
from ritrovo.practices.campaigns.queries.handover import TERMS
from ritrovo.practices.campaigns.second_victory import months_after
from ritrovo.practices.campaigns.steps.sharing import hold_shared


def hold_handover(handover_id: UUID) -> tuple[Handover, Campaign]:
    """Hold a campaign's state and, alone, what it hands over: one yes at a time.

    Three queries. Raises NotFound.
    """
    require_transaction()
    campaigns = Handover.objects.filter(pk=handover_id).values_list("campaign_id", flat=True)
    campaign_id = campaigns.first()
    if campaign_id is None:
        raise NotFound
    campaign = hold_shared(campaign_id)
    return Handover.objects.select_for_update(no_key=True).get(pk=handover_id), campaign


def hold_keeper(keeper_id: UUID) -> tuple[Keeper, Handover, Campaign]:
    """Hold what somebody keeps or is asked to, then themselves. Five queries. Raises NotFound."""
    found = Keeper.objects.filter(pk=keeper_id).values_list("handover_id", flat=True).first()
    if found is None:
        raise NotFound
    handover, campaign = hold_handover(found)
    return Keeper.objects.select_for_update(no_key=True).get(pk=keeper_id), handover, campaign


def hold_by_token(token: str) -> tuple[Keeper, Handover, Campaign]:
    """Hold whom a link belongs to, and what they keep. Raises LinkUnknown."""
    link = read(token)
    try:
        found = hold_keeper(link.keeper_id)
    except NotFound as error:
        raise LinkUnknown from error
    if mark_of(found[0].email) != link.address:
        raise LinkUnknown
    return found


def refuse_promoter(campaign: Campaign, *, name: str, email: str, actor: Actor) -> None:
    """Refuse whoever promotes: by the roles they act with, by their address, by their name.

    The database refuses the party besides. One query. Raises KeeperIsPromoter.
    """
    if actor.organisations.get(campaign.promoter_id):
        raise KeeperIsPromoter
    if is_like_the_promoter(campaign, name=name, email=email):
        raise KeeperIsPromoter


def is_like_the_promoter(campaign: Campaign, *, name: str, email: str) -> bool:
    """Say whether a name or an address is that of somebody who works for the promoter."""
    roles = OrganisationRole.objects.filter(organisation=campaign.promoter_id, until=None)
    told = roles.values_list(
        "person__given_name", "person__family_name", "person__login__email"
    ).distinct()
    mine = folded_name(name)
    return any(
        mine == folded_name(f"{given} {family}")
        or bool(email and address and email.lower() == address.lower())
        for given, family, address in told
    )


def find_party(keeper: Keeper, campaign: Campaign, *, is_verified: bool) -> UUID:
    """Find who accepts among those the promoter knows, or make their record."""
    require_transaction()
    return find_or_make_backer(
        organisation_id=campaign.promoter_id,
        given_name=keeper.given_name,
        family_name=keeper.family_name,
        email=keeper.email,
        is_verified=is_verified,
        at=clock.now(),
        phone=keeper.phone,
    ).pk


def write_yes(
    keeper: Keeper,
    handover: Handover,
    campaign: Campaign,
    *,
    party_id: UUID,
    day: date,
    channel: Channel,
    recorded_by: UUID | None,
) -> None:
    """Write a keeper's yes: a milestone, and with the first one the days of both questions.

    The caller holds the handover. Raises KeeperIsPromoter, AlreadyKeeper.
    """
    require_transaction()
    keeper.party_id, keeper.channel, keeper.recorded_by_id = party_id, channel, recorded_by
    keeper.number = _next_number(handover)
    keeper.state, keeper.accepted_on = KeeperState.ACCEPTED, day
    with refusing():
        keeper.save()
    if handover.accepted_on is None:
        handover.accepted_on = day
        handover.save(update_fields=["accepted_on"])
        _date_questions(handover)
    reach_for(
        handover,
        campaign,
        kind=MilestoneKind.HANDOVER_ACCEPTED,
        line=keeper.number,
        day=day,
        channel=channel,
        party=party_id,
        by=recorded_by,
    )


def take_up_again(keeper: Keeper, campaign: Campaign, *, actor: Actor) -> Keeper:
    """Let who stepped back go on; their first yes is the one that counts.

    The caller holds the keeper. Raises KeeperIsPromoter.
    """
    require_transaction()
    refuse_promoter(campaign, name=keeper.name, email=keeper.email, actor=actor)
    keeper.left_on = None
    keeper.save(update_fields=["left_on"])
    return keeper


def keep_public_name(
    keeper: Keeper, *, version_id: UUID | None, form: str, recorded_by: UUID | None
) -> None:
    """Write down a keeper's yes to their name on the page, once."""
    require_transaction()
    if keeper.shown_as != ShownAs.NAME or version_id is None:
        return
    give_consent(
        version_id=version_id,
        party_id=keeper.party_id,
        channel=keeper.channel,
        form=form,
        subject_id=keeper.pk,
        recorded_by=recorded_by,
    )


def reach_for(
    handover: Handover,
    campaign: Campaign,
    *,
    kind: MilestoneKind,
    line: int,
    day: date,
    channel: Channel,
    party: UUID | None,
    by: UUID | None,
) -> None:
    """Write a milestone of a handover; on a day that is over it counts as at its beginning."""
    reach(
        kind=kind,
        practice="campaigns",
        object_id=handover.pk,
        line=line,
        occurred_at=clock.now() if day == clock.today() else clock.start_of(day),
        channel=channel,
        party=party,
        ecosystem=campaign.ecosystem_id,
        context=campaign.pk,
        recorded_by=by,
    )


def namesake_of(keepers: Iterable[Keeper], name: str) -> Keeper | None:
    """Find who has the same name, accents and order of words apart; those who accepted first."""
    alike = [each for each in keepers if folded_name(each.name) == folded_name(name)]
    accepted = [each for each in alike if each.state == KeeperState.ACCEPTED]
    return next(iter([*accepted, *alike]), None)


def _next_number(handover: Handover) -> int:
    last = handover.keepers.aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _date_questions(handover: Handover) -> None:
    day = handover.accepted_on
    if day is None:
        return
    HandoverCheck.objects.bulk_create(
        HandoverCheck(handover=handover, months=months, due_on=months_after(day, months))
        for months in sorted(set(parameters(*TERMS, day=day).values()))
    )
