"""Helping a campaign with more than money: offers, answers to them, and what was really done."""

from __future__ import annotations

from datetime import date
from typing import Final
from uuid import UUID

from django.db import transaction

from ritrovo.foundations.contributions.choices import (
    Basis,
    Channel,
    Kind,
    MilestoneKind,
    Setting,
    Side,
    Verdict,
)
from ritrovo.foundations.contributions.errors import NotYetHappened, WrongUnit
from ritrovo.foundations.contributions.models import Contribution
from ritrovo.foundations.contributions.steps import confirm, reach, record
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import Actor
from ritrovo.foundations.kernel.amounts import MINUTE, Amount
from ritrovo.foundations.kernel.idempotency import claim, digest_of
from ritrovo.foundations.kernel.ids import new_id
from ritrovo.foundations.kernel.refusals import NotFound
from ritrovo.foundations.people.steps import find_or_make_backer
from ritrovo.practices.campaigns.choices import NeedKind, NeedState, OfferState, ShownAs
from ritrovo.practices.campaigns.errors import LinkUnknown, NeedClosed, OfferNotOpen
from ritrovo.practices.campaigns.models import Campaign, Need, NeedOffer
from ritrovo.practices.campaigns.notices import send_offer
from ritrovo.practices.campaigns.policies import RULES, scope_of
from ritrovo.practices.campaigns.preparation_errors import AmbassadorUnknown
from ritrovo.practices.campaigns.steps import hold_shared
from ritrovo.practices.campaigns.steps.addresses import require_room_for_letter
from ritrovo.practices.campaigns.steps.volunteering import Stay, list_volunteer, unlist_volunteer
from ritrovo.practices.campaigns.tokens import digest_of_token, new_token

PIECE, OCCASION = "piece", "occasion"
# What is counted of each kind of help, and in which units it may be.
GIVEN: Final[dict[str, tuple[Kind, tuple[str, ...]]]] = {
    NeedKind.TASK: (Kind.TIME, (MINUTE,)),
    NeedKind.SKILL: (Kind.SKILL, (MINUTE,)),
    NeedKind.THING: (Kind.THING, (PIECE,)),
    NeedKind.PLACE: (Kind.SPACE, (MINUTE, OCCASION)),
}
OPEN: Final = (OfferState.AWAITING, OfferState.OFFERED, OfferState.ACCEPTED)


@transaction.atomic(durable=True)
def offer_help(  # noqa: PLR0913  An offer has this many parts.
    *,
    actor: Actor,
    need_id: UUID,
    key: UUID,
    given_name: str,
    family_name: str = "",
    email: str = "",
    phone: str = "",
    message: str = "",
    shown_as: str = ShownAs.INITIALS,
    channel: Channel = Channel.WEB,
    ambassador_id: UUID | None = None,
) -> UUID:
    """Write somebody's offer for a need, once per key: its id.

    From the web it waits for the link in the mail to be opened. From a counter or paper the
    promoter's people write it, with or without an address, and it stands at once. `ambassador_id`
    names who brought them. Raises NeedClosed, NotAllowed, KeyReused, LinksUnopened,
    AmbassadorUnknown.
    """
    who = {"given_name": given_name, "family_name": family_name, "email": email, "phone": phone}
    said = {
        "message": message,
        "shown_as": shown_as,
        "channel": channel,
        "ambassador_id": ambassador_id,
    }
    taken = claim(
        scope=f"need:{need_id}",
        key=key,
        digest=digest_of("offer_help", {"need": need_id, **who, **said}),
        answer=new_id(),
    )
    if taken.answer:
        return taken.answer
    need, campaign = _hold_open_need(need_id)
    is_recorded = channel != Channel.WEB
    # Who writes for others needs the role of who records a promise for others.
    RULES["record_pledge" if is_recorded else "offer_help"].require(actor, scope_of(campaign))
    _require_own(ambassador_id, campaign)
    if not is_recorded:
        require_room_for_letter(email)
    token = new_token()
    made = NeedOffer.objects.create(
        id=taken.id,
        need=need,
        key=key,
        token_digest=digest_of_token(token),
        state=OfferState.AWAITING,
        recorded_by_id=actor.party_id if is_recorded else None,
        **who,
        **said,
    )
    if is_recorded:
        _stand(made, campaign, is_verified=False)
    else:
        send_offer(made, campaign, template="offer", token=token)
    return made.pk


