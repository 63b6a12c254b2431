"""What somebody writes for somebody else, at a counter or from a sheet: it counts at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from ritrovo.foundations.contributions.choices import Channel, MilestoneKind
from ritrovo.foundations.contributions.steps import reach
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.kernel.refusals import NotFound, require_transaction
from ritrovo.foundations.kernel.writing import write_together
from ritrovo.foundations.ledger.rules import Posting
from ritrovo.foundations.look.formatting import format_amount
from ritrovo.foundations.payments.choices import Rail
from ritrovo.foundations.payments.steps.slips import require_takes
from ritrovo.foundations.payments.steps.tills import hold_open_till
from ritrovo.foundations.people.steps import find_or_make_backer, keep_dossier
from ritrovo.practices.campaigns.choices import NeedState, OfferState, PledgeState
from ritrovo.practices.campaigns.errors import BigGiftAtCounter, NeedClosed, NotPayableYet
from ritrovo.practices.campaigns.letters import send_thanks
from ritrovo.practices.campaigns.models import Campaign, Need, NeedOffer, Pledge
from ritrovo.practices.campaigns.promises import Offer, Promise
from ritrovo.practices.campaigns.steps.making import new_pledge
from ritrovo.practices.campaigns.steps.promising import backer_of, count_pledge
from ritrovo.practices.campaigns.steps.sharing import Beginning
from ritrovo.practices.campaigns.steps.taking import CounterGift, arrival_of, take_money
from ritrovo.practices.campaigns.tokens import digest_of_token, new_token

NO_FEE: Final = Amount(0)


@dataclass(frozen=True, slots=True)
class Hand:
    """Who writes for somebody else, and from where; `party_id` whose it is, when known already."""

    channel: Channel
    by: UUID | None
    party_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Money:
    """Money given in front of somebody: into which till, which way, of which `fee` stayed."""

    till_id: UUID
    rail: Rail
    gross: Amount
    paid_on: date
    fee: Amount = NO_FEE


def promise_by_hand(begun: Beginning, promise: Promise, hand: Hand) -> tuple[Pledge, list[Posting]]:
    """Write a promise that counts at once, and give the journals still to be posted.

    Above the campaign's threshold it waits for the promoter: then there is no journal. Raises
    what `new_pledge` raises.
    """
    require_transaction()
    token, campaign = new_token(), begun.campaign
    made = _confirmed(begun, promise, token, hand)
    if made.cents > campaign.approve_above_cents:
        made.state = PledgeState.TO_APPROVE
    write_together(made.due, made)
    if made.email:
        send_thanks(made, campaign, token)
    if made.state == PledgeState.TO_APPROVE:
        return made, []
    return made, _count(made, campaign, hand)


def gift_by_hand(begun: Beginning, promise: Promise, hand: Hand, money: Money) -> CounterGift:
    """Write a promise and its money together, with a slip for cash; posts its journals.

    Raises what `new_pledge` raises, NotPayableYet, BigGiftAtCounter, TillUnknown, TillClosed,
    WrongTill, FeeTooBig, TooMuchCash, NotYetThatDay.
    """
    require_transaction()
    campaign = begun.campaign
    _require_takes_now(campaign, promise.cents)
    till = hold_open_till(money.till_id)
    arrival = arrival_of(till, money.rail, money.gross, money.fee, money.paid_on)
    require_takes(till, campaign.beneficiary_id, arrival)
    made = _confirmed(begun, promise, new_token(), hand)
    write_together(made.due, made)
    counted = _count(made, campaign, hand)
    return take_money(made.due, made, campaign, arrival, before=counted, by=hand.by)


def offer_by_hand(
    campaign: Campaign, offer: Offer, hand: Hand, *, offer_id: UUID, key: UUID
) -> NeedOffer:
    """Write an offer of help that stands at once. Raises NotFound, NeedClosed."""
    require_transaction()
    need = Need.objects.filter(pk=offer.need_id, campaign=campaign).first()
    if need is None:
        raise NotFound
    if need.state != NeedState.OPEN or need.opened_at is None:
        raise NeedClosed
    reach(
        kind=MilestoneKind.NEED_ANSWERED,
        practice="campaigns",
        object_id=need.pk,
        occurred_at=clock.now(),
        channel=hand.channel,
        party=campaign.beneficiary_id,
        ecosystem=campaign.ecosystem_id,
        context=campaign.pk,
    )
    return NeedOffer.objects.create(
        id=offer_id,
        need=need,
        party_id=_whose(campaign, offer, hand),
        given_name=offer.given_name,
        family_name=offer.family_name,
        email=offer.email,
        phone=offer.phone,
        message=offer.message,
        state=OfferState.OFFERED,
        token_digest=digest_of_token(new_token()),
        key=key,
        channel=hand.channel,
        recorded_by_id=hand.by,
    )


def _confirmed(begun: Beginning, promise: Promise, token: str, hand: Hand) -> Pledge:
    """Give a promise confirmed by being written in front of whoever makes it."""
    made = new_pledge(begun, promise, token, hand.channel)
    made.recorded_by_id, made.confirmed_at = hand.by, clock.now()
    made.backer_id = hand.party_id
    return made


def _count(made: Pledge, campaign: Campaign, hand: Hand) -> list[Posting]:
    if hand.party_id:
        keep_dossier(organisation_id=campaign.beneficiary_id, party_id=hand.party_id)
    backer_id = backer_of(made, beneficiary_id=campaign.beneficiary_id, email_verified=False)
    return count_pledge(made, campaign, backer_id=backer_id)


def _require_takes_now(campaign: Campaign, cents: int) -> None:
    if not campaign.terms.is_payable:
        raise NotPayableYet
    if cents > campaign.approve_above_cents:
        threshold = format_amount(Amount(campaign.approve_above_cents), short=True)
        raise BigGiftAtCounter(threshold=threshold)


def _whose(campaign: Campaign, offer: Offer, hand: Hand) -> UUID:
    """Say who offers: the party known already, or a new one that the beneficiary now knows."""
    if hand.party_id:
        keep_dossier(organisation_id=campaign.beneficiary_id, party_id=hand.party_id)
        return hand.party_id
    return find_or_make_backer(
        organisation_id=campaign.beneficiary_id,
        given_name=offer.given_name,
        family_name=offer.family_name,
        email=offer.email,
        phone=offer.phone,
    ).pk
