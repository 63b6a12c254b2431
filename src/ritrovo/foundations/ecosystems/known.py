"""What this room knows of a person: the ecosystems they belong to, and their roles there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.ecosystems.models import EcosystemActor, EcosystemRole
from ritrovo.foundations.ecosystems.practices import practices
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.refusals import require_transaction
from ritrovo.foundations.people.knowing import Identity, Room, Table, register
from ritrovo.foundations.people.known import moment


def register_rooms() -> None:
    """Tell what this room knows of people, and what each practice does."""
    register(Room("ecosystems", tell, erase))
    for practice in practices():
        if practice.known:
            register(practice.step("known")())


def tell(identity: Identity) -> Iterator[Table]:
    """Give memberships and roles; nothing of it belongs to one organisation. Two queries."""
    if identity.organisation_id:
        return
    joined = EcosystemActor.objects.filter(party_id__in=identity.party_ids)
    held = EcosystemRole.objects.filter(person_id__in=identity.party_ids)
    found: list[Any] = [
        *joined.select_related("ecosystem").order_by("since", "pk"),
        *held.select_related("ecosystem").order_by("since", "pk"),
    ]
    rows = [
        {
            "ecosistema": each.ecosystem.name,
            "ruolo": str(each.get_role_display()),
            "dal": moment(each.since) if hasattr(each.since, "hour") else each.since.isoformat(),
        }
        for each in found
    ]
    yield Table("ecosystems.roles", _("Ecosistemi"), rows, stays=True)


def erase(identity: Identity) -> None:
    """End the roles of who is forgotten by all; that somebody belonged stays, without a name."""
    require_transaction()
    if identity.organisation_id is None:
        held = EcosystemRole.objects.filter(person_id__in=identity.party_ids, until=None)
        held.update(until=clock.now())
