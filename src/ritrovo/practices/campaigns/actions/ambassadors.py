"""Who carries the word: naming them, and letting them stop."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.db import transaction

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import Actor
from ritrovo.foundations.kernel.refusals import NotFound, refusing
from ritrovo.foundations.people.errors import LoginUnknown
from ritrovo.foundations.people.models import Person
from ritrovo.practices.campaigns.choices import Status
from ritrovo.practices.campaigns.codes import new_code
from ritrovo.practices.campaigns.errors import TransitionNotAllowed
from ritrovo.practices.campaigns.models import Ambassador
from ritrovo.practices.campaigns.policies import RULES, scope_of
from ritrovo.practices.campaigns.steps import hold
from ritrovo.practices.campaigns.steps.writing import person_of

# Afterwards nobody can be brought any more.
BRINGING: Final = frozenset(
    {Status.DRAFT, Status.PREPARING, Status.IN_REVIEW, Status.PUBLISHED, Status.SUSPENDED}
)


@transaction.atomic(durable=True)
def name_ambassador(
    *,
    actor: Actor,
    campaign_id: UUID,
    key: UUID,
    name: str = "",
    contact: str = "",
    email: str = "",
) -> Ambassador:
    """Give somebody a code and a link of their own, once for each key.

    `email` names a person who signs in; without it, `name` as said. Raises NotAllowed,
    TransitionNotAllowed once nobody can be brought, LoginUnknown, AmbassadorTwice.
    """
    campaign = hold(campaign_id)
    RULES["name_ambassador"].require(actor, scope_of(campaign))
    if named := campaign.ambassadors.filter(key=key).first():
        return named
    if campaign.status not in BRINGING:
        raise TransitionNotAllowed(status=campaign.get_status_display())
    person = _person_at(email) if email.strip() else None
    with refusing():
        return Ambassador.objects.create(
            campaign=campaign,
            party_id=person.pk if person else None,
            name=" ".join(name.split()) or (person.party.name if person else ""),
            contact=contact.strip(),
            code=_free_code(),
            key=key,
            made_by_id=person_of(actor),
        )


@transaction.atomic(durable=True)
def end_ambassador(*, actor: Actor, ambassador_id: UUID) -> Ambassador:
    """Let somebody stop: their link brings nobody any more, those they brought stay counted.

    Ending again changes nothing. Raises NotAllowed, NotFound.
    """
    rows = Ambassador.objects.filter(pk=ambassador_id)
    campaign_id = rows.values_list("campaign_id", flat=True).first()
    if campaign_id is None:
        raise NotFound
    RULES["end_ambassador"].require(actor, scope_of(hold(campaign_id)))
    rows.filter(ended_at=None).update(ended_at=clock.now())
    return rows.get()


def _person_at(email: str) -> Person:
    found = Person.objects.filter(login__email__iexact=email.strip()).select_related("party")
    if person := found.first():
        return person
    raise LoginUnknown


def _free_code() -> str:
    """Make a code that nobody has: of 244 millions, the second try is a rarity."""
    code = new_code()
    while Ambassador.objects.filter(code=code).exists():
        code = new_code()
    return code
