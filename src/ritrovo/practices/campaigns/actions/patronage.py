"""Patronage of public bodies: recorded, confirmed by somebody else, taken back."""

from __future__ import annotations

from datetime import date
from typing import BinaryIO
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import Actor, Scope
from ritrovo.foundations.kernel.ids import new_id
from ritrovo.foundations.kernel.refusals import refusing
from ritrovo.foundations.people.choices import OrganisationKind
from ritrovo.foundations.people.models import Organisation
from ritrovo.practices.campaigns.models import Patronage
from ritrovo.practices.campaigns.patronage_errors import (
    ActInTheFuture,
    ActMissing,
    PatronageByOneself,
    PatronageEnded,
    PatronageEndUnsaid,
    PatronageUnknown,
    PatronNotPublic,
)
from ritrovo.practices.campaigns.policies import RULES, scope_of
from ritrovo.practices.campaigns.report_papers import as_paper
from ritrovo.practices.campaigns.steps import hold


@transaction.atomic(durable=True)
def record_patronage(
    *,
    actor: Actor,
    campaign_id: UUID,
    body_id: UUID,
    act_number: str,
    act_date: date,
    file: BinaryIO | None = None,
) -> Patronage:
    """Write that a public body stands behind a campaign; the same act again is the same row.

    Nobody sees it before it is confirmed. Raises NotAllowed, ActMissing, ActInTheFuture,
    PatronNotPublic, PatronageTwice, PaperUnreadable.
    """
    campaign = hold(campaign_id)
    RULES["record_patronage"].require(actor, scope_of(campaign))
    number = " ".join(act_number.split())
    standing = Patronage.objects.filter(campaign=campaign, body=body_id, ended_at=None)
    if before := standing.filter(act_number=number, act_date=act_date).first():
        return before
    _require_act(body_id, number, act_date)
    made = Patronage(
        id=new_id(),
        campaign=campaign,
        body_id=body_id,
        act_number=number,
        act_date=act_date,
        recorded_by_id=actor.party_id,
    )
    if file:
        ending, read = as_paper(file)
        name = f"private/patronages/{made.pk}.{ending}"
        made.file.name = default_storage.save(name, ContentFile(read))
    with refusing():
        made.save(force_insert=True)
    return made


@transaction.atomic(durable=True)
def confirm_patronage(*, actor: Actor, patronage_id: UUID) -> Patronage:
    """Say that the act is there: for the body itself, or for who reviews; again changes nothing.

    Raises PatronageUnknown, NotAllowed, PatronageEnded, PatronageByOneself.
    """
    found = _held(patronage_id)
    RULES["confirm_patronage"].require(actor, answer_scope(found))
    if found.ended_at:
        raise PatronageEnded
    if found.confirmed_at:
        return found
    if actor.party_id is not None and actor.party_id == found.recorded_by_id:
        raise PatronageByOneself
    found.confirmed_at, found.confirmed_by_id = clock.now(), actor.party_id
    with refusing():
        found.save(update_fields=["confirmed_at", "confirmed_by"])
    return found


@transaction.atomic(durable=True)
def end_patronage(*, actor: Actor, patronage_id: UUID, reason: str) -> Patronage:
    """Take a patronage back, by who promotes the campaign, the body or who reviews.

    Again changes nothing. Raises PatronageUnknown, NotAllowed, PatronageEndUnsaid.
    """
    found = _held(patronage_id)
    rule = RULES["end_patronage"]
    if not rule.admits(actor, scope_of(found.campaign)):
        rule.require(actor, answer_scope(found))
    if found.ended_at:
        return found
    if not (words := " ".join(reason.split())):
        raise PatronageEndUnsaid
    found.ended_at, found.ended_by_id, found.end_reason = clock.now(), actor.party_id, words
    with refusing():
        found.save(update_fields=["ended_at", "ended_by", "end_reason"])
    return found


def answer_scope(patronage: Patronage) -> Scope:
    """Say whose roles count for a patronage's answer: the body's, and the ecosystem's reviewers."""
    return Scope(patronage.body_id, patronage.campaign.ecosystem_id)


def _held(patronage_id: UUID) -> Patronage:
    rows = Patronage.objects.select_for_update(no_key=True, of=("self",))
    found = rows.select_related("campaign").filter(pk=patronage_id).first()
    if found is None:
        raise PatronageUnknown
    return found


def _require_act(body_id: UUID, number: str, act_date: date) -> None:
    if not number:
        raise ActMissing
    if act_date > clock.today():
        raise ActInTheFuture
    body = Organisation.objects.filter(pk=body_id, kind=OrganisationKind.PUBLIC_BODY)
    if not body.exists():
        raise PatronNotPublic
