"""Printing sheets, typing them, deciding where two people read a row in two ways."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import BinaryIO
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import transaction

from ritrovo.foundations.contributions.choices import Channel
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import Actor
from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.kernel.idempotency import Key
from ritrovo.foundations.kernel.ids import new_id
from ritrovo.foundations.kernel.refusals import NotFound, Refusal
from ritrovo.foundations.ledger.rules import Posting
from ritrovo.foundations.ledger.steps import post_all
from ritrovo.foundations.payments.choices import Rail
from ritrovo.practices.campaigns.choices import OfferState, PledgeState
from ritrovo.practices.campaigns.models import Campaign, Pledge, Sheet, SheetDifference, SheetRow
from ritrovo.practices.campaigns.policies import RULES, scope_of
from ritrovo.practices.campaigns.queries.counters import takes_gifts
from ritrovo.practices.campaigns.sheet_errors import (
    CampaignTakesNoSheets,
    DifferenceDecided,
    NotOnTheSheet,
    RowMovedOn,
    SheetRowsRefused,
)
from ritrovo.practices.campaigns.sheet_photographs import as_jpeg
from ritrovo.practices.campaigns.sheet_rows import WrittenRow, key_of_row, new_code
from ritrovo.practices.campaigns.steps import end_pledge, hold_dues, hold_shared
from ritrovo.practices.campaigns.steps.by_hand import (
    Hand,
    Money,
    gift_by_hand,
    offer_by_hand,
    promise_by_hand,
)
from ritrovo.practices.campaigns.steps.making import BOUNDS, require_open
from ritrovo.practices.campaigns.steps.sharing import begin

UNDECIDED_PLEDGE = (PledgeState.TO_APPROVE, PledgeState.COUNTED)


@dataclass(frozen=True, slots=True)
class TypedBefore:
    """A row that had been typed already: by whom, when, and whether it was read the same."""

    place: int
    by: str
    at: datetime
    is_same: bool


@dataclass(frozen=True, slots=True)
class Typed:
    """What typing a sheet did: the places written now, and the rows typed before."""

    written: Sequence[int]
    before: Sequence[TypedBefore]


@transaction.atomic(durable=True)
def print_sheets(
    *,
    actor: Actor,
    campaign_id: UUID,
    rows: int,
    copies: int,
    privacy_version_id: UUID | None = None,
) -> list[Sheet]:
    """Make so many new sheets, each with a code of its own.

    `privacy_version_id` is the notice their readers are shown. Raises NotAllowed,
    CampaignTakesNoSheets.
    """
    campaign = hold_shared(campaign_id)
    RULES["print_sheets"].require(actor, scope_of(campaign))
    if not takes_gifts(campaign) or not campaign.terms.is_open_on(clock.today()):
        raise CampaignTakesNoSheets
    return [
        Sheet.objects.create(
            campaign=campaign,
            code=new_code(),
            rows=rows,
            privacy_version_id=privacy_version_id,
            printed_by_id=actor.party_id,
        )
        for _copy in range(copies)
    ]


@transaction.atomic(durable=True)
def record_sheet(*, actor: Actor, sheet_id: UUID, rows: Iterable[WrittenRow]) -> Typed:
    """Write what people signed on a sheet: all its rows or none, and each row once.

    A promise counts at once: the signature confirms it. A row typed before, by whomever, is left
    as it is: read the same it changes nothing, read otherwise it waits for the promoter. Raises
    NotAllowed, CampaignNotOpen, SheetRowsRefused with the reason of each row.
    """
    sheet, campaign = _hold(sheet_id)
    RULES["record_sheet"].require(actor, scope_of(campaign))
    known = {row.place: row for row in sheet.typed_rows.select_related("typed_by")}
    written: list[int] = []
    before: list[TypedBefore] = []
    postings: list[Posting] = []
    refused: dict[int, Refusal] = {}
    for row in rows:
        if first := known.get(row.place):
            before.append(_again(first, row, actor))
            continue
        try:
            with transaction.atomic():
                postings += _write(sheet, campaign, row, actor)
        except Refusal as refusal:
            refused[row.place] = refusal
        written.append(row.place)
    if refused:
        raise SheetRowsRefused(refused)
    post_all(postings)
    return Typed(written, before)


@transaction.atomic(durable=True)
def decide_difference(*, actor: Actor, difference_id: UUID, is_taken: bool) -> SheetDifference:
    """Keep the first reading of a row, or take the second in its place.

    What the first made is withdrawn then, as long as nothing came of it. Raises NotAllowed,
    NotFound, DifferenceDecided, RowMovedOn, and what `record_sheet` finds in a row.
    """
    found = SheetDifference.objects.filter(pk=difference_id).select_related("row").first()
    if found is None:
        raise NotFound
    sheet, campaign = _hold(found.row.sheet_id)
    RULES["decide_difference"].require(actor, scope_of(campaign))
    found.refresh_from_db()
    if found.decided_at:
        raise DifferenceDecided
    if is_taken:
        post_all(_replace(sheet, campaign, found, actor))
    found.written, found.is_taken = {}, is_taken
    found.decided_by_id, found.decided_at = actor.party_id, clock.now()
    found.save(update_fields=["written", "is_taken", "decided_by", "decided_at"])
    return found


@transaction.atomic(durable=True)
def attach_photograph(*, actor: Actor, sheet_id: UUID, file: BinaryIO) -> Sheet:
    """Keep a picture of a filled sheet, drawn anew without what the camera wrote.

    Raises NotAllowed, PhotographUnreadable.
    """
    sheet, campaign = _hold(sheet_id)
    RULES["attach_photograph"].require(actor, scope_of(campaign))
    drawn = as_jpeg(file)
    before = sheet.photograph.name
    sheet.photograph.save(f"{new_id()}.jpg", ContentFile(drawn), save=False)
    sheet.save(update_fields=["photograph"])
    if before:
        transaction.on_commit(lambda: sheet.photograph.storage.delete(before))
    return sheet


@transaction.atomic(durable=True)
def remove_photograph(*, actor: Actor, sheet_id: UUID) -> Sheet:
    """Take a sheet's picture away. Raises NotAllowed."""
    sheet, campaign = _hold(sheet_id)
    RULES["remove_photograph"].require(actor, scope_of(campaign))
    before, storage = sheet.photograph.name, sheet.photograph.storage
    sheet.photograph = ""
    sheet.save(update_fields=["photograph"])
    if before:
        transaction.on_commit(lambda: storage.delete(before))
    return sheet


