"""How somebody is forgotten: every room empties its own, what the law keeps is said.

Steps, composable inside someone's transaction. See decision record 0023.
"""

from __future__ import annotations

from typing import Final
from uuid import UUID

from procrastinate.contrib.django import app

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.refusals import refusing, require_transaction
from ritrovo.foundations.people.choices import OrganisationRoleName, PlatformRoleName
from ritrovo.foundations.people.errors import LastAdministrator
from ritrovo.foundations.people.identities import identity_of, widened
from ritrovo.foundations.people.knowing import Identity, Kept, kept_of, rooms
from ritrovo.foundations.people.models import Erasure, OrganisationRole, Party, PlatformRole

TASK: Final = "people.erase"


def ask(*, party_id: UUID, organisation_id: UUID | None, asked_by: UUID | None) -> Erasure:
    """Write that somebody is to be forgotten, and let it happen soon; once, however often asked.

    Raises LastAdministrator.
    """
    require_transaction()
    ids = hold(identity_of(party_id, organisation_id)).party_ids
    if organisation_id is None:
        require_others_administer(ids)
    waiting = Erasure.objects.filter(
        party_id__in=ids, organisation_id=organisation_id, done_at=None
    ).first()
    if waiting:
        return waiting
    with refusing():
        asked = Erasure.objects.create(
            party_id=party_id, organisation_id=organisation_id, asked_by_id=asked_by
        )
    app.configure_task(TASK, lock=TASK).defer(erasure_id=str(asked.pk))
    return asked


def carry_out(erasure: Erasure) -> Erasure:
    """Forget somebody now; nothing when it was done before. Raises LastAdministrator."""
    require_transaction()
    if erasure.done_at:
        return erasure
    identity = hold(widened(identity_of(erasure.party_id, erasure.organisation_id)))
    if identity.organisation_id is None:
        require_others_administer(identity.party_ids)
    kept = kept_of(identity)
    for room in rooms():
        room.erase(identity)
    erasure.done_at = clock.now()
    erasure.is_whole = identity.organisation_id is None
    erasure.kept = [as_row(each) for each in kept]
    erasure.save(update_fields=["done_at", "is_whole", "kept"])
    return erasure


def as_row(kept: Kept) -> dict[str, str | int]:
    """Give what is kept as the record of an erasure holds it."""
    until = kept.until.isoformat() if kept.until else ""
    return {"what": str(kept.what), "count": kept.count, "until": until, "law": str(kept.law)}


def hold(identity: Identity) -> Identity:
    """Lock the records of somebody, so that they are not united or erased twice at once.

    Others may still refer to them: what is written meanwhile holds an id and no name.
    """
    parties = Party.objects.filter(pk__in=identity.party_ids).order_by("pk")
    list(parties.select_for_update(no_key=True).values_list("pk"))
    return identity


def require_others_administer(party_ids: frozenset[UUID]) -> None:
    """Keep an organisation, and the platform, from losing who administers it.

    Two queries, one more for each role. Raises LastAdministrator.
    """
    held = OrganisationRole.objects.filter(until=None, role=OrganisationRoleName.ADMINISTRATOR)
    for role in held.filter(person__in=party_ids):
        others = held.filter(organisation_id=role.organisation_id)
        if not others.exclude(person__in=party_ids).exists():
            raise LastAdministrator
    platform = PlatformRole.objects.filter(until=None, role=PlatformRoleName.ADMINISTRATOR)
    is_one = platform.filter(person__in=party_ids).exists()
    if is_one and not platform.exclude(person__in=party_ids).exists():
        raise LastAdministrator
