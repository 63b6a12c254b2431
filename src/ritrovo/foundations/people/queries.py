"""Reads about parties: who somebody is, and what an organisation knows of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.functions import Upper

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import ROLES, Actor, Scope, rule
from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.kernel.parameters import parameter
from ritrovo.foundations.people import rules
from ritrovo.foundations.people.choices import PartyKind, RuntsSection
from ritrovo.foundations.people.errors import OrganisationUnknown, PartyUnknown
from ritrovo.foundations.people.models import (
    BankAccount,
    Dossier,
    Hosting,
    Organisation,
    OrganisationRole,
    Party,
    Person,
    SearchLog,
)
from ritrovo.foundations.people.sites import default_site, site_at, site_of, theme_of

__all__ = [
    "Claimable",
    "Relief",
    "canonical_ids",
    "claimable",
    "current_roles",
    "default_site",
    "dossier_of",
    "host_of",
    "hostings_of",
    "is_entitled",
    "live_accounts",
    "matching_dossiers",
    "merged_parties",
    "namesake",
    "organisation_for",
    "organisations_of",
    "party_root",
    "searches",
    "site_at",
    "site_of",
    "tax_relief",
    "theme_of",
    "verified_addresses",
]


MOST_FOUND: Final = 20
OVERSEERS: Final = ("moderator", "administrator")
MAY_READ_DOSSIERS: Final = rule(organisation=("promoter", "operator", "treasurer", "administrator"))
MAY_SEE_ORGANISATION: Final = rule(organisation=ROLES, platform=OVERSEERS)
MAY_SEE_SEARCHES: Final = rule(organisation=("administrator",), platform=("administrator",))
MAY_SEE_PROOFS: Final = rule(organisation=("treasurer", "administrator"), platform=OVERSEERS)


@dataclass(frozen=True, slots=True)
class Relief:
    """What a gift to a body saves its donor: per cents, and the yearly ceiling of detraction."""

    detraction_per_cent: int
    detraction_ceiling: Amount
    deduction_per_cent: int


@dataclass(frozen=True, slots=True)
class Claimable:
    """Somebody an organisation knows by the address of who is reading."""

    party_id: UUID
    name: str
    organisation: str


def party_root(party_id: UUID) -> UUID:
    """Say which party stands for this one today, in one query. Raises PartyUnknown."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT party_root(%s)", [party_id])
        (root,) = cursor.fetchone() or (None,)
    if root is None:
        raise PartyUnknown
    return UUID(str(root))


