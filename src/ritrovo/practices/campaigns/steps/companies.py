"""A company that promises: which of the bodies we know it is, as far as anything proves it."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.functions import Upper

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.presence import present
from ritrovo.foundations.kernel.refusals import require_transaction
from ritrovo.foundations.people.choices import PartyKind
from ritrovo.foundations.people.models import Dossier, Organisation, OrganisationRole
from ritrovo.foundations.people.queries import party_root
from ritrovo.foundations.people.rules import folded_name
from ritrovo.foundations.people.steps import hold_address, keep_dossier, make_party, merge
from ritrovo.practices.campaigns.models import Pledge


def company_backer(pledge: Pledge, *, beneficiary_id: UUID, email_verified: bool) -> UUID:
    """Find the body that promised, or make its record among those the beneficiary knows.

    A body registered here is the giver when an operator wrote the promise with its tax code, or
    when the proved address may speak for it; a code alone proves nothing, since anybody can read
    it. The same name or code from the same proved address is the same body again (decision 0005).
    """
    require_transaction()
    hold_address(beneficiary_id, pledge.email)
    party_id = _known(pledge, beneficiary_id, email_verified=email_verified)
    if party_id is None:
        party_id = make_party(kind=PartyKind.ORGANISATION, name=pledge.company_name).pk
    _note(pledge, beneficiary_id, party_id, email_verified=email_verified)
    return party_id


def proved_company(pledge: Pledge, *, beneficiary_id: UUID) -> UUID:
    """Note that a known body's address was proved; who stands for it now.

    It becomes one with the registered body the address may speak for, or with the one that
    promised before from it.
    """
    require_transaction()
    hold_address(beneficiary_id, pledge.email)
    root = party_root(present(pledge.backer_id))
    body = _known(pledge, beneficiary_id, email_verified=True)
    _note(pledge, beneficiary_id, present(pledge.backer_id), email_verified=True)
    if body is None or body == root or Organisation.objects.filter(party_id=root).exists():
        return root
    merge(party_id=root, into_id=body)
    return body


def _note(pledge: Pledge, beneficiary_id: UUID, party_id: UUID, *, email_verified: bool) -> None:
    """Add to what the beneficiary knows of a body what it does not know yet; change nothing."""
    known = keep_dossier(organisation_id=beneficiary_id, party_id=party_id)
    said = {name: getattr(pledge, name) for name in ("email", "phone", "tax_code", "address")}
    new = {name: value for name, value in said.items() if value and not getattr(known, name)}
    is_same_address = new.get("email", known.email).upper() == pledge.email.upper()
    if email_verified and is_same_address and not known.email_verified_at:
        new["email_verified_at"] = clock.now()
    keep_dossier(organisation_id=beneficiary_id, party_id=party_id, **new)


def _known(pledge: Pledge, beneficiary_id: UUID, *, email_verified: bool) -> UUID | None:
    if pledge.recorded_by_id:
        return _by_code(pledge, beneficiary_id)
    if not email_verified:
        return None
    return _spoken_for(pledge, beneficiary_id) or _same_again(pledge, beneficiary_id)


def _by_code(pledge: Pledge, beneficiary_id: UUID) -> UUID | None:
    """Find a body by its code: a registered one first, then those the beneficiary knows."""
    if not pledge.tax_code:
        return None
    if body := _registered(pledge.tax_code):
        return body
    known = _dossiers(beneficiary_id).filter(tax_code=pledge.tax_code).order_by("pk").first()
    return party_root(known.party_id) if known else None


def _spoken_for(pledge: Pledge, beneficiary_id: UUID) -> UUID | None:
    """Find the registered body of the code, if the promise's proved address may speak for it.

    It may when it is the body's own, or that of somebody with a role in it, or the beneficiary
    has proved it for that body before.
    """
    body = _registered(pledge.tax_code) if pledge.tax_code and pledge.email else None
    if body is None:
        return None
    own = Q(email__iexact=pledge.email) | Q(certified_email__iexact=pledge.email)
    speaks = (
        Organisation.objects.filter(own, party_id=body).exists()
        or OrganisationRole.objects.filter(
            organisation_id=body, until=None, person__login__email__iexact=pledge.email
        ).exists()
        or _proved_by(pledge.email, beneficiary_id).filter(party_id=body).exists()
    )
    return body if speaks else None


def _same_again(pledge: Pledge, beneficiary_id: UUID) -> UUID | None:
    """Find the body that promised before from the same proved address with this code or name."""
    for dossier in _proved_by(pledge.email, beneficiary_id).select_related("party"):
        if _is_same(pledge, dossier):
            return party_root(dossier.party_id)
    return None


def _is_same(pledge: Pledge, dossier: Dossier) -> bool:
    if pledge.tax_code and dossier.tax_code:
        return pledge.tax_code == dossier.tax_code
    return folded_name(pledge.company_name) == folded_name(dossier.party.name)


def _registered(code: str) -> UUID | None:
    """Find the one body registered under a codice fiscale or a partita IVA."""
    named = Q(tax_code=code) | Q(vat_number=code)
    found = {party_root(body.pk) for body in Organisation.objects.filter(named)[:3]}
    return found.pop() if len(found) == 1 else None


def _dossiers(beneficiary_id: UUID) -> QuerySet[Dossier]:
    known = Dossier.objects.filter(organisation_id=beneficiary_id)
    return known.filter(party__kind=PartyKind.ORGANISATION)


def _proved_by(email: str, beneficiary_id: UUID) -> QuerySet[Dossier]:
    """List the bodies the beneficiary knows by an address that was proved."""
    proved = _dossiers(beneficiary_id).filter(email_verified_at__isnull=False)
    return proved.annotate(folded=Upper("email")).filter(folded=email.upper()).order_by("pk")
