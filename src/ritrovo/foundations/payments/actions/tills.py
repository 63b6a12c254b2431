"""Tills: opened, counted, retired; what does not add up, closed by a decision."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import Actor
from ritrovo.foundations.ledger.queries import balance_of
from ritrovo.foundations.ledger.rules import Leg
from ritrovo.foundations.ledger.steps import post_all
from ritrovo.foundations.payments.choices import WALLETS, Closing, NoticedBy, TillKind
from ritrovo.foundations.payments.errors import (
    ClosingUnclear,
    DifferenceClosed,
    DifferenceUnknown,
    TillNotEmpty,
)
from ritrovo.foundations.payments.models import Difference, Till
from ritrovo.foundations.payments.policies import RULES, scope_of
from ritrovo.foundations.payments.steps.owing import fees_account
from ritrovo.foundations.payments.steps.tills import (
    held_cents,
    hold_open_till,
    hold_till,
    losses_account,
    make_till,
    move,
    notice,
    posting_about,
    put_back,
    put_in_hands,
)

BACK_IN_THE_TILL = frozenset({Closing.FOUND, Closing.EXPLAINED})
ONLY_MISSING = frozenset({Closing.FOUND, Closing.FEE, Closing.STOLEN})


@transaction.atomic(durable=True)
def open_till(
    *,
    actor: Actor,
    organisation_id: UUID,
    kind: TillKind,
    name: str,
    holder_id: UUID | None = None,
) -> Till:
    """Open a till; one that is held in hand has a holder, whoever opens it when nobody is named.

    Raises NotAllowed, TillNameTaken.
    """
    RULES["open_till"].require(actor, scope_of(organisation_id))
    till = make_till(organisation_id=organisation_id, kind=kind, name=name, by=actor.party_id)
    holder = holder_id or actor.party_id
    if holder and TillKind(kind) not in WALLETS:
        put_in_hands(till, holder, at=clock.now())
    return till


@transaction.atomic(durable=True)
def retire_till(*, actor: Actor, till_id: UUID) -> Till:
    """Close an empty till; again changes nothing. Raises TillUnknown, NotAllowed, TillNotEmpty."""
    till = hold_till(till_id)
    RULES["retire_till"].require(actor, scope_of(till.organisation_id))
    if till.retired_at:
        return till
    accounts = (till.account_id, till.transit_id, till.unexplained_id)
    if any(balance_of(each) for each in accounts):
        raise TillNotEmpty
    till.retired_at = clock.now()
    till.save(update_fields=["retired_at"])
    till.holdings.filter(until=None).update(until=till.retired_at)
    return till


@transaction.atomic(durable=True)
def count_till(*, actor: Actor, till_id: UUID, counted_cents: int) -> int:
    """Say how much is in a till; what is missing (below zero) or too much, put apart.

    A second count of the same money finds nothing more. Raises TillUnknown, NotAllowed,
    TillClosed.
    """
    till = hold_open_till(till_id)
    RULES["count_till"].require(actor, scope_of(till.organisation_id))
    difference = counted_cents - held_cents(till)
    legs = notice(
        till, difference, place=till.account_id, noticed_by=NoticedBy.COUNT, by=actor.party_id
    )
    post_all(posting_about("count", till.pk, legs, by=actor.party_id))
    return difference


@transaction.atomic(durable=True)
def close_difference(*, actor: Actor, difference_id: UUID, closing: Closing) -> Difference:
    """Decide what a difference was: put back, explained, a fee, or lost (won) for good.

    The same decision again changes nothing. Raises DifferenceUnknown, NotAllowed, ClosingUnclear,
    DifferenceClosed, TillClosed.
    """
    known = Difference.objects.filter(pk=difference_id, undone_at=None).first()
    if known is None:
        raise DifferenceUnknown
    till = hold_open_till(known.till_id)
    RULES["close_difference"].require(actor, scope_of(till.organisation_id))
    found = Difference.objects.get(pk=difference_id)
    if found.closing == closing:
        return found
    if found.closed_at or found.undone_at:
        raise DifferenceClosed
    if found.cents > 0 and closing in ONLY_MISSING:
        raise ClosingUnclear
    found.closing, found.closed_at, found.closed_by_id = closing, clock.now(), actor.party_id
    found.save(update_fields=["closing", "closed_at", "closed_by"])
    post_all(posting_about("difference", found.pk, _legs(found, till), by=actor.party_id))
    return found


def _legs(found: Difference, till: Till) -> list[Leg]:
    """Say where what did not add up comes to rest."""
    if found.closing in BACK_IN_THE_TILL:
        return put_back(till, found.cents, place=till.account_id)
    family = fees_account if found.closing == Closing.FEE else losses_account
    ends = (family(till.organisation_id), till.unexplained_id)
    source, target = ends if found.cents < 0 else reversed(ends)
    return move(source, target, abs(found.cents))
