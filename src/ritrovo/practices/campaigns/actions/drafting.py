"""Keeping what somebody writes before they promise."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from ritrovo.foundations.kernel.access import SYSTEM, Actor
from ritrovo.practices.campaigns.errors import AlreadyPromised
from ritrovo.practices.campaigns.models import PledgeDraft
from ritrovo.practices.campaigns.policies import RULES
from ritrovo.practices.campaigns.steps.addresses import require_room_for_letter


@transaction.atomic(durable=True)
def keep_draft(
    *, actor: Actor, campaign_id: UUID, browser: UUID, answers: dict[str, Any]
) -> PledgeDraft:
    """Add answers to the one open draft of a browser for a campaign, begun when there is none.

    Raises AlreadyPromised when its last one became a promise and no other was begun, and
    LinksUnopened when the address it names has enough letters to open already.
    """
    RULES["keep_draft"].require(actor)
    draft = _open_draft(campaign_id, browser)
    if draft is None:
        if PledgeDraft.objects.filter(campaign=campaign_id, browser=browser).exists():
            raise AlreadyPromised
        draft = _begin(campaign_id, browser)
    require_room_for_letter(answers.get("email", ""), beside=draft.pk)
    draft.answers = {**draft.answers, **answers}
    draft.save(update_fields=["answers"])
    return draft


@transaction.atomic(durable=True)
def begin_another(*, actor: Actor, campaign_id: UUID, browser: UUID) -> PledgeDraft:
    """Open a new draft after a promise was accepted; asking again gives the same one."""
    RULES["begin_another"].require(actor)
    return _open_draft(campaign_id, browser) or _begin(campaign_id, browser)


@transaction.atomic(durable=True)
def forget_drafts(*, actor: Actor = SYSTEM, before: datetime) -> int:
    """Delete the drafts begun before a moment that became no promise; how many."""
    RULES["forget_drafts"].require(actor)
    deleted, _ = PledgeDraft.objects.filter(pledge=None, started_at__lt=before).delete()
    return deleted


def _open_draft(campaign_id: UUID, browser: UUID) -> PledgeDraft | None:
    drafts = PledgeDraft.objects.select_for_update(no_key=True)
    return drafts.filter(campaign=campaign_id, browser=browser, pledge=None).first()


def _begin(campaign_id: UUID, browser: UUID) -> PledgeDraft:
    """Open a draft, or take the one that another tab opened at the same moment."""
    draft = PledgeDraft(campaign_id=campaign_id, browser=browser, key=uuid4())
    PledgeDraft.objects.bulk_create([draft], ignore_conflicts=True)
    drafts = PledgeDraft.objects.select_for_update(no_key=True)
    return drafts.get(campaign=campaign_id, browser=browser, pledge=None)