@transaction.atomic(durable=True)
def confirm_offer(*, token: str) -> NeedOffer:
    """Make an offer stand because its link was opened; opening it again changes nothing.

    Raises LinkUnknown, NeedClosed.
    """
    offer, campaign = _hold_by_token(token)
    if offer.state != OfferState.AWAITING:
        return offer
    _require_open(offer.need)
    _stand(offer, campaign, is_verified=True)
    return offer


@transaction.atomic(durable=True)
def withdraw_offer(*, token: str) -> NeedOffer:
    """Take an offer back until it is done. Raises LinkUnknown, OfferNotOpen."""
    offer, _campaign = _hold_by_token(token)
    if offer.state == OfferState.WITHDRAWN:
        return offer
    _move(offer, OPEN, OfferState.WITHDRAWN)
    unlist_volunteer(offer)
    return offer


@transaction.atomic(durable=True)
def accept_offer(*, actor: Actor, offer_id: UUID, stay: Stay | None = None) -> NeedOffer:
    """Say yes to an offer; who made it is told.

    Whoever comes for a task enters the list of occasional volunteers with their `stay`, unless
    the register has them today. Raises NotAllowed, OfferNotOpen, NotFound, VolunteerNotListed
    and what `note_occasional` raises.
    """
    offer, campaign = _hold_offer("accept_offer", actor, offer_id)
    if offer.state == OfferState.ACCEPTED:
        return offer
    _move(offer, (OfferState.OFFERED,), OfferState.ACCEPTED)
    list_volunteer(offer, campaign, stay, by=actor.party_id)
    send_offer(offer, campaign, template="accepted")
    return offer


@transaction.atomic(durable=True)
def decline_offer(*, actor: Actor, offer_id: UUID) -> NeedOffer:
    """Turn an offer down kindly. Raises NotAllowed, OfferNotOpen, NotFound."""
    offer, campaign = _hold_offer("decline_offer", actor, offer_id)
    if offer.state == OfferState.DECLINED:
        return offer
    _move(offer, (OfferState.OFFERED, OfferState.ACCEPTED), OfferState.DECLINED)
    unlist_volunteer(offer)
    send_offer(offer, campaign, template="declined")
    return offer


@transaction.atomic(durable=True)
def complete_offer(*, actor: Actor, offer_id: UUID, amount: Amount, done_on: date) -> NeedOffer:
    """Confirm that an accepted help was given: a contribution, with the receiver's word on it.

    `amount` is minutes for a task or a skill, pieces for things, minutes or occasions for a
    place. The need is met when as many were done as it wanted. Raises NotAllowed, OfferNotOpen,
    NotYetHappened for a day to come, NothingGiven, WrongUnit, NotFound.
    """
    offer, campaign = _hold_offer("complete_offer", actor, offer_id)
    if offer.state == OfferState.DONE:
        return offer
    if offer.state != OfferState.ACCEPTED:
        raise OfferNotOpen
    if done_on > clock.today():
        raise NotYetHappened
    offer.contribution = _record(offer, campaign, amount, done_on, actor)
    offer.state = OfferState.DONE
    offer.save(update_fields=["contribution", "state"])
    _close_when_met(offer.need, campaign, actor)
    return offer


def _stand(offer: NeedOffer, campaign: Campaign, *, is_verified: bool) -> None:
    """Make an offer stand: whose it is, and that somebody answered the need."""
    party = find_or_make_backer(
        organisation_id=campaign.beneficiary_id,
        given_name=offer.given_name,
        family_name=offer.family_name,
        email=offer.email,
        phone=offer.phone,
        is_verified=is_verified,
        at=clock.now() if is_verified else None,
    )
    offer.party, offer.state = party, OfferState.OFFERED
    offer.save(update_fields=["party", "state"])
    _reach(MilestoneKind.NEED_ANSWERED, offer.need, campaign, channel=Channel(offer.channel))


