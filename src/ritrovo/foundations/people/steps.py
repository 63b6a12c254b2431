"""Writes on parties and dossiers, composable inside someone's transaction."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db import connection

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.refusals import refusing, require_transaction
from ritrovo.foundations.people.choices import ERASED_NAME, PartyKind
from ritrovo.foundations.people.errors import NameMissing, NotMerged, PartyUnknown
from ritrovo.foundations.people.models import Dossier, Login, Party, Person, SearchLog
from ritrovo.foundations.people.queries import namesake, party_root
from ritrovo.foundations.people.rules import folded_name

# Rows of one statement.
AT_ONCE: Final = 2000


def make_party(*, kind: str, name: str) -> Party:
    """Make the party of something that gives or receives. Raises NameMissing."""
    require_transaction()
    if not (name := " ".join(name.split())):
        raise NameMissing
    return Party.objects.create(kind=kind, name=name)


def make_person(*, given_name: str, family_name: str = "", login: Login | None = None) -> Person:
    """Make a person, with or without a login. Raises NameMissing."""
    require_transaction()
    given, family = " ".join(given_name.split()), " ".join(family_name.split())
    party = make_party(kind=PartyKind.PERSON, name=f"{given} {family}")
    return Person.objects.create(party=party, given_name=given, family_name=family, login=login)


def keep_dossier(*, organisation_id: UUID, party_id: UUID, **known: Any) -> Dossier:
    """Open what an organisation knows of a party, or add to it; empty values change nothing.

    A new e-mail address is unverified until said otherwise.
    """
    require_transaction()
    known = {name: value for name, value in known.items() if value}
    dossier, _ = Dossier.objects.select_for_update(no_key=True).get_or_create(
        organisation_id=organisation_id, party_id=party_id
    )
    changed = [name for name, value in known.items() if getattr(dossier, name) != value]
    if "email" in changed and "email_verified_at" not in known:
        known["email_verified_at"] = None
        changed.append("email_verified_at")
    for name in changed:
        setattr(dossier, name, known[name])
    if changed:
        dossier.save(update_fields=changed)
    return dossier


def find_or_make_backer(
    *,
    organisation_id: UUID,
    given_name: str,
    family_name: str = "",
    email: str = "",
    is_verified: bool = False,
    at: datetime | None = None,
    **known: str,
) -> Party:
    """Give the person who gives to an organisation, known to it by name and verified address.

    An address nobody verified yet finds nobody: it makes a new person, united with the known one
    when its owner opens the link (`verify_email`). `known` goes into the dossier: phone,
    tax_code, address. Raises NameMissing.
    """
    require_transaction()
    hold_address(organisation_id, email)
    name = f"{given_name} {family_name}"
    party = namesake(organisation_id, email, name) if email and is_verified else None
    party = party or make_person(given_name=given_name, family_name=family_name).party
    verified = {"email_verified_at": at or clock.now()} if is_verified else {}
    keep_dossier(
        organisation_id=organisation_id, party_id=party.pk, email=email, **known, **verified
    )
    return party


def verify_email(*, organisation_id: UUID, party_id: UUID, at: datetime) -> Party:
    """Note that a party's address was proved; unite it with its namesake of the same address.

    Gives the party that stands for both. Two people who share an address keep their own names
    and stay two. Raises PartyUnknown.
    """
    require_transaction()
    dossier = Dossier.objects.filter(organisation_id=organisation_id, party_id=party_id).first()
    if dossier is None:
        raise PartyUnknown
    hold_address(organisation_id, dossier.email)
    root = Party.objects.get(pk=party_root(party_id))
    known = namesake(organisation_id, dossier.email, root.name)
    Dossier.objects.filter(pk=dossier.pk).update(email_verified_at=at)
    if known is None or known.pk == root.pk or has_login(root.pk):
        return root
    merge(party_id=root.pk, into_id=known.pk)
    return known


def has_login(party_id: UUID) -> bool:
    """Say whether a person signs in by themselves; one query."""
    return Person.objects.filter(party_id=party_id, login__isnull=False).exists()


def hold_address(organisation_id: UUID, email: str) -> None:
    """Let one transaction at a time look for the owner of an address in an organisation."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))",
            [f"dossier {organisation_id} {email.lower()}"],
        )


def merge(*, party_id: UUID, into_id: UUID) -> None:
    """Read a party as another from now on; both keep their ids. Raises MergeCircle."""
    require_transaction()
    with refusing():
        Party.objects.filter(pk=party_id).update(merged_into_id=into_id)


def unmerge(*, party_id: UUID) -> Party:
    """Read a merged party as itself again. Raises NotMerged."""
    require_transaction()
    party = Party.objects.select_for_update(no_key=True).get(pk=party_id)
    if party.merged_into_id is None:
        raise NotMerged
    party.merged_into = None
    party.save(update_fields=["merged_into"])
    return party


def log_search(*, organisation_id: UUID, searcher_id: UUID, text: str, found: int) -> SearchLog:
    """Note that somebody searched an organisation's people; of the words only a digest."""
    require_transaction()
    words = folded_name(text).encode()
    # Keyed, because names are few enough to be guessed from a plain digest.
    digest = hmac.new(settings.SECRET_KEY.encode(), words, hashlib.sha256).hexdigest()
    return SearchLog.objects.create(
        organisation_id=organisation_id, searcher_id=searcher_id, digest=digest, found=found
    )


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody as a list of an organisation tells them; what it does not tell is empty."""

    given_name: str
    family_name: str = ""
    is_body: bool = False
    email: str = ""
    phone: str = ""
    tax_code: str = ""
    address: str = ""


def list_people(*, organisation_id: UUID, people: Sequence[Listed]) -> list[UUID]:
    """Make many people and bodies known to an organisation from its list: their ids, in order.

    Three queries for each two thousand.
    """
    require_transaction()
    now = clock.now()
    parties = [
        Party(
            kind=PartyKind.ORGANISATION if each.is_body else PartyKind.PERSON,
            name=f"{each.given_name} {each.family_name}".strip(),
        )
        for each in people
    ]
    Party.objects.bulk_create(parties, batch_size=AT_ONCE)
    pairs = list(zip(people, parties, strict=True))
    Person.objects.bulk_create(
        [
            Person(party=party, given_name=each.given_name, family_name=each.family_name)
            for each, party in pairs
            if not each.is_body
        ],
        batch_size=AT_ONCE,
    )
    Dossier.objects.bulk_create(
        [
            Dossier(
                organisation_id=organisation_id,
                party=party,
                email=each.email,
                phone=each.phone,
                tax_code=each.tax_code,
                address=each.address,
                listed_at=now,
            )
            for each, party in pairs
        ],
        batch_size=AT_ONCE,
    )
    return [party.pk for party in parties]


def unlist_people(*, organisation_id: UUID, party_ids: Iterable[UUID]) -> None:
    """Forget people whom only a list of an organisation made known: dossier and name.

    The caller knows that nothing else names them. Three queries.
    """
    require_transaction()
    ids = list(party_ids)
    Dossier.objects.filter(organisation_id=organisation_id, party_id__in=ids).delete()
    Person.objects.filter(party_id__in=ids).update(given_name=ERASED_NAME, family_name="")
    Party.objects.filter(pk__in=ids).update(name=ERASED_NAME)
