"""Organisations are registered, described and paid on their own accounts."""

from datetime import date

import pytest

from ritrovo.foundations.kernel.access import NOBODY
from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.kernel.refusals import NotAllowed
from ritrovo.foundations.people import actions, queries
from ritrovo.foundations.people.errors import (
    AccountRetired,
    HolderIsNotTheBody,
    IbanTaken,
    LastAdministrator,
    LoginUnknown,
    OrganisationKnown,
    OrganisationUnknown,
    OwnershipNotDeclared,
    PaidThroughPagoPA,
    RoleEnded,
    RoleHeld,
    RuntsNotWhole,
    TaxCodeWrong,
)
from tests.people import factories as make

HOLDER = "Il Filo soc. coop. sociale"


def add(actor, organisation, **changed):
    facts = {"iban": make.IBAN, "holder": HOLDER, "is_declared": True, "proof": make.proof()}
    return actions.add_bank_account(
        actor=actor, organisation_id=organisation.pk, **(facts | changed)
    )


def test_who_registers_an_organisation_administers_it(db):
    actor, organisation = make.make_desk()
    assert actor.organisations[organisation.pk] == {"administrator"}
    assert list(queries.organisations_of(actor)) == [organisation]


def test_nobody_unknown_registers_an_organisation(db):
    with pytest.raises(NotAllowed):
        make.make_organisation(NOBODY)


def test_one_codice_fiscale_names_one_body(db):
    actor, organisation = make.make_desk()
    with pytest.raises(OrganisationKnown):
        make.make_organisation(actor, "Altro", tax_code=organisation.tax_code)


def test_a_wrong_code_or_half_a_registration_is_refused(db):
    actor = make.make_actor()
    with pytest.raises(TaxCodeWrong):
        make.make_organisation(actor, tax_code="12345678901")
    with pytest.raises(RuntsNotWhole):
        make.make_organisation(actor, runts_number="")


def test_only_its_administrator_changes_an_organisation(db):
    administrator, organisation = make.make_desk()
    operator = make.member(organisation.pk, administrator, "operator")
    actions.edit_organisation(
        actor=administrator, organisation_id=organisation.pk, name="Filo", phone="015 1"
    )
    assert queries.organisation_for(administrator, organisation.pk).phone == "015 1"
    with pytest.raises(NotAllowed):
        actions.edit_organisation(actor=operator, organisation_id=organisation.pk, phone="0")


def test_half_a_registration_is_refused_also_when_only_a_part_is_changed(db):
    administrator, organisation = make.make_desk()
    with pytest.raises(RuntsNotWhole):
        actions.edit_organisation(
            actor=administrator, organisation_id=organisation.pk, runts_number=""
        )


def test_an_organisation_is_not_there_for_another_ones_people(db):
    _, organisation = make.make_desk()
    stranger, _ = make.make_desk("Altro")
    with pytest.raises(OrganisationUnknown):
        queries.organisation_for(stranger, organisation.pk)


def test_an_account_is_added_with_its_proof_and_retired_once(db):
    actor, organisation = make.make_desk()
    account = add(actor, organisation)
    assert account.iban == make.IBAN
    assert account.proof.name.startswith("private/accounts/")
    actions.retire_bank_account(actor=actor, account_id=account.pk)
    assert not queries.live_accounts(organisation.pk)
    with pytest.raises(AccountRetired):
        actions.retire_bank_account(actor=actor, account_id=account.pk)


def test_a_private_persons_account_is_refused(db):
    actor, organisation = make.make_desk()
    with pytest.raises(HolderIsNotTheBody):
        add(actor, organisation, holder="Anna Rossi")


def test_an_account_needs_declaration_and_proof(db):
    actor, organisation = make.make_desk()
    for missing in ({"is_declared": False}, {"proof": None}):
        with pytest.raises(OwnershipNotDeclared):
            add(actor, organisation, **missing)


def test_one_iban_belongs_to_one_body(db):
    actor, organisation = make.make_desk()
    add(actor, organisation)
    with pytest.raises(IbanTaken):
        add(actor, organisation)


def test_a_public_body_is_paid_on_its_own_page(db):
    actor = make.make_actor()
    organisation = make.make_organisation(
        actor, "Comune", kind="public_body", runts_section="", runts_number="", runts_date=None
    )
    with pytest.raises(PaidThroughPagoPA):
        add(make.fresh(actor), organisation)


def test_an_operator_does_not_touch_accounts(db):
    administrator, organisation = make.make_desk()
    with pytest.raises(NotAllowed):
        add(make.member(organisation.pk, administrator, "operator"), organisation)


def test_a_role_is_held_once_and_ends_once(db):
    administrator, organisation = make.make_desk()
    person = make.make_person()
    facts = {"organisation_id": organisation.pk, "email": person.login.email.upper()}
    role = actions.give_role(actor=administrator, role="treasurer", **facts)
    with pytest.raises(RoleHeld):
        actions.give_role(actor=administrator, role="treasurer", **facts)
    actions.end_role(actor=administrator, role_id=role.pk)
    assert not make.actor_of_party(person.pk).organisations
    with pytest.raises(RoleEnded):
        actions.end_role(actor=administrator, role_id=role.pk)


def test_the_last_administrator_stays(db):
    administrator, organisation = make.make_desk()
    (role,) = queries.current_roles(organisation.pk)
    with pytest.raises(LastAdministrator):
        actions.end_role(actor=administrator, role_id=role.pk)


def test_a_role_needs_somebody_who_signs_in(db):
    administrator, organisation = make.make_desk()
    with pytest.raises(LoginUnknown):
        actions.give_role(
            actor=administrator,
            organisation_id=organisation.pk,
            email="nessuno@example.org",
            role="editor",
        )


def test_gifts_to_voluntary_organisations_save_more(db):
    actor = make.make_actor()
    coop = make.make_organisation(actor)
    odv = make.make_organisation(actor, "Amici", kind="odv", runts_section="a")
    day = date(2026, 11, 22)
    assert queries.tax_relief(coop, day) == queries.Relief(30, Amount(3_000_000), 10)
    assert queries.tax_relief(odv, day).detraction_per_cent == 35
    assert queries.tax_relief(coop, date(2022, 3, 20)) is None
