"""Who somebody is to every room: all their records, and the addresses that are theirs alone."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db import connection
from django.db.models.functions import Upper

from ritrovo.foundations.kernel.refusals import NotFound
from ritrovo.foundations.people.knowing import Identity
from ritrovo.foundations.people.models import Dossier, Login, Person


def identity_of(party_id: UUID, organisation_id: UUID | None = None) -> Identity:
    """Give all the records read as this person, and the addresses nobody else uses.

    With an organisation, the addresses it knows. Five queries at most. Raises NotFound.
    """
    ids = aliases(party_id)
    if not ids:
        raise NotFound
    dossiers = Dossier.objects.filter(party_id__in=ids).exclude(email="")
    if organisation_id:
        dossiers = dossiers.filter(organisation_id=organisation_id)
    used = {email.upper() for email in dossiers.values_list("email", flat=True)}
    if organisation_id is None:
        used |= own_addresses(ids)
    return Identity(ids, frozenset(used - shared(used, ids)), organisation_id)


def aliases(party_id: UUID) -> frozenset[UUID]:
    """List every party that is read as the same person as this one, itself too; one query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT party_aliases(party_root(%s))", [party_id])
        return frozenset(UUID(str(found)) for (found,) in cursor.fetchall())


def own_addresses(party_ids: frozenset[UUID]) -> set[str]:
    """List the addresses somebody signs in with, in capitals; two queries."""
    logins = Login.objects.filter(person__party_id__in=party_ids)
    proved = EmailAddress.objects.filter(user__person__party_id__in=party_ids)
    found = [*logins.values_list("email", flat=True), *proved.values_list("email", flat=True)]
    return {email.upper() for email in found}


def shared(addresses: set[str], party_ids: frozenset[UUID]) -> set[str]:
    """Say which of some addresses somebody else uses too, as families do; two queries."""
    others = Dossier.objects.annotate(folded=Upper("email")).filter(folded__in=addresses)
    known = others.exclude(party_id__in=party_ids).values_list("folded", flat=True)
    logins = EmailAddress.objects.annotate(folded=Upper("email")).filter(folded__in=addresses)
    signed = logins.exclude(user__person__party_id__in=party_ids).values_list("folded", flat=True)
    return {*known, *signed}


def widened(identity: Identity) -> Identity:
    """Give the whole identity when the organisation is the only one that knows the person.

    Three queries at most, and those of `identity_of`.
    """
    if identity.organisation_id is None:
        return identity
    elsewhere = Dossier.objects.filter(party_id__in=identity.party_ids).exclude(
        organisation_id=identity.organisation_id
    )
    signs_in = Person.objects.filter(party_id__in=identity.party_ids, login__isnull=False)
    if elsewhere.exists() or signs_in.exists():
        return identity
    return replace(identity_of(min(identity.party_ids)), party_ids=identity.party_ids)
