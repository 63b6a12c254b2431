"""Codes, holders and registrations: what passes and what is refused."""

from datetime import date

import pytest

from ritrovo.foundations.people import rules
from ritrovo.foundations.people.errors import (
    HolderIsNotTheBody,
    IbanMistyped,
    IbanUnreadable,
    RuntsNotWhole,
    TaxCodeOfABody,
    TaxCodeOfAPerson,
    TaxCodeWrong,
    VatNumberWrong,
)


@pytest.mark.parametrize("typed", ["RSSMRA85T10A562S", "rss mra 85t10 a562s", "RSSMRA85T10A56NH"])
def test_a_persons_code_passes_also_with_letters_for_digits(typed):
    assert len(rules.checked_person_tax_code(typed)) == 16


@pytest.mark.parametrize("typed", ["RSSMRA85T10A562T", "RSSMRA85T10A562", "", "12345678901", "🙂"])
def test_a_mistyped_code_is_refused(typed):
    with pytest.raises(TaxCodeWrong):
        rules.checked_tax_code(typed)


def test_a_bodys_code_does_not_pass_for_a_persons_nor_the_other_way():
    assert rules.checked_body_tax_code("00743110157") == "00743110157"
    with pytest.raises(TaxCodeOfABody):
        rules.checked_person_tax_code("00743110157")
    with pytest.raises(TaxCodeOfAPerson):
        rules.checked_body_tax_code("RSSMRA85T10A562S")


def test_a_vat_number_loses_its_country_and_must_check():
    assert rules.checked_vat_number("IT 00743110157") == "00743110157"
    with pytest.raises(VatNumberWrong):
        rules.checked_vat_number("00743110158")


def test_a_wrong_check_letter_of_an_italian_iban_is_found():
    good = "IT60X0542811101000000123456"
    assert rules.checked_iban("it60 x054 2811 1010 0000 0123 456") == good
    with pytest.raises(IbanMistyped):
        rules.checked_iban("IT33Y0542811101000000123456")
    with pytest.raises(IbanUnreadable):
        rules.checked_iban("IT60X05428111010000001234")


@pytest.mark.parametrize(
    ("holder", "legal_name"),
    [
        ("IL FILO S.C.S.", "Il Filo società cooperativa sociale"),
        ("IL FILO SOC COOP SOCIALE ETS", "Il Filo società cooperativa sociale"),
        ("Comune di Veglio", "Comune di Veglio"),
        ("ASS. AMICI DI VEGLIO ODV", "Associazione Amici di Veglio ODV"),
        ("Fond. Comunita Biellese ETS", "Fondazione Comunità Biellese ETS"),
        ("PARROCCHIA DI SAN GIOVANNI BATT", "Parrocchia di San Giovanni Battista"),
    ],
)
def test_the_bodys_own_name_passes_however_the_bank_shortens_it(holder, legal_name):
    rules.check_holder(holder, legal_name)


@pytest.mark.parametrize(
    ("holder", "legal_name"),
    [
        ("Mario Rossi", "Il Filo società cooperativa sociale"),
        ("Mario Veglio", "Comune di Veglio"),
        ("Mario Rossi", "Fondazione Mario Rossi"),
        ("Il Filo di Mario Rossi", "Il Filo società cooperativa sociale"),
        ("Società cooperativa sociale", "Il Filo società cooperativa sociale"),
        ("", "Il Filo società cooperativa sociale"),
    ],
)
def test_a_private_person_does_not_pass_for_the_body(holder, legal_name):
    with pytest.raises(HolderIsNotTheBody):
        rules.check_holder(holder, legal_name)


def test_a_registration_is_whole_or_absent():
    rules.check_runts("", "", None)
    rules.check_runts("a", "83894", date(2022, 1, 1))
    for part in [("a", "", None), ("", "83894", None), ("a", "n. 5", date(2022, 1, 1))]:
        with pytest.raises(RuntsNotWhole):
            rules.check_runts(*part)


@pytest.mark.parametrize(
    ("kind", "section", "entitled"),
    [
        ("odv", "a", True),
        ("aps", "b", True),
        ("social_coop_b", "d", True),
        ("social_enterprise", "d", False),
        ("community_coop", "d", False),
        ("association", "g", True),
        ("association", "", False),
        ("business", "g", False),
    ],
)
def test_relief_follows_the_register_and_never_the_company_form(kind, section, entitled):
    day, registered = date(2026, 5, 1), date(2022, 3, 21) if section else None
    assert rules.is_entitled(kind, section, registered, day) is entitled


def test_a_gift_made_before_the_registration_gives_no_relief():
    assert not rules.is_entitled("odv", "a", date(2026, 5, 2), date(2026, 5, 1))
    assert rules.is_entitled("odv", "a", date(2026, 5, 1), date(2026, 5, 1))
