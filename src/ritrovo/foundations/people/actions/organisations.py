"""Verbs on organisations: register, edit, their accounts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.files.base import File
from django.db import transaction

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import Actor, Scope
from ritrovo.foundations.kernel.refusals import NotFound, refusing
from ritrovo.foundations.people import rules
from ritrovo.foundations.people.choices import (
    OrganisationKind,
    OrganisationRoleName,
    PartyKind,
)
from ritrovo.foundations.people.errors import (
    AccountRetired,
    OrganisationUnknown,
    OwnershipNotDeclared,
    PaidThroughPagoPA,
)
from ritrovo.foundations.people.models import (
    BankAccount,
    Organisation,
    OrganisationRole,
    Party,
    Person,
)
from ritrovo.foundations.people.policies import RULES
from ritrovo.foundations.people.steps import make_party

_FIELDS = """
    kind legal_name tax_code vat_number runts_section runts_number runts_date municipality address
    postcode email certified_email phone website legal_representative pagopa_url statute
"""
EDITABLE = frozenset(_FIELDS.split())


@transaction.atomic(durable=True)
def register_organisation(*, actor: Actor, name: str, **facts: Any) -> Organisation:
    """Make an organisation, administered by who registers it.

    `name` is how people call it, `facts` the fields of `Organisation`. Raises NotAllowed,
    OrganisationKnown, TaxCodeWrong, TaxCodeOfAPerson, VatNumberWrong, RuntsNotWhole, NameMissing.
    """
    RULES["register_organisation"].require(actor)
    checked = checked_facts(facts)
    with refusing():
        made = Organisation(party=make_party(kind=PartyKind.ORGANISATION, name=name), **checked)
        made.save(force_insert=True)
        if actor.party_id:
            OrganisationRole.objects.create(
                organisation=made,
                person=Person.objects.get(party_id=actor.party_id),
                role=OrganisationRoleName.ADMINISTRATOR,
                given_by_id=actor.party_id,
            )
    return made


@transaction.atomic(durable=True)
def edit_organisation(
    *, actor: Actor, organisation_id: UUID, name: str | None = None, **facts: Any
) -> Organisation:
    """Change what is said of an organisation; facts not given stay.

    Raises NotAllowed, OrganisationUnknown and what `register_organisation` raises.
    """
    organisation = hold(organisation_id)
    RULES["edit_organisation"].require(actor, Scope(organisation_id))
    before = {field: getattr(organisation, field) for field in RUNTS | {"kind"}}
    checked = checked_facts(before | facts)
    for field, value in checked.items():
        setattr(organisation, field, value)
    with refusing():
        organisation.save(update_fields=list(checked))
        if name:
            Party.objects.filter(pk=organisation_id).update(name=" ".join(name.split()))
    return organisation


RUNTS = frozenset({"runts_section", "runts_number", "runts_date"})


def checked_facts(facts: dict[str, Any]) -> dict[str, Any]:
    """Give the facts of an organisation in the form in which they are kept.

    A sole trader is known by the owner's own codice fiscale. Raises what the rules raise.
    """
    if unknown := facts.keys() - EDITABLE:
        raise TypeError(f"An organisation has no {', '.join(sorted(unknown))}.")
    checked = dict(facts)
    if code := facts.get("tax_code"):
        is_business = facts.get("kind") == OrganisationKind.BUSINESS
        check = rules.checked_tax_code if is_business else rules.checked_body_tax_code
        checked["tax_code"] = check(code)
    if number := facts.get("vat_number"):
        checked["vat_number"] = rules.checked_vat_number(number)
    if RUNTS & facts.keys():
        section, number = facts.get("runts_section", ""), facts.get("runts_number", "")
        rules.check_runts(section, number, facts.get("runts_date"))
    return checked


@transaction.atomic(durable=True)
def add_bank_account(
    *,
    actor: Actor,
    organisation_id: UUID,
    iban: str,
    holder: str,
    is_declared: bool,
    proof: File[bytes] | None,
) -> BankAccount:
    """Add an account of the organisation's own, with the proof that it is.

    Raises NotAllowed, OrganisationUnknown, PaidThroughPagoPA, OwnershipNotDeclared,
    HolderIsNotTheBody, IbanUnreadable, IbanMistyped, IbanTaken.
    """
    organisation = hold(organisation_id)
    RULES["add_bank_account"].require(actor, Scope(organisation_id))
    if organisation.kind == OrganisationKind.PUBLIC_BODY:
        raise PaidThroughPagoPA
    if not is_declared or not proof:
        raise OwnershipNotDeclared
    compact, holder = rules.checked_iban(iban), " ".join(holder.split())
    rules.check_holder(holder, organisation.legal_name)
    with refusing():
        return BankAccount.objects.create(
            organisation=organisation,
            iban=compact,
            holder=holder,
            bank_name=rules.bank_name(compact)[:120],
            proof=proof,
            added_at=clock.now(),
            added_by_id=actor.party_id or organisation_id,
        )


@transaction.atomic(durable=True)
def retire_bank_account(*, actor: Actor, account_id: UUID) -> BankAccount:
    """Stop offering an account for new payments; what was paid on it stays.

    Raises NotAllowed, NotFound, AccountRetired.
    """
    account = BankAccount.objects.select_for_update(no_key=True).filter(pk=account_id).first()
    if account is None:
        raise NotFound
    RULES["retire_bank_account"].require(actor, Scope(account.organisation_id))
    if account.retired_at:
        raise AccountRetired
    account.retired_at = clock.now()
    account.save(update_fields=["retired_at"])
    return account


def hold(organisation_id: UUID) -> Organisation:
    """Lock an organisation until the transaction ends. Raises OrganisationUnknown."""
    held = Organisation.objects.select_for_update(no_key=True).filter(pk=organisation_id).first()
    if held is None:
        raise OrganisationUnknown
    return held
