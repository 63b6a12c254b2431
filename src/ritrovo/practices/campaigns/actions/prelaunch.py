"""The page that waits for a campaign: opening it, and who wants to be told."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import SYSTEM, Actor
from ritrovo.practices.campaigns.choices import Status
from ritrovo.practices.campaigns.launches import send_confirmation
from ritrovo.practices.campaigns.models import Campaign, NoticeRequest, Preparation
from ritrovo.practices.campaigns.policies import RULES, scope_of
from ritrovo.practices.campaigns.preparation_errors import NoticeUnknown, PrelaunchClosed
from ritrovo.practices.campaigns.queries.prelaunch import WAITING
from ritrovo.practices.campaigns.steps import hold, hold_shared
from ritrovo.practices.campaigns.steps.addresses import require_room_for_letter
from ritrovo.practices.campaigns.steps.holding import hold_preparation
from ritrovo.practices.campaigns.tokens import digest_of_token, new_token


@transaction.atomic(durable=True)
def open_prelaunch(*, actor: Actor, campaign_id: UUID) -> Preparation:
    """Show a campaign's address to everyone before it opens. Raises NotAllowed, NotPrepared."""
    return _shown("open_prelaunch", actor, campaign_id, clock.now())


@transaction.atomic(durable=True)
def close_prelaunch(*, actor: Actor, campaign_id: UUID) -> Preparation:
    """Hide it again; who asked to be told is still told. Raises NotAllowed, NotPrepared."""
    return _shown("close_prelaunch", actor, campaign_id, None)


@transaction.atomic(durable=True)
def ask_for_notice(*, actor: Actor, campaign_id: UUID, email: str, language: str = "it") -> None:
    """Take an address that wants to be told when a campaign opens; its link makes it count.

    An address that asked already gets no second letter, and nobody learns that it had. Raises
    PrelaunchClosed, LinksUnopened.
    """
    campaign = hold_shared(campaign_id)
    RULES["ask_for_notice"].require(actor, scope_of(campaign))
    waiting = Preparation.objects.filter(campaign=campaign_id, opened_at__isnull=False)
    if campaign.status not in WAITING or not waiting.exists():
        raise PrelaunchClosed
    if NoticeRequest.objects.filter(campaign=campaign_id, email__iexact=email).exists():
        return
    require_room_for_letter(email)
    token = new_token()
    made = NoticeRequest(
        campaign_id=campaign_id,
        email=email,
        language=language,
        token_digest=digest_of_token(token),
    )
    # Of two at the same moment one letter leaves.
    NoticeRequest.objects.bulk_create([made], ignore_conflicts=True)
    if NoticeRequest.objects.filter(pk=made.pk).exists():
        send_confirmation(made, campaign, token)


@transaction.atomic(durable=True)
def confirm_notice(*, token: str) -> NoticeRequest:
    """Make an address count because its link was opened; opening it again changes nothing.

    Raises NoticeUnknown.
    """
    found = _held(token)
    if found.confirmed_at is None:
        found.confirmed_at = clock.now()
        found.save(update_fields=["confirmed_at"])
    return found


@transaction.atomic(durable=True)
def forget_notice(*, token: str) -> Campaign:
    """Delete an address that wants no letter any more; which campaign it was for.

    Raises NoticeUnknown.
    """
    found = _held(token)
    campaign = found.campaign
    found.delete()
    return campaign


@transaction.atomic(durable=True)
def forget_notices(*, actor: Actor = SYSTEM, unopened: datetime, before: datetime) -> int:
    """Delete the addresses whose link nobody opened by `unopened`, those kept since `before`.

    And those of campaigns given up. How many.
    """
    RULES["forget_notices"].require(actor)
    stale = Q(confirmed_at=None, asked_at__lt=unopened) | Q(asked_at__lt=before)
    gone = Q(campaign__status=Status.CANCELLED)
    deleted, _ = NoticeRequest.objects.filter(stale | gone).delete()
    return deleted


def _shown(verb: str, actor: Actor, campaign_id: UUID, at: datetime | None) -> Preparation:
    campaign = hold(campaign_id)
    RULES[verb].require(actor, scope_of(campaign))
    preparation = hold_preparation(campaign)
    if (preparation.opened_at is None) != (at is None):
        preparation.opened_at = at
        preparation.save(update_fields=["opened_at"])
    return preparation


def _held(token: str) -> NoticeRequest:
    """Hold the campaign, then the request: while letters leave, nobody joins those who get one."""
    rows = NoticeRequest.objects.filter(token_digest=digest_of_token(token))
    campaign_id = rows.values_list("campaign_id", flat=True).first()
    if campaign_id is None:
        raise NoticeUnknown
    campaign = hold_shared(campaign_id)
    if found := rows.select_for_update(no_key=True).first():
        found.campaign = campaign
        return found
    raise NoticeUnknown
