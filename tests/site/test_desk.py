"""The desk: forms lead to actions, refusals come back in the form."""

import pytest
from django.db import transaction
from django.test import Client

from ritrovo.foundations.contributions.actions import record_help
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.amounts import MINUTE, Amount
from ritrovo.foundations.kernel.ids import new_id
from ritrovo.foundations.people import actions as people
from ritrovo.foundations.people import queries
from ritrovo.foundations.people.models import BankAccount, Organisation, Person
from ritrovo.foundations.people.steps import find_or_make_backer, merge
from tests.people import factories as make
from tests.site.conftest import browser_of


def organisation_facts(**changed):
    return {
        "name": "Il Filo",
        "kind": "social_coop_a",
        "legal_name": "Il Filo società cooperativa sociale",
        "tax_code": make.tax_code(),
        "municipality": "Veglio (BI)",
        "runts_section": "d",
        "runts_number": "83894",
        "runts_date": "2022-03-21",
    } | changed


@pytest.fixture
def browser(db):
    make.make_municipality()
    return browser_of(make.make_actor())


def test_the_first_visit_asks_for_a_name_then_offers_the_past(db):
    _, organisation = make.make_desk()
    with transaction.atomic():
        known = find_or_make_backer(
            organisation_id=organisation.pk,
            given_name="Pina",
            email="pina@example.org",
            is_verified=True,
        )
    browser = Client()
    browser.force_login(make.make_login("pina@example.org"))
    assert browser.get("/scrivania/").url == "/scrivania/chi-sei/"
    assert browser.post("/scrivania/chi-sei/", {"given_name": " "}).status_code == 422
    answer = browser.post("/scrivania/chi-sei/", {"given_name": "Pina"}, follow=True)
    assert "Sei tu?" in answer.content.decode()
    answer = browser.post("/scrivania/sei-tu/", {"parties": [str(known.pk)]}, follow=True)
    assert answer.request["PATH_INFO"] == "/scrivania/"
    me = Person.objects.get(login__email="pina@example.org")
    assert queries.party_root(known.pk) == me.pk


def test_what_somebody_did_before_they_signed_in_stands_on_their_first_page(db):
    actor, organisation = make.make_desk()
    person = people.register_person(actor=actor, organisation_id=organisation.pk, given_name="Pina")
    record_help(
        actor=actor,
        organisation_id=organisation.pk,
        giver=person.pk,
        receiver=organisation.pk,
        kind="time",
        basis="gift",
        amount=Amount(90, MINUTE),
        occurred_on=clock.today(),
        setting="community",
        channel="counter",
        key=new_id(),
    )
    login = make.make_person("Pina")
    with transaction.atomic():
        merge(party_id=person.pk, into_id=login.pk)
    page = browser_of(make.actor_of_party(login.pk)).get("/scrivania/").content.decode()
    assert "I tuoi gesti" in page
    assert "1 h 30 min" in page.replace("\xa0", " ")
    stranger = browser_of(make.make_actor()).get("/scrivania/").content.decode()
    assert "I tuoi gesti" not in stranger


def test_a_next_page_that_is_not_ours_is_not_followed(db):
    browser = Client()
    browser.force_login(make.make_login())
    answer = browser.post("/scrivania/chi-sei/?next=https://altrove.example/", {"given_name": "A"})
    assert "altrove" not in answer.url


def test_an_organisation_is_registered_from_the_form(browser):
    answer = browser.post("/scrivania/organizzazioni/nuova/", organisation_facts(), follow=True)
    assert "Il Filo società cooperativa sociale" in answer.content.decode()
    assert "30 %" in answer.content.decode()


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("tax_code", "12345678901", "Questo codice fiscale non torna"),
        ("runts_number", "", "va scritta intera"),
        ("municipality", "Paperopoli", "Paperopoli"),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_nothing_is_saved(browser, field, typed, said):
    answer = browser.post("/scrivania/organizzazioni/nuova/", organisation_facts(**{field: typed}))
    assert answer.status_code == 422
    assert said in answer.context["form"].errors[field][0]
    assert not Organisation.objects.exists()


def test_a_wrong_vat_number_is_said_when_the_papers_are_added(db):
    actor, organisation = make.make_desk()
    url = f"/scrivania/organizzazioni/{organisation.pk}/dati/"
    facts = organisation_facts(tax_code=organisation.tax_code, vat_number="123")
    answer = browser_of(actor).post(url, facts)
    assert "partita IVA non torna" in answer.context["form"].errors["vat_number"][0]


def test_a_code_that_is_taken_is_said_in_the_form(browser):
    facts = organisation_facts()
    browser.post("/scrivania/organizzazioni/nuova/", facts)
    answer = browser.post("/scrivania/organizzazioni/nuova/", facts)
    assert answer.status_code == 422
    assert "già un'organizzazione" in answer.context["form"].errors["tax_code"][0]


def test_editing_keeps_what_was_not_changed(db):
    actor, organisation = make.make_desk()
    facts = organisation_facts(tax_code=organisation.tax_code, phone="015 1")
    url = f"/scrivania/organizzazioni/{organisation.pk}/dati/"
    assert browser_of(actor).post(url, facts).status_code == 302
    organisation.refresh_from_db()
    assert (organisation.phone, organisation.runts_number) == ("015 1", "83894")