def canonical_ids(party_ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """Map each party to the one that stands for it today, in one query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, canonical_id FROM canonical_party WHERE id = ANY(%s)", [list(party_ids)]
        )
        return dict(cursor.fetchall())


def is_entitled(organisation: Organisation, day: date) -> bool:
    """Say whether gifts made to it on `day` give tax relief; no query.

    Bodies of the RUNTS but social enterprises in company form: art. 82 c. 1 D.Lgs. 117/2017.
    """
    return rules.is_entitled(
        organisation.kind, organisation.runts_section, organisation.runts_date, day
    )


def tax_relief(organisation: Organisation, day: date | None = None) -> Relief | None:
    """Say what a gift made on `day` saves its donor, or None for a body without relief.

    Art. 83 D.Lgs. 117/2017; voluntary organisations give more. Three queries, none without relief.
    """
    day = day or clock.today()
    if not is_entitled(organisation, day):
        return None
    is_voluntary = organisation.runts_section == RuntsSection.A
    rate = "relief.detraction_per_cent_odv" if is_voluntary else "relief.detraction_per_cent"
    return Relief(
        detraction_per_cent=parameter(rate, day),
        detraction_ceiling=Amount(parameter("relief.detraction_ceiling_cents", day)),
        deduction_per_cent=parameter("relief.deduction_per_cent", day),
    )


def organisations_of(actor: Actor) -> QuerySet[Organisation]:
    """List the organisations in which the actor holds a role, by name."""
    mine = Organisation.objects.filter(pk__in=list(actor.organisations))
    return mine.select_related("municipality").order_by("legal_name")


def organisation_for(actor: Actor, organisation_id: UUID) -> Organisation:
    """Get an organisation that the actor may look into, in one query.

    Raises OrganisationUnknown, also when it exists but is not for this actor.
    """
    if not MAY_SEE_ORGANISATION.admits(actor, Scope(organisation_id)):
        raise OrganisationUnknown
    found = Organisation.objects.select_related("municipality", "party").filter(pk=organisation_id)
    if not (organisation := found.first()):
        raise OrganisationUnknown
    return organisation


def live_accounts(organisation_id: UUID) -> QuerySet[BankAccount]:
    """List the accounts an organisation may be paid on, oldest first."""
    accounts = BankAccount.objects.filter(organisation_id=organisation_id, retired_at=None)
    return accounts.order_by("added_at", "pk")


def current_roles(organisation_id: UUID) -> QuerySet[OrganisationRole]:
    """List the roles held now in an organisation, with their people."""
    now = clock.now()
    held = OrganisationRole.objects.filter(
        Q(until=None) | Q(until__gt=now), organisation_id=organisation_id, since__lte=now
    )
    return held.select_related("person", "person__login").order_by("person__given_name", "role")


def matching_dossiers(organisation_id: UUID, text: str, limit: int = MOST_FOUND) -> list[Dossier]:
    """Find people in one organisation's own dossiers by name, address, phone or codice fiscale.

    At most `limit`, by name, in one query. Never called from a page: `actions.search_dossiers`
    asks for the role and logs the search.
    """
    words = text.split()
    if not words:
        return []
    own = Dossier.objects.filter(organisation_id=organisation_id).exclude(
        # Somebody united with another whom the organisation knows is found once.
        party__merged_into__dossiers__organisation_id=organisation_id
    )
    for word in words:
        own = own.filter(
            Q(party__name__unaccent__icontains=word)
            | Q(email__iexact=word)
            | Q(phone__endswith=word)
            | Q(tax_code__iexact=word)
        )
    return list(own.select_related("party").order_by("party__name", "pk")[:limit])


def dossier_of(actor: Actor, organisation_id: UUID, party_id: UUID) -> Dossier:
    """Get what an organisation knows of a party, in one query. Raises NotAllowed, PartyUnknown."""
    MAY_READ_DOSSIERS.require(actor, Scope(organisation_id))
    own = Dossier.objects.select_related("party", "organisation")
    found = own.filter(organisation_id=organisation_id, party_id=party_id).first()
    if found is None:
        raise PartyUnknown
    return found


def searches(actor: Actor, organisation_id: UUID) -> QuerySet[SearchLog]:
    """List who searched an organisation's people, last first. Raises NotAllowed."""
    MAY_SEE_SEARCHES.require(actor, Scope(organisation_id))
    made = SearchLog.objects.filter(organisation_id=organisation_id)
    return made.select_related("searcher").order_by("-at", "-pk")


def namesake(organisation_id: UUID, email: str, name: str) -> Party | None:
    """Find whom an organisation knows by this verified address and this name; two queries at most.

    An address from a list that the organisation kept before serves as well. Accents, capitals and
    the order of the words do not matter.
    """
    known = Dossier.objects.annotate(folded_email=Upper("email")).filter(
        Q(email_verified_at__isnull=False) | Q(listed_at__isnull=False),
        organisation_id=organisation_id,
        folded_email=email.upper(),
        party__kind=PartyKind.PERSON,
    )
    for dossier in known.select_related("party").order_by("pk"):
        if rules.folded_name(dossier.party.name) == rules.folded_name(name):
            return Party.objects.get(pk=party_root(dossier.party_id))
    return None


def verified_addresses(login_id: int) -> list[str]:
    """List the e-mail addresses that the owner of a login has proved; one query."""
    proved = EmailAddress.objects.filter(user_id=login_id, verified=True)
    return list(proved.values_list("email", flat=True))


def claimable(actor: Actor) -> list[Claimable]:
    """List whom organisations know by an address the actor has proved; three queries.

    Only people without a login of their own, and not yet one with the actor.
    """
    me = Person.objects.filter(pk=actor.party_id).first() if actor.party_id else None
    if me is None or me.login_id is None:
        return []
    addresses = [address.upper() for address in verified_addresses(me.login_id)]
    found = (
        Dossier.objects.annotate(folded_email=Upper("email"))
        .filter(
            folded_email__in=addresses,
            email_verified_at__isnull=False,
            party__kind=PartyKind.PERSON,
            party__merged_into=None,
            party__person__login=None,
        )
        .exclude(party_id=me.party_id)
        .select_related("party", "organisation")
        .order_by("party__name", "pk")
    )
    return [Claimable(d.party_id, d.party.name, d.organisation.legal_name) for d in found]


def host_of(group_id: UUID, day: date | None = None) -> Organisation | None:
    """Say which organisation receives money for a group on a day; one query."""
    day = day or clock.today()
    in_force = Hosting.objects.filter(
        Q(until=None) | Q(until__gt=day), group_id=group_id, signed_on__lte=day
    )
    hosting = in_force.select_related("host").order_by("-signed_on", "-pk").first()
    return hosting.host if hosting else None


def hostings_of(group_id: UUID, host_id: UUID) -> QuerySet[Hosting]:
    """List the agreements by which a body hosts a group, the latest first, each with `is_open`."""
    made = Hosting.objects.filter(group_id=group_id, host_id=host_id)
    is_open = Q(until=None) | Q(until__gt=clock.today())
    return made.annotate(is_open=is_open).select_related("group__party").order_by("-signed_on")


def merged_parties(text: str = "") -> QuerySet[Party]:
    """List the parties read as another, by name, or those whose name holds `text`."""
    merged = Party.objects.exclude(merged_into=None).select_related("merged_into")
    if text:
        merged = merged.filter(
            Q(name__unaccent__icontains=text) | Q(merged_into__name__unaccent__icontains=text)
        )
    return merged.order_by("name", "pk")