def _hold(sheet_id: UUID) -> tuple[Sheet, Campaign]:
    """Hold the campaign shared, then the sheet alone: two people type one after the other."""
    campaign_id = Sheet.objects.filter(pk=sheet_id).values_list("campaign_id", flat=True).first()
    if campaign_id is None:
        raise NotFound
    campaign = hold_shared(campaign_id)
    return held_sheet(sheet_id), campaign


def held_sheet(sheet_id: UUID) -> Sheet:
    """Read a sheet that nobody else types or decides about until the transaction ends."""
    return Sheet.objects.select_for_update(no_key=True).get(pk=sheet_id)


def _write(sheet: Sheet, campaign: Campaign, row: WrittenRow, actor: Actor) -> list[Posting]:
    """Write a row for the first time: what it gives, and that it was typed."""
    if not 1 <= row.place <= sheet.rows:
        raise NotOnTheSheet
    made = SheetRow(sheet=sheet, place=row.place, digest=row.digest, typed_by_id=actor.party_id)
    postings = _give(sheet, campaign, made, row, str(row.place))
    made.save(force_insert=True)
    return postings


def _give(
    sheet: Sheet, campaign: Campaign, made: SheetRow, row: WrittenRow, reading: str
) -> list[Posting]:
    """Write the promise and the offer of a row; the row's code is the key of both."""
    require_open(campaign)
    hand = Hand(Channel.PAPER, made.typed_by_id)
    postings: list[Posting] = []
    made.pledge, made.offer = None, None
    if row.cents:
        wanted = Key(f"sheet:{sheet.pk}", key_of_row(sheet.pk, row.place, reading), row.digest)
        begun = begin(campaign.pk, wanted=wanted, numbers=BOUNDS)
        promise = row.promise(sheet.privacy_version_id)
        if row.till_id:
            # Paper says no day: the money is in the box from when the sheet is typed.
            money = Money(UUID(row.till_id), Rail.CASH, Amount(row.cents), clock.today())
            gift = gift_by_hand(begun, promise, hand, money)
            made.pledge = Pledge.objects.get(pk=gift.pledge_id)
        else:
            made.pledge, postings = promise_by_hand(begun, promise, hand)
        hand = replace(hand, party_id=made.pledge.backer_id)
    if row.need_id:
        key = key_of_row(sheet.pk, row.place, f"{reading} help")
        made.offer = offer_by_hand(campaign, row.offer, hand, offer_id=new_id(), key=key)
    return postings


def _again(first: SheetRow, row: WrittenRow, actor: Actor) -> TypedBefore:
    """Compare a row with how it was read first; another reading is listed, once."""
    is_same = first.digest == row.digest
    if not is_same:
        SheetDifference.objects.get_or_create(
            row=first,
            digest=row.digest,
            defaults={"written": asdict(row), "typed_by_id": actor.party_id},
        )
    by = first.typed_by.name if first.typed_by else ""
    return TypedBefore(row.place, by, first.typed_at, is_same)


def _replace(
    sheet: Sheet, campaign: Campaign, found: SheetDifference, actor: Actor
) -> list[Posting]:
    """Withdraw what the first reading made, and write the second in its place."""
    first, row = SheetRow.objects.get(pk=found.row_id), WrittenRow(**found.written)
    postings = _withdraw(first, actor)
    postings += _give(sheet, campaign, first, row, str(found.pk))
    first.digest = row.digest
    first.save(update_fields=["pledge", "offer", "digest"])
    return postings


def _withdraw(first: SheetRow, actor: Actor) -> list[Posting]:
    """Take back the promise and the offer of a reading. Raises RowMovedOn."""
    postings: list[Posting] = []
    if first.pledge:
        hold_dues([first.pledge.due_id])
        first.pledge.refresh_from_db()
        has_money = first.pledge.due.payments.filter(undone_at=None).exists()
        if first.pledge.state not in UNDECIDED_PLEDGE or has_money:
            raise RowMovedOn
        postings = end_pledge(first.pledge, state=PledgeState.WITHDRAWN, by=actor.party_id)
    if first.offer:
        first.offer.refresh_from_db()
        if first.offer.state != OfferState.OFFERED:
            raise RowMovedOn
        first.offer.state = OfferState.WITHDRAWN
        first.offer.save(update_fields=["state"])
    return postings
