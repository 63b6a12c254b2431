"""The first who will say yes: who they are, who asks them, what they answered."""

from __future__ import annotations

import re
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import Actor
from ritrovo.foundations.kernel.refusals import NotFound, refusing
from ritrovo.practices.campaigns.choices import Status, SupporterOutcome
from ritrovo.practices.campaigns.errors import TransitionNotAllowed
from ritrovo.practices.campaigns.models import Campaign, FirstSupporter
from ritrovo.practices.campaigns.policies import RULES, scope_of
from ritrovo.practices.campaigns.steps import hold_shared

# Italian numbers differ in their last nine digits; a prefix may be written or not.
TOLD_APART, SHORTEST = 9, 6


@transaction.atomic(durable=True)
def list_supporter(
    *,
    actor: Actor,
    campaign_id: UUID,
    key: UUID,
    name: str,
    contact: str = "",
    expected_cents: int = 0,
    caller: str = "",
) -> FirstSupporter:
    """Put somebody on the list of first supporters, once for each key.

    Raises NotAllowed, TransitionNotAllowed once the campaign is over.
    """
    campaign = _hold_campaign("list_supporter", actor, campaign_id)
    if listed := campaign.first_supporters.filter(key=key).first():
        return listed
    email, phone = reached_at(contact)
    with refusing():
        return FirstSupporter.objects.create(
            campaign=campaign,
            key=key,
            name=" ".join(name.split()),
            contact=contact.strip(),
            email=email,
            phone=phone,
            expected_cents=expected_cents,
            caller=" ".join(caller.split()),
            added_by_id=actor.party_id,
        )


@transaction.atomic(durable=True)
def answer_supporter(*, actor: Actor, supporter_id: UUID, outcome: str) -> FirstSupporter:
    """Note what somebody answered when they were called.

    Raises NotAllowed, NotFound, TransitionNotAllowed once the campaign is over.
    """
    supporter = _hold_supporter("answer_supporter", actor, supporter_id)
    supporter.outcome = SupporterOutcome(outcome)
    supporter.answered_at, supporter.answered_by_id = clock.now(), actor.party_id
    supporter.save(update_fields=["outcome", "answered_at", "answered_by"])
    return supporter


@transaction.atomic(durable=True)
def strike_supporter(*, actor: Actor, supporter_id: UUID) -> None:
    """Take somebody off the list for good: nothing of them stays there.

    Raises NotAllowed, NotFound.
    """
    _hold_supporter("strike_supporter", actor, supporter_id, also_over=True).delete()


def reached_at(contact: str) -> tuple[str, str]:
    """Read an e-mail address and the telling digits of a phone from what was typed.

    Each is "" when there is none: "al bar" is a way to reach people too.
    """
    words = contact.replace(",", " ").replace(";", " ").split()
    email = next((word.lower() for word in words if _is_address(word)), "")
    digits = re.sub(r"\D", "", " ".join(word for word in words if "@" not in word))
    return email, digits[-TOLD_APART:] if len(digits) >= SHORTEST else ""


def _is_address(word: str) -> bool:
    try:
        validate_email(word)
    except ValidationError:
        return False
    return True


def _hold_campaign(
    verb: str, actor: Actor, campaign_id: UUID, *, also_over: bool = False
) -> Campaign:
    campaign = hold_shared(campaign_id)
    RULES[verb].require(actor, scope_of(campaign))
    going = {
        Status.DRAFT,
        Status.PREPARING,
        Status.IN_REVIEW,
        Status.PUBLISHED,
        Status.SUSPENDED,
    }
    if campaign.status not in going and not also_over:
        raise TransitionNotAllowed(status=campaign.get_status_display())
    return campaign


def _hold_supporter(
    verb: str, actor: Actor, supporter_id: UUID, *, also_over: bool = False
) -> FirstSupporter:
    rows = FirstSupporter.objects.filter(pk=supporter_id)
    campaign_id = rows.values_list("campaign_id", flat=True).first()
    if campaign_id is None:
        raise NotFound
    _hold_campaign(verb, actor, campaign_id, also_over=also_over)
    return rows.select_for_update(no_key=True).get()
