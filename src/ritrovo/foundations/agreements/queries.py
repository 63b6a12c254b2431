"""Reads about rules and consents: which text stands, who said yes to which."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils.crypto import salted_hmac

from ritrovo.foundations.agreements.choices import RulebookKind
from ritrovo.foundations.agreements.errors import NobodyConsents, NoSuchText
from ritrovo.foundations.agreements.facts import facts_of
from ritrovo.foundations.agreements.models import Consent, Version
from ritrovo.foundations.agreements.rules import filled
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import Actor
from ritrovo.foundations.people.models import Organisation, Site
from ritrovo.foundations.people.queries import default_site

Words = tuple[str, str]


def versions(
    kind: str, owner_id: UUID | None = None, *, is_model: bool = False
) -> QuerySet[Version]:
    """List the versions of a text, the latest first; without an owner, the platform's."""
    owner = Q(rulebook__owner_id=owner_id) if owner_id else Q(rulebook__owner=None)
    found = Version.objects.filter(owner, rulebook__kind=kind, rulebook__is_model=is_model)
    return found.select_related("rulebook").order_by("-number")


def current_version(
    kind: str,
    owner_id: UUID | None = None,
    *,
    is_model: bool = False,
    at: datetime | None = None,
) -> Version | None:
    """Find the version in force, now unless told, or None. One query.

    An organisation that follows a model has no version until somebody needed it:
    `shown.version_to_show` makes it.
    """
    in_force = versions(kind, owner_id, is_model=is_model)
    return in_force.filter(valid_from__lte=at or clock.now()).first()


def address_mark(address: str) -> str:
    """Digest an address so that only this installation can tell whose it is."""
    plain = address.strip().lower()
    if not plain:
        return ""
    return salted_hmac("ritrovo.agreements.address", plain, algorithm="sha256").hexdigest()


def standing_consents(
    kind: str, owner_id: UUID | None = None, *, party_id: UUID | None = None, address: str = ""
) -> QuerySet[Consent]:
    """List somebody's consents that were not taken back, to any version of a text.

    Consents given before a merge count for whom the party was merged into.
    Raises NobodyConsents when neither a party nor an address is named.
    """
    if party_id is None and not address.strip():
        raise NobodyConsents
    whose = Q()
    if party_id:
        whose |= Q(party_id__in=RawSQL("SELECT party_aliases(party_root(%s))", [party_id]))
    if address.strip():
        whose |= Q(address_mark=address_mark(address))
    owner = Q(version__rulebook__owner_id=owner_id)
    if owner_id is None:
        owner = Q(version__rulebook__owner=None)
    return Consent.objects.filter(whose, owner, version__rulebook__kind=kind, withdrawal=None)


def has_consent(
    kind: str, owner_id: UUID | None = None, *, party_id: UUID | None = None, address: str = ""
) -> bool:
    """Say whether somebody consents today. One query. Raises NobodyConsents."""
    return standing_consents(kind, owner_id, party_id=party_id, address=address).exists()


def consents_of(party_id: UUID) -> QuerySet[Consent]:
    """List what somebody said yes to and did not take back, the latest first."""
    aliases = RawSQL("SELECT party_aliases(party_root(%s))", [party_id])
    found = Consent.objects.filter(party_id__in=aliases, withdrawal=None)
    return found.select_related("version__rulebook__owner").order_by("-given_at")


def owner_or_none(owner_id: UUID | None) -> Organisation | None:
    """Find the organisation a text belongs to. One query, none without an owner."""
    found = Organisation.objects.select_related("municipality")
    return found.filter(pk=owner_id).first() if owner_id else None


def filled_model(kind: str, owner_id: UUID) -> tuple[Words, Words, Version]:
    """Fill the model of a text with an organisation's data: titles, texts, the model's version.

    Three queries. Raises NoSuchText.
    """
    model, owner = current_version(kind, is_model=True), owner_or_none(owner_id)
    if model is None or owner is None:
        raise NoSuchText
    texts = filled_in_both((model.text_it, model.text_en), owner, default_site())
    return (model.title_it, model.title_en), texts, model


def filled_in_both(texts: Words, owner: Organisation | None, site: Site) -> Words:
    """Fill the gaps of a text, Italian first. Raises LookupError for an unknown gap."""
    italian, english = texts
    return (
        filled(italian, facts_of(owner, site, "it")),
        filled(english, facts_of(owner, site, "en")),
    )


def kinds_to_write() -> list[RulebookKind]:
    """List the texts an organisation publishes, in the order people meet them."""
    return [
        RulebookKind.PRIVACY,
        RulebookKind.NEWSLETTER,
        RulebookKind.PUBLIC_NAME,
        RulebookKind.IMAGE_RELEASE,
        RulebookKind.HOSTING,
        RulebookKind.TERMS,
    ]


def organisations_to_write_for(actor: Actor) -> QuerySet[Organisation]:
    """List the organisations whose texts a person may publish, by name. One query."""
    able = [
        organisation_id
        for organisation_id, roles in actor.organisations.items()
        if roles & {"editor", "administrator"}
    ]
    return Organisation.objects.filter(pk__in=able).order_by("legal_name")


def withdrawn_among(kind: RulebookKind, subject_ids: Collection[UUID]) -> set[UUID]:
    """Say for which of these things a consent of `kind` was taken back. One query."""
    back = Consent.objects.filter(
        version__rulebook__kind=kind, subject_id__in=subject_ids, withdrawal__isnull=False
    )
    return {subject for subject in back.values_list("subject_id", flat=True) if subject}