def _record(
    offer: NeedOffer, campaign: Campaign, amount: Amount, done_on: date, actor: Actor
) -> Contribution:
    if offer.party_id is None:
        raise OfferNotOpen
    kind, units = GIVEN[offer.need.kind]
    if amount.unit not in units:
        raise WrongUnit
    fact = record(
        giver=offer.party_id,
        receiver=campaign.beneficiary_id,
        kind=kind,
        basis=Basis.GIFT,
        amount=amount,
        practice="campaigns",
        object_id=offer.pk,
        ecosystem=campaign.ecosystem_id,
        context=campaign.pk,
        occurred_at=clock.start_of(done_on),
        channel=Channel(offer.channel),
        setting=Setting.COMMUNITY,
        recorded_by=actor.party_id,
    )
    confirm(fact, side=Side.RECEIVER, verdict=Verdict.YES, by=actor.party_id, channel=Channel.WEB)
    return fact


def _close_when_met(need: Need, campaign: Campaign, actor: Actor) -> None:
    if need.state != NeedState.OPEN:
        return
    if need.offers.filter(state=OfferState.DONE).count() < need.wanted:
        return
    need.state = NeedState.MET
    need.save(update_fields=["state"])
    _reach(MilestoneKind.NEED_MET, need, campaign, channel=Channel.WEB, by=actor.party_id)


def _reach(
    kind: MilestoneKind,
    need: Need,
    campaign: Campaign,
    *,
    channel: Channel,
    by: UUID | None = None,
) -> None:
    reach(
        kind=kind,
        practice="campaigns",
        object_id=need.pk,
        occurred_at=clock.now(),
        channel=channel,
        party=campaign.beneficiary_id,
        ecosystem=campaign.ecosystem_id,
        context=campaign.pk,
        recorded_by=by,
    )


def _move(offer: NeedOffer, sources: tuple[OfferState, ...], target: OfferState) -> None:
    if offer.state not in sources:
        raise OfferNotOpen
    offer.state = target
    offer.save(update_fields=["state"])


def _require_own(ambassador_id: UUID | None, campaign: Campaign) -> None:
    """Refuse an ambassador of another campaign; for promises the database does."""
    if ambassador_id and not campaign.ambassadors.filter(pk=ambassador_id).exists():
        raise AmbassadorUnknown


def _require_open(need: Need) -> None:
    if need.state != NeedState.OPEN or need.opened_at is None:
        raise NeedClosed


def _hold_open_need(need_id: UUID) -> tuple[Need, Campaign]:
    campaign_id = Need.objects.filter(pk=need_id).values_list("campaign_id", flat=True).first()
    if campaign_id is None:
        raise NotFound
    campaign = hold_shared(campaign_id)
    need = Need.objects.get(pk=need_id)
    _require_open(need)
    return need, campaign


def _hold_by_token(token: str) -> tuple[NeedOffer, Campaign]:
    digest = digest_of_token(token)
    offer_id = NeedOffer.objects.filter(token_digest=digest).values_list("pk", flat=True).first()
    if offer_id is None:
        raise LinkUnknown
    return _hold(offer_id)


def _hold_offer(verb: str, actor: Actor, offer_id: UUID) -> tuple[NeedOffer, Campaign]:
    offer, campaign = _hold(offer_id)
    RULES[verb].require(actor, scope_of(campaign))
    return offer, campaign


def _hold(offer_id: UUID) -> tuple[NeedOffer, Campaign]:
    """Hold the campaign, its need, then the offer: parent before child, as everywhere."""
    found = NeedOffer.objects.filter(pk=offer_id).values_list("need_id", "need__campaign_id")
    ids = found.first()
    if ids is None:
        raise NotFound
    campaign = hold_shared(ids[1])
    need = Need.objects.select_for_update(no_key=True).get(pk=ids[0])
    offer = NeedOffer.objects.select_for_update(no_key=True).get(pk=offer_id)
    offer.need = need
    return offer, campaign
