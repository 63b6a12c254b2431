"""Money from hand to hand: one counts and gives, the other counts and confirms."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import Actor
from ritrovo.foundations.kernel.refusals import NotAllowed, refusing
from ritrovo.foundations.ledger.steps import post_all
from ritrovo.foundations.payments.choices import WALLETS, NoticedBy, SignedBy, TillKind
from ritrovo.foundations.payments.errors import (
    HandoverAlone,
    HandoverOver,
    HandoverUnknown,
    NotAWalletThing,
    NothingToGive,
    ReceiverUnfit,
    TillClosed,
    WrongTill,
)
from ritrovo.foundations.payments.models import Till, TillHandover
from ritrovo.foundations.payments.policies import RULES, SEES_ACCOUNTS, scope_of
from ritrovo.foundations.payments.steps.tills import (
    held_cents,
    hold_tills,
    move,
    notice,
    posting_about,
    put_in_hands,
)
from ritrovo.foundations.people.queries import current_roles


@transaction.atomic(durable=True)
def give_till(
    *,
    actor: Actor,
    till_id: UUID,
    receiver_id: UUID,
    counted_cents: int,
    given_cents: int,
    into_id: UUID | None = None,
) -> TillHandover:
    """Hand a till over, whole or a part of its money into another one; it waits for the receiver.

    `counted_cents` is what was in it, `given_cents` what is handed on. What is missing or too
    much is put apart at once, in the name of whoever had it. The same again, while it waits,
    changes nothing. Raises TillUnknown, NotAllowed,
    TillClosed, NotAWalletThing, WrongTill, HandoverAlone, ReceiverUnfit, NothingToGive,
    GivenMoreThanCounted, HandoverWaiting.
    """
    tills = hold_tills(*{till_id, into_id or till_id})
    till, into = tills[till_id], tills[into_id or till_id]
    RULES["give_till"].require(actor, scope_of(till.organisation_id))
    _require_possible(till, into, receiver_id, given_cents)
    giver_id = _giver(till, actor)
    if receiver_id == giver_id:
        raise HandoverAlone
    told = {"receiver_id": receiver_id, "counted_cents": counted_cents, "given_cents": given_cents}
    waiting = TillHandover.objects.filter(till=till, received_at=None, taken_back_at=None)
    if same := waiting.filter(into=into, **told).first():
        return same
    expected = held_cents(till)
    made = TillHandover(
        till=till,
        into=into,
        giver_id=giver_id,
        receiver_id=receiver_id,
        expected_cents=expected,
        counted_cents=counted_cents,
        given_cents=given_cents,
        given_at=clock.now(),
        given_recorded_by_id=actor.party_id,
    )
    with refusing():
        made.save(force_insert=True)
    legs = notice(
        till,
        counted_cents - expected,
        place=till.account_id,
        noticed_by=NoticedBy.GIVING,
        by=actor.party_id,
        handover=made,
    )
    legs += move(till.transit_id, till.account_id, given_cents)
    post_all(posting_about("handover", made.pk, legs, by=actor.party_id))
    return made


@transaction.atomic(durable=True)
def receive_till(
    *, actor: Actor, handover_id: UUID, received_cents: int, how: SignedBy
) -> TillHandover:
    """Confirm a handover with what was really found, on one's own login or from the signed paper.

    Nobody confirms what they gave themselves. The same again changes nothing. Raises
    HandoverUnknown, NotAllowed, HandoverAlone, HandoverOver.
    """
    found, till = _hold("receive_till", actor, handover_id)
    if found.received_at and found.received_cents == received_cents:
        return found
    _require_waiting(found)
    if actor.party_id == found.giver_id:
        raise HandoverAlone
    if how == SignedBy.LOGIN and actor.party_id != found.receiver_id:
        raise NotAllowed
    found.received_cents, found.received_at, found.received_how = received_cents, clock.now(), how
    found.received_recorded_by_id = actor.party_id
    found.save()
    legs = notice(
        till,
        received_cents - found.given_cents,
        place=till.transit_id,
        noticed_by=NoticedBy.RECEIVING,
        by=actor.party_id,
        handover=found,
    )
    legs += move(found.into.account_id, till.transit_id, received_cents)
    if found.into_id == till.pk:
        put_in_hands(till, found.receiver_id, at=clock.now())
    post_all(posting_about("takeover", found.pk, legs, by=actor.party_id))
    return found


@transaction.atomic(durable=True)
def take_back_till(*, actor: Actor, handover_id: UUID) -> TillHandover:
    """Put money that was to be handed over back where it was; again changes nothing.

    For whoever gave it, and for those who keep the accounts. Raises HandoverUnknown, NotAllowed,
    HandoverOver.
    """
    found, till = _hold("take_back_till", actor, handover_id)
    if actor.party_id != found.giver_id:
        SEES_ACCOUNTS.require(actor, scope_of(till.organisation_id))
    if found.taken_back_at:
        return found
    _require_waiting(found)
    found.taken_back_at = clock.now()
    found.save(update_fields=["taken_back_at"])
    legs = move(till.account_id, till.transit_id, found.given_cents)
    post_all(posting_about("undo", found.pk, legs, by=actor.party_id))
    return found


def _hold(verb: str, actor: Actor, handover_id: UUID) -> tuple[TillHandover, Till]:
    ids = TillHandover.objects.filter(pk=handover_id).values_list("till_id", "into_id").first()
    if ids is None:
        raise HandoverUnknown
    tills = hold_tills(*set(ids))
    RULES[verb].require(actor, scope_of(tills[ids[0]].organisation_id))
    found = TillHandover.objects.get(pk=handover_id)
    found.till, found.into = tills[ids[0]], tills[ids[1]]
    return found, found.till


def _giver(till: Till, actor: Actor) -> UUID:
    """Say who gives: whoever has the till in hand, or else who writes it down."""
    held = till.holdings.filter(until=None).values_list("holder_id", flat=True).first()
    return held or actor.person_id


def _require_possible(till: Till, into: Till, receiver_id: UUID, given_cents: int) -> None:
    if till.retired_at or into.retired_at:
        raise TillClosed
    if TillKind(till.kind) in WALLETS:
        raise NotAWalletThing
    if (into.kind, into.organisation_id) != (till.kind, till.organisation_id):
        raise WrongTill
    if given_cents < 0 or (not given_cents and into.pk != till.pk):
        raise NothingToGive
    if not current_roles(till.organisation_id).filter(person_id=receiver_id).exists():
        raise ReceiverUnfit


def _require_waiting(found: TillHandover) -> None:
    if found.received_at or found.taken_back_at:
        raise HandoverOver
