"""What a collection among many people writes: its row, its facts, its legs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final
from uuid import UUID

from ritrovo.foundations.contributions.choices import Basis, Channel, Kind, Setting
from ritrovo.foundations.contributions.models import Contribution
from ritrovo.foundations.contributions.steps import record, reverse
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.kernel.refusals import refusing, require_transaction
from ritrovo.foundations.ledger.choices import Book
from ritrovo.foundations.ledger.rules import Leg
from ritrovo.foundations.ledger.steps import open_account
from ritrovo.foundations.look.formatting import format_amount
from ritrovo.foundations.payments.choices import RAIL_OF_TILL, Certainty, TillKind
from ritrovo.foundations.payments.models import Till
from ritrovo.foundations.payments.steps import Arrival
from ritrovo.foundations.people.choices import PartyKind
from ritrovo.foundations.people.steps import find_or_make_backer, make_party
from ritrovo.practices.campaigns.errors import SharesDoNotAdd
from ritrovo.practices.campaigns.gatherings import Gathering
from ritrovo.practices.campaigns.models import Campaign, CollectiveGift, CollectiveGiver

PRACTICE: Final = "campaigns"
Share = tuple[UUID, Amount, int]


def arrival_of_collection(till: Till, told: Gathering) -> Arrival:
    """Describe what comes into the till."""
    rail = RAIL_OF_TILL[TillKind(till.kind)]
    return Arrival(told.gross_cents, told.last_day, Certainty.CERTAIN, rail=rail, till=till)


def write_collection(
    made_id: UUID, campaign: Campaign, till: Till, told: Gathering, *, by: UUID | None
) -> CollectiveGift:
    """Write the row of a collection and of the people known; a few queries for each of them.

    Raises CollectionUnclear.
    """
    require_transaction()
    has_others = told.headcount > len(told.people)
    group = make_party(kind=PartyKind.GROUP, name=told.title) if has_others else None
    made = CollectiveGift(
        id=made_id,
        campaign=campaign,
        kind=told.kind,
        title=told.title,
        first_day=told.first_day,
        last_day=told.last_day,
        place=told.place,
        is_occasional=told.is_occasional,
        headcount=told.headcount,
        gross_cents=told.gross_cents,
        costs_cents=told.costs_cents,
        till=till,
        account_id=_account(f"collective:{campaign.pk}"),
        group=group,
        recorded_by_id=by,
    )
    with refusing():
        made.save(force_insert=True)
        CollectiveGiver.objects.bulk_create(
            CollectiveGiver(
                collection=made,
                giver=find_or_make_backer(
                    organisation_id=campaign.beneficiary_id,
                    given_name=each.given_name,
                    family_name=each.family_name,
                    at=clock.now(),
                ),
                cents=each.cents,
            )
            for each in told.people
        )
    return made


def write_facts(
    made: CollectiveGift, campaign: Campaign, told: Gathering, *, by: UUID | None
) -> None:
    """Write a fact for each known person, and one for the rest of the people together.

    Raises SharesDoNotAdd.
    """
    require_transaction()
    known = list(made.givers.order_by("id"))
    for line, (giver, amount, heads) in enumerate(_shares(made, known)):
        record(
            giver=giver,
            receiver=campaign.beneficiary_id,
            kind=Kind.MONEY,
            basis=Basis.GIFT,
            amount=amount,
            headcount=heads,
            practice=PRACTICE,
            object_id=made.pk,
            line=line,
            ecosystem=campaign.ecosystem_id,
            context=campaign.pk,
            occurred_at=clock.start_of(told.last_day),
            channel=Channel.PAPER,
            setting=Setting.COMMUNITY,
            recorded_by=by,
        )


def take_facts_back(made: CollectiveGift, *, by: UUID | None) -> None:
    """Reverse the facts of a collection; two queries for each."""
    require_transaction()
    standing = Contribution.objects.filter(
        practice=PRACTICE, object_id=made.pk, reverses=None, reversed_by=None
    )
    for fact in standing:
        reverse(fact, occurred_at=clock.now(), channel=Channel.PAPER, recorded_by=by)


def legs_of(made: CollectiveGift, *, back: bool = False) -> Iterator[Leg]:
    """Give the legs of a collection: what came into the till, and what was paid from it at once."""
    moves = [(made.till.account_id, made.account_id, made.gross_cents)]
    if made.costs_cents:
        costs = _account(f"costs:{made.till.organisation_id}", is_place=True)
        moves.append((costs, made.till.account_id, made.costs_cents))
    for source, target, cents in moves:
        ends = (target, source) if back else (source, target)
        yield Leg(*ends, Amount(cents), Book.COLLECTED)


def _shares(made: CollectiveGift, known: Sequence[CollectiveGiver]) -> Iterator[Share]:
    """Share what came in: what is known to each, the rest in equal parts a head.

    Nobody wrote down who gave how much: equal parts are the plainest thing to say of it, and the
    row of the giver keeps that the sum is not known.
    """
    told = [each for each in known if each.cents]
    untold = [each for each in known if not each.cents]
    others = made.headcount - len(known)
    rest = made.gross_cents - sum(each.cents or 0 for each in told)
    heads = len(untold) + others
    if rest < heads or (rest and not heads):
        raise SharesDoNotAdd(
            known=format_amount(Amount(made.gross_cents - rest)),
            whole=format_amount(Amount(made.gross_cents)),
        )
    for each in told:
        yield each.giver_id, Amount(each.cents or 0), 1
    if not heads:
        return
    parts = Amount(rest).split([*[1] * len(untold), *([others] if others else [])])
    for each, part in zip(untold, parts, strict=False):
        yield each.giver_id, part, 1
    if made.group_id:
        yield made.group_id, parts[-1], others


def _account(address: str, *, is_place: bool = False) -> UUID:
    """Find an account of collections, or open it; where money is, it stands below zero."""
    floor, ceiling = (None, 0) if is_place else (0, None)
    return open_account(
        address=address, book=Book.COLLECTED, unit="eur_cent", floor=floor, ceiling=ceiling
    )
