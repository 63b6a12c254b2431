"""Handing over what a campaign made: the deed, who is asked to keep it, and their yes."""

from __future__ import annotations

from datetime import date
from typing import Final
from uuid import UUID

from django.db import transaction

from ritrovo.foundations.contributions.choices import Channel, MilestoneKind
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import NOBODY, Actor
from ritrovo.foundations.kernel.idempotency import Claim, claim, digest_of
from ritrovo.foundations.kernel.ids import new_id
from ritrovo.foundations.kernel.refusals import refusing
from ritrovo.practices.campaigns.choices import KeeperState, ShownAs
from ritrovo.practices.campaigns.handover_errors import (
    AlreadyKeeper,
    DeedDayImpossible,
    HandoverFrozen,
    HandoverTooEarly,
    KeeperNotInvited,
    PlaceOfDeedMissing,
    TooManyToHandOver,
)
from ritrovo.practices.campaigns.handover_letters import send_invitation
from ritrovo.practices.campaigns.handover_plans import PlannedHandover, PlannedKeeper
from ritrovo.practices.campaigns.models import Campaign, Handover, Keeper
from ritrovo.practices.campaigns.policies import RULES, scope_of
from ritrovo.practices.campaigns.second_victory import HANDING, MOST_HANDOVERS, MOST_KEEPERS
from ritrovo.practices.campaigns.steps import hold, keeping
from ritrovo.practices.campaigns.steps.writing import person_of

MAY_ACCEPT: Final = (KeeperState.INVITED, KeeperState.DECLINED)


@transaction.atomic(durable=True)
def write_handover(
    *, actor: Actor, campaign_id: UUID, key: UUID, planned: PlannedHandover
) -> Handover:
    """Write what a campaign hands over, once per key: it waits for a first yes.

    Raises NotAllowed, HandoverTooEarly, HandoverIncomplete, TooManyToHandOver, KeyReused.
    """
    taken = claim(
        scope=f"handover:{campaign_id}",
        key=key,
        digest=digest_of("write_handover", {"campaign": campaign_id, "planned": planned}),
        answer=new_id(),
    )
    campaign = hold(campaign_id)
    RULES["write_handover"].require(actor, scope_of(campaign))
    if taken.answer:
        return Handover.objects.get(pk=taken.answer)
    _require_closed(campaign)
    if campaign.handovers.count() >= MOST_HANDOVERS:
        raise TooManyToHandOver(most=MOST_HANDOVERS)
    by = person_of(actor)
    with refusing():
        made = Handover.objects.create(
            id=taken.id, campaign=campaign, key=key, written_by_id=by, **planned.facts
        )
    keeping.reach_for(
        made,
        campaign,
        kind=MilestoneKind.HANDOVER_PROMISED,
        line=0,
        day=clock.today(),
        channel=Channel.WEB,
        party=campaign.promoter_id,
        by=by,
    )
    return made


@transaction.atomic(durable=True)
def edit_handover(*, actor: Actor, handover_id: UUID, planned: PlannedHandover) -> Handover:
    """Change the words of a deed nobody has accepted yet.

    Raises NotAllowed, HandoverFrozen, HandoverIncomplete, NotFound.
    """
    handover, campaign = keeping.hold_handover(handover_id)
    RULES["edit_handover"].require(actor, scope_of(campaign))
    if handover.accepted_on:
        raise HandoverFrozen
    for name, value in planned.facts.items():
        setattr(handover, name, value)
    with refusing():
        handover.save(update_fields=list(planned.facts))
    return handover


@transaction.atomic(durable=True)
def invite_keeper(*, actor: Actor, handover_id: UUID, key: UUID, planned: PlannedKeeper) -> Keeper:
    """Ask somebody to look after a handover, once per key; with an address they get a link.

    Raises NotAllowed, KeeperIsPromoter, AlreadyKeeper, TooManyToHandOver, KeyReused, NotFound.
    """
    taken = _claimed("invite_keeper", handover_id, key, {"planned": planned})
    handover, campaign = keeping.hold_handover(handover_id)
    RULES["invite_keeper"].require(actor, scope_of(campaign))
    if taken.answer:
        return Keeper.objects.get(pk=taken.answer)
    _require_other(handover, campaign, planned)
    with refusing():
        made = Keeper.objects.create(
            id=taken.id,
            handover=handover,
            key=key,
            state=KeeperState.INVITED,
            recorded_by_id=person_of(actor),
            **planned.facts,
        )
    send_invitation(made, handover, campaign)
    return made


@transaction.atomic(durable=True)
def withdraw_invitation(*, actor: Actor, keeper_id: UUID) -> Keeper:
    """Take back an invitation nobody accepted; its link opens nothing any more.

    Raises NotAllowed, KeeperNotInvited when they accepted, NotFound.
    """
    keeper, _handover, campaign = keeping.hold_keeper(keeper_id)
    RULES["withdraw_invitation"].require(actor, scope_of(campaign))
    if keeper.state == KeeperState.ACCEPTED:
        raise KeeperNotInvited
    keeper.state = KeeperState.WITHDRAWN
    keeper.save(update_fields=["state"])
    return keeper


