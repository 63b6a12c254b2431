"""Advantages from public bodies: written, and taken back by a record of its own."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import Actor
from ritrovo.foundations.kernel.idempotency import claim, digest_of
from ritrovo.foundations.kernel.ids import new_id
from ritrovo.foundations.kernel.refusals import refusing
from ritrovo.foundations.payments.advantages import PlannedAdvantage
from ritrovo.foundations.payments.errors import (
    AdvantageInTheFuture,
    AdvantageUnknown,
    AdvantageVoided,
    PayerNotPublic,
    RecipientWithoutCode,
    VoidReasonMissing,
)
from ritrovo.foundations.payments.models import PublicAdvantage, PublicAdvantageVoid
from ritrovo.foundations.payments.policies import RULES, scope_of
from ritrovo.foundations.people.choices import OrganisationKind
from ritrovo.foundations.people.models import Organisation


@transaction.atomic(durable=True)
def record_advantage(
    *,
    actor: Actor,
    organisation_id: UUID,
    key: UUID,
    planned: PlannedAdvantage,
    corrects_id: UUID | None = None,
) -> PublicAdvantage:
    """Write an advantage, once per key; with `corrects_id` it takes a mistaken row's place.

    Raises NotAllowed, RecipientWithoutCode, AdvantageInTheFuture, PayerNotPublic,
    AdvantageOfNothing, AdvantageUnsaid, AdvantageUnknown, AdvantageVoided, KeyReused.
    """
    RULES["record_advantage"].require(actor, scope_of(organisation_id))
    said = {"planned": planned, "corrects": corrects_id}
    taken = claim(
        scope=f"advantage:{organisation_id}",
        key=key,
        digest=digest_of("record_advantage", said),
        answer=new_id(),
    )
    if taken.answer:
        return PublicAdvantage.objects.get(pk=taken.answer)
    recipient = Organisation.objects.get(pk=organisation_id)
    _require_fit(recipient, planned)
    made = PublicAdvantage(
        id=taken.id,
        recipient=recipient,
        key=key,
        recorded_by_id=actor.party_id,
        corrects_id=corrects_id,
        **planned.facts,
    )
    if corrects_id:
        _void(_held(corrects_id, organisation_id), planned.why, by=actor.party_id)
    with refusing():
        made.save(force_insert=True)
    return made


@transaction.atomic(durable=True)
def void_advantage(*, actor: Actor, advantage_id: UUID, reason: str) -> PublicAdvantageVoid:
    """Take a row back: it stays, and says so; asking again gives the same record.

    Raises AdvantageUnknown, NotAllowed, VoidReasonMissing.
    """
    found = PublicAdvantage.objects.filter(pk=advantage_id).first()
    if found is None:
        raise AdvantageUnknown
    RULES["void_advantage"].require(actor, scope_of(found.recipient_id))
    if before := PublicAdvantageVoid.objects.filter(advantage=found).first():
        return before
    return _void(found, reason, by=actor.party_id)


def _void(advantage: PublicAdvantage, reason: str, *, by: UUID | None) -> PublicAdvantageVoid:
    words = " ".join(reason.split())
    if not words:
        raise VoidReasonMissing
    made = PublicAdvantageVoid(advantage=advantage, reason=words, voided_by_id=by)
    with refusing():
        made.save(force_insert=True)
    return made


def _held(advantage_id: UUID, organisation_id: UUID) -> PublicAdvantage:
    found = PublicAdvantage.objects.filter(pk=advantage_id, recipient=organisation_id).first()
    if found is None:
        raise AdvantageUnknown
    if PublicAdvantageVoid.objects.filter(advantage=found).exists():
        raise AdvantageVoided
    return found


def _require_fit(recipient: Organisation, planned: PlannedAdvantage) -> None:
    if not recipient.tax_code:
        raise RecipientWithoutCode
    if planned.received_on > clock.today():
        raise AdvantageInTheFuture
    if planned.payer_id:
        payer = Organisation.objects.filter(pk=planned.payer_id).first()
        if payer is None or payer.kind != OrganisationKind.PUBLIC_BODY:
            raise PayerNotPublic