def test_an_account_is_added_from_the_form_with_a_new_name_for_its_proof(db, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    actor, organisation = make.make_desk()
    url = f"/scrivania/organizzazioni/{organisation.pk}/conti/nuovo/"
    facts = {"iban": make.IBAN, "holder": "Anna Rossi", "is_declared": "on"}
    answer = browser_of(actor).post(url, {**facts, "proof": make.proof()})
    assert answer.status_code == 422
    assert "holder" in answer.context["form"].errors
    facts["holder"] = "IL FILO SCS"
    answer = browser_of(actor).post(url, {**facts, "proof": make.proof()})
    assert answer.status_code == 302
    assert "estratto" not in BankAccount.objects.get().proof.name


def test_a_proof_that_is_no_document_is_refused(db):
    actor, organisation = make.make_desk()
    url = f"/scrivania/organizzazioni/{organisation.pk}/conti/nuovo/"
    strange = make.SimpleUploadedFile("a.pdf", b"MZ programma", "application/pdf")
    facts = {"iban": make.IBAN, "holder": "IL FILO SCS", "is_declared": "on", "proof": strange}
    answer = browser_of(actor).post(url, facts)
    assert "proof" in answer.context["form"].errors


PAGES = ["", "dati/", "conti/nuovo/", "ruoli/nuovo/", "persone/", "persone/nuova/"]
PAGES += ["persone/famiglia/", "persone/gruppo/", "persone/ricerche/", "persone/?q=anna"]


@pytest.mark.parametrize("page", PAGES)
def test_each_page_of_an_organisation_opens_for_its_own_and_for_no_other(db, page):
    actor, organisation = make.make_desk()
    stranger, _ = make.make_desk("Altro")
    url = f"/scrivania/organizzazioni/{organisation.pk}/{page}"
    assert browser_of(actor).get(url).status_code == 200
    assert browser_of(stranger).get(url).status_code == 404


@pytest.mark.parametrize("page", ["", "storia/", "direzioni/", "attori/nuovo/", "ruoli/nuovo/"])
def test_each_page_of_an_ecosystem_opens_for_its_own_and_for_no_other(veglio, page):
    actor, _, _ = veglio
    stranger, _ = make.make_desk("Altro")
    url = f"/scrivania/ecosistemi/veglio-insieme/{page}"
    assert browser_of(actor).get(url).status_code == 200
    assert browser_of(stranger).get(url).status_code == 403


def test_an_ecosystem_is_opened_and_changed_from_its_forms(db):
    actor, organisation = make.make_desk()
    site, browser = make.make_site(), browser_of(actor)
    make.make_municipality()
    answer = browser.post(
        "/scrivania/ecosistemi/nuovo/",
        {
            "promoter_id": organisation.pk,
            "site_id": site.pk,
            "name": "Filatura",
            "theme": "regeneration",
            "summary": "Una filatura che torna.",
            "municipality": "Veglio (BI)",
        },
    )
    assert answer.url == "/scrivania/ecosistemi/filatura/"
    day = {"direction": "interweaving", "since": "2026-03-01"}
    for _ in range(2):
        answer = browser.post("/scrivania/ecosistemi/filatura/direzioni/", day)
    assert answer.status_code == 422
    answer = browser.post(
        "/scrivania/ecosistemi/filatura/pratiche/campaigns/", {"to": "on"}, follow=True
    )
    assert "accesa" in answer.content.decode()
    answer = browser.get("/scrivania/ecosistemi/filatura/storia/")
    assert "Una filatura che torna." in answer.content.decode()


def test_groups_that_only_others_know_are_not_offered(veglio):
    actor, organisation, _ = veglio
    stranger, other = make.make_desk("Altro")
    for who, where, name in ((actor, organisation, "Nostro"), (stranger, other, "Segreto")):
        make.actions.register_group(actor=who, organisation_id=where.pk, name=name)
    page = browser_of(actor).get("/scrivania/ecosistemi/veglio-insieme/attori/nuovo/")
    assert "Nostro" in page.content.decode()
    assert "Segreto" not in page.content.decode()


def test_the_platforms_page_is_for_who_administers_it(db):
    site = make.make_site()
    keeper, visitor = make.make_platform_administrator(), make.make_actor()
    for url in ("/scrivania/piattaforma/", f"/scrivania/siti/{site.pk}/"):
        assert browser_of(keeper).get(url).status_code == 200
        assert browser_of(visitor).get(url).status_code == 403


def test_unreadable_colours_come_back_with_the_form(db):
    site, keeper = make.make_site(), make.make_platform_administrator()
    url = f"/scrivania/siti/{site.pk}/colori/"
    colours = dict.fromkeys(("paper", "ink", "brand", "kin", "sky", "sun"), "#FFFFFF")
    answer = browser_of(keeper).post(url, colours)
    assert answer.status_code == 422
    assert "contrasto" in answer.content.decode()
    good = {"ink": "#111111", "brand": "#14408F", "kin": "#205C3B", "sky": "#1F5C82"}
    answer = browser_of(keeper).post(url, colours | good, follow=True)
    assert "/aspetto/colori-" in answer.content.decode()