@transaction.atomic(durable=True)
def accept_handover(
    *,
    actor: Actor,
    token: str,
    shown_as: str = ShownAs.ANONYMOUS,
    public_name_version_id: UUID | None = None,
    form: str = "",
) -> Keeper:
    """Write the yes of whoever holds the link, once; saying it again changes nothing.

    Who stepped back and says yes again goes on as before. Raises LinkUnknown,
    KeeperNotInvited, KeeperIsPromoter, AlreadyKeeper.
    """
    keeper, handover, campaign = keeping.hold_by_token(token)
    if keeper.is_keeping:
        return keeper
    if keeper.left_on:
        return keeping.take_up_again(keeper, campaign, actor=actor)
    if keeper.state not in MAY_ACCEPT:
        raise KeeperNotInvited
    keeping.refuse_promoter(campaign, name=keeper.name, email=keeper.email, actor=actor)
    keeper.shown_as = shown_as
    keeping.write_yes(
        keeper,
        handover,
        campaign,
        party_id=keeping.find_party(keeper, campaign, is_verified=True),
        day=clock.today(),
        channel=Channel.WEB,
        recorded_by=None,
    )
    keeping.keep_public_name(keeper, version_id=public_name_version_id, form=form, recorded_by=None)
    return keeper


@transaction.atomic(durable=True)
def decline_handover(*, token: str) -> Keeper:
    """Write that somebody says no; they may still change their mind.

    Raises LinkUnknown, KeeperNotInvited once accepted or taken back.
    """
    keeper, _handover, _campaign = keeping.hold_by_token(token)
    if keeper.state not in MAY_ACCEPT:
        raise KeeperNotInvited
    keeper.state = KeeperState.DECLINED
    keeper.save(update_fields=["state"])
    return keeper


@transaction.atomic(durable=True)
def record_deed(
    *,
    actor: Actor,
    handover_id: UUID,
    key: UUID,
    planned: PlannedKeeper,
    accepted_on: date,
    place: str,
    public_name_version_id: UUID | None = None,
    form: str = "",
) -> Keeper:
    """Type in a signature under the printed deed; the same one typed twice counts once.

    Who was invited and signs on paper is not written a second time. Raises NotAllowed,
    KeeperIsPromoter, AlreadyKeeper for other words about somebody who accepted,
    DeedDayImpossible, PlaceOfDeedMissing, TooManyToHandOver, KeyReused, NotFound.
    """
    said = {"planned": planned, "on": accepted_on, "place": place}
    taken = _claimed("record_deed", handover_id, key, said)
    handover, campaign = keeping.hold_handover(handover_id)
    RULES["record_deed"].require(actor, scope_of(campaign))
    if taken.answer:
        return _typed_before(handover, planned.name)
    keeper = keeping.namesake_of(_standing(handover), planned.name)
    if keeper and keeper.left_on:
        return keeping.take_up_again(keeper, campaign, actor=NOBODY)
    if keeper and keeper.state == KeeperState.ACCEPTED:
        return _same(keeper, accepted_on)
    _require_day(campaign, accepted_on)
    if not place.strip():
        raise PlaceOfDeedMissing
    if keeper is None:
        _require_other(handover, campaign, planned)
        keeper = Keeper(handover=handover, key=key)
    keeping.refuse_promoter(campaign, name=planned.name, email=planned.email, actor=NOBODY)
    for name, value in planned.facts.items():
        setattr(keeper, name, value or getattr(keeper, name))
    keeper.place = place.strip()
    keeping.write_yes(
        keeper,
        handover,
        campaign,
        party_id=keeping.find_party(keeper, campaign, is_verified=False),
        day=accepted_on,
        channel=Channel.PAPER,
        recorded_by=actor.party_id,
    )
    keeping.keep_public_name(
        keeper, version_id=public_name_version_id, form=form, recorded_by=actor.party_id
    )
    return keeper


def _claimed(action: str, handover_id: UUID, key: UUID, said: dict[str, object]) -> Claim:
    return claim(
        scope=f"handover:{handover_id}",
        key=key,
        digest=digest_of(action, {"handover": handover_id, **said}),
        answer=new_id(),
    )


def _require_closed(campaign: Campaign) -> None:
    if campaign.status not in HANDING:
        raise HandoverTooEarly


def _require_other(handover: Handover, campaign: Campaign, planned: PlannedKeeper) -> None:
    """Refuse one keeper too many, somebody who is there already, and the promoter."""
    standing = _standing(handover)
    if len(standing) >= MOST_KEEPERS:
        raise TooManyToHandOver(most=MOST_KEEPERS)
    if keeping.namesake_of(standing, planned.name):
        raise AlreadyKeeper
    keeping.refuse_promoter(campaign, name=planned.name, email=planned.email, actor=NOBODY)


def _standing(handover: Handover) -> list[Keeper]:
    return list(handover.keepers.exclude(state=KeeperState.WITHDRAWN))


def _typed_before(handover: Handover, name: str) -> Keeper:
    found = keeping.namesake_of(_standing(handover), name)
    if found is None:
        raise KeeperNotInvited
    return found


def _same(keeper: Keeper, accepted_on: date) -> Keeper:
    """Give the yes that stands, when a sheet says the same again."""
    if keeper.channel == Channel.PAPER and keeper.accepted_on == accepted_on:
        return keeper
    raise AlreadyKeeper


def _require_day(campaign: Campaign, day: date) -> None:
    began = campaign.published_at
    if day > clock.today() or (began and day < clock.day_of(began)):
        raise DeedDayImpossible
