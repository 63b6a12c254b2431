"""Writing down the policies that insure the volunteers."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from ritrovo.foundations.kernel.access import Actor, Scope
from ritrovo.foundations.kernel.refusals import refusing
from ritrovo.foundations.volunteers.choices import Cover
from ritrovo.foundations.volunteers.errors import PolicyUnknown
from ritrovo.foundations.volunteers.models import InsurancePolicy
from ritrovo.foundations.volunteers.policies import RULES


@transaction.atomic(durable=True)
def record_policy(
    *,
    actor: Actor,
    organisation_id: UUID,
    insurer: str,
    number: str,
    covers: Collection[str],
    first_day: date,
    last_day: date,
) -> InsurancePolicy:
    """Write down a policy; both days are insured. The same policy again changes nothing.

    Raises NotAllowed, PolicyEndsTooSoon, PolicyCoversNothing.
    """
    RULES["record_policy"].require(actor, Scope(organisation_id))
    facts = _facts(insurer, number, covers, first_day, last_day)
    if same := InsurancePolicy.objects.filter(organisation=organisation_id, **facts).first():
        return same
    with refusing():
        return InsurancePolicy.objects.create(
            organisation_id=organisation_id, recorded_by_id=actor.party_id, **facts
        )


@transaction.atomic(durable=True)
def edit_policy(
    *,
    actor: Actor,
    policy_id: UUID,
    insurer: str,
    number: str,
    covers: Collection[str],
    first_day: date,
    last_day: date,
) -> InsurancePolicy:
    """Change what is written of a policy.

    Raises PolicyUnknown, NotAllowed, PolicyEndsTooSoon, PolicyCoversNothing.
    """
    policy = InsurancePolicy.objects.select_for_update(no_key=True).filter(pk=policy_id).first()
    if policy is None:
        raise PolicyUnknown
    RULES["edit_policy"].require(actor, Scope(policy.organisation_id))
    facts = _facts(insurer, number, covers, first_day, last_day)
    for name, value in facts.items():
        setattr(policy, name, value)
    with refusing():
        policy.save(update_fields=list(facts))
    return policy


def _facts(
    insurer: str, number: str, covers: Collection[str], first_day: date, last_day: date
) -> dict[str, Any]:
    return {
        "insurer": " ".join(insurer.split()),
        "number": " ".join(number.split()),
        "first_day": first_day,
        "last_day": last_day,
        **{f"covers_{each.value}": each in covers for each in Cover},
    }
