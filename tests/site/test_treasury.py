"""The treasurer's pages: what is refused says why and writes nothing, what is done goes on."""

from __future__ import annotations

import re
import zlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from ritrovo.foundations.documents.receipts_of_payments import receipt_file
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.payments.actions import held, receipts
from ritrovo.foundations.payments.links import receipt_path
from ritrovo.foundations.payments.models import (
    BankLine,
    Payment,
    Receipt,
    ReceiptSeries,
    StatementImport,
    StatementLayout,
    StatementUpload,
)
from ritrovo.foundations.payments.queries.desk import unmatched
from ritrovo.foundations.payments.queries.receipts import donors_of_year
from ritrovo.foundations.payments.queries.waits import Waits, waits_of
from ritrovo.foundations.payments.receipts import number_of
from ritrovo.site.desk.treasury.to_dos import to_dos
from tests import factories
from tests.documents.samples import codes_of, text_of
from tests.payments.bank_files import csv_of, document, movement, statement_xml
from tests.payments.treasury import make_desk, reason_of, statement, transfer
from tests.site.conftest import browser_of

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.payments.treasury_urls")]
TABLES = (
    "payments_statementupload",
    "payments_statementimport",
    "payments_bankline",
    "payments_payment",
    "payments_refund",
    "payments_statementlayout",
    "ledger_journal",
)


@pytest.fixture
def desk():
    return make_desk()


@pytest.fixture
def browser(desk):
    return browser_of(desk.actor)


def at(desk, rest=""):
    return f"/scrivania/conti/{desk.organisation.pk}/{rest}"


def rows():
    with connection.cursor() as cursor:
        counts = {}
        for table in TABLES:
            cursor.execute(f"SELECT count(*) FROM {table}")
            counts[table] = cursor.fetchone()[0]
        return counts


def sent(browser, desk, content, name="movimenti.xml"):
    file = SimpleUploadedFile(name, content)
    return browser.post(at(desk, "estratti/"), {"bank_account": desk.account.pk, "file": file})


def pairs_of(page):
    return [*page.context["waiting"], *page.context["certain"]]


def words(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def laughing(iban):
    bomb = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
    head = f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY l0 "ha">{bomb}]>'
    return head.encode() + document(statement_xml(movement(text="&l8;"), iban=iban))


BAD = {
    "truncated": (lambda desk: statement(desk.account, [transfer(100)])[:-40], "si interrompe"),
    "billion laughs": (lambda desk: laughing(desk.account.iban), "per prudenza non lo apriamo"),
    "50 MB": (lambda _desk: b"<Document>" + b" " * (50 * 1024 * 1024), "troppo grande"),
    "wrong encoding": (
        lambda desk: (
            b'<?xml version="1.0" encoding="UTF-8"?>'
            + document(statement_xml(movement(text="caff\u00e8"), iban=desk.account.iban))
            .decode()
            .encode("latin-1")
        ),
        "codifica",
    ),
    "another account": (
        lambda _desk: document(statement_xml(movement(), iban="IT60X0542811101000000123456")),
        "hai scelto il conto",
    ),
    "no sum": (
        lambda desk: statement(desk.account, [transfer(100)], opening="0.00", closing="9.00"),
        "I conti non tornano",
    ),
    "a picture": (lambda _desk: b"\x89PNG\r\n\x1a\n" + zlib.compress(b"x"), "PNG"),
    "nothing": (lambda _desk: b"", "vuoto"),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_gets_a_clear_message_and_writes_nothing(browser, desk, kind):
    make, said = BAD[kind]
    before = rows()
    answer = sent(browser, desk, make(desk))
    assert answer.status_code == 422
    assert said in words(answer)
    assert rows() == before


def test_two_lines_with_one_reference_are_both_kept_and_said(browser, desk):
    pledge = desk.pledge()
    twice = [transfer(100, "uno", reference="CRO1"), transfer(200, "due", reference="CRO1")]
    answer = sent(
        browser, desk, statement(desk.account, [*twice, transfer(2000, reason_of(pledge))])
    )
    assert answer.status_code == 302
    page = words(browser.get(answer.url))
    assert "Righe diverse con lo stesso riferimento" in page
    assert "3 righe nuove" in page


def test_a_file_is_looked_at_then_imported(browser, desk):
    pledge = desk.pledge()
    unsure = desk.pledge(3000, given_name="Elio", family_name="Pozzo")
    lines = [
        transfer(2000, reason_of(pledge)),
        transfer(3000, "offerta", name="Elio Pozzo"),
        transfer(-150, "canone", name=""),
    ]
    before = rows()
    page = browser.get(sent(browser, desk, statement(desk.account, lines)).url)
    assert {**rows(), "payments_statementupload": 0} == before
    assert "Una è certa." in words(page)
    chosen = {}
    for row in pairs_of(page):
        cents = row.line.entry.cents
        chosen[row.name] = {2000: row.chosen, 3000: row.options[0].value, -150: "aside:fee"}[cents]
    answer = browser.post(page.request["PATH_INFO"], chosen, follow=True)
    assert "Importate 3 righe." in words(answer)
    pledge.refresh_from_db()
    unsure.refresh_from_db()
    assert (pledge.state, unsure.state) == ("paid", "paid")
    assert BankLine.objects.get(cents=-150).set_aside == "fee"
    again = browser.get(page.request["PATH_INFO"], follow=True)
    assert again.status_code == 200
    assert "importazioni" in again.request["PATH_INFO"]


def test_a_code_written_by_hand_is_followed_and_a_wrong_one_keeps_the_choices(browser, desk):
    pledge = desk.pledge()
    page = browser.get(sent(browser, desk, statement(desk.account, [transfer(2000, name="")])).url)
    (row,) = pairs_of(page)
    code = f"code-{row.line.entry.fingerprint}"
    path = page.request["PATH_INFO"]
    wrong = browser.post(path, {row.name: "code", code: "BOH"})
    assert wrong.status_code == 422
    assert "con il codice «BOH»" in words(wrong)
    assert 'value="BOH"' in wrong.content.decode()
    assert not BankLine.objects.exists()
    browser.post(path, {row.name: "code", code: pledge.due.short_code.lower()})
    assert Payment.objects.get().due_id == pledge.due_id


def test_a_long_file_is_decided_page_by_page_and_imported_once(browser, desk, monkeypatch):
    monkeypatch.setattr("ritrovo.site.desk.treasury.views.statements.LINES_A_PAGE", 2)
    pledge, by_code = desk.pledge(), desk.pledge(given_name="Elio", family_name="Pozzo")
    lines = [transfer(2000, reason_of(pledge)), *(transfer(100 + n, name="") for n in range(4))]
    first = browser.get(sent(browser, desk, statement(desk.account, lines)).url)
    path = first.request["PATH_INFO"]
    assert [row.line.entry.cents for row in pairs_of(first)] == [100, 101]
    fee, coded = pairs_of(first)
    code = f"code-{coded.line.entry.fingerprint}"
    told = {fee.name: "aside:fee", coded.name: "code", code: by_code.due.short_code}
    second = browser.post(path, {**told, "page": "2"}, follow=True)
    assert [row.line.entry.cents for row in pairs_of(second)] == [102, 103]
    assert not BankLine.objects.exists()
    back = browser.get(path)
    assert [row.chosen for row in pairs_of(back)] == ["aside:fee", "code"]
    assert pairs_of(back)[1].code == by_code.due.short_code
    third = browser.get(f"{path}?page=3")
    (certain,) = pairs_of(third)
    assert certain.line.is_certain
    browser.post(f"{path}?page=3", {certain.name: "leave"})
    assert BankLine.objects.get(cents=100).set_aside == "fee"
    assert Payment.objects.get().due_id == by_code.due_id
    assert unmatched(desk.organisation.pk).count() == 3


def test_a_wrong_code_stops_at_its_page_of_a_long_file(browser, desk, monkeypatch):
    monkeypatch.setattr("ritrovo.site.desk.treasury.views.statements.LINES_A_PAGE", 1)
    lines = [transfer(100, name=""), transfer(200, name="")]
    page = browser.get(sent(browser, desk, statement(desk.account, lines)).url)
    (row,) = pairs_of(page)
    told = {row.name: "code", f"code-{row.line.entry.fingerprint}": "BOH", "page": "2"}
    answer = browser.post(page.request["PATH_INFO"], told)
    assert answer.status_code == 422
    assert pairs_of(answer)[0].name == row.name
    assert 'value="BOH"' in answer.content.decode()
    assert not StatementUpload.objects.get().choices


def test_money_the_bank_took_back_at_once_can_be_put_aside(browser, desk):
    reason = reason_of(desk.pledge())
    came, gone = transfer(2000, reason), transfer(-2000, reason, reversal=True)
    page = browser.get(sent(browser, desk, statement(desk.account, [came, gone])).url)
    assert [row.options[0].value for row in pairs_of(page)] == ["aside:reversed"] * 2
    browser.post(page.request["PATH_INFO"], {row.name: "aside:reversed" for row in pairs_of(page)})
    assert not unmatched(desk.organisation.pk).exists()


def test_a_choice_the_page_never_offered_is_refused(browser, desk):
    page = browser.get(sent(browser, desk, statement(desk.account, [transfer(2000)])).url)
    (row,) = pairs_of(page)
    for value in ("due:x", "aside:mai", "tutto", "payment:"):
        answer = browser.post(page.request["PATH_INFO"], {row.name: value})
        assert answer.status_code == 422
    assert not BankLine.objects.exists()


def test_a_table_asks_for_its_columns_once(browser, desk):
    content = csv_of("10/03/2026;Bonifico;20,00", "11/03/2026;Canone;-1,50")
    first = sent(browser, desk, content, "banca.csv")
    wizard = browser.get(first.url, follow=True)
    assert "Le colonne del file" in words(wizard)
    form = wizard.context["form"]
    typed = {
        name: form.get_initial_for_field(field, name) or "" for name, field in form.fields.items()
    }
    typed.pop("out_is_positive")
    done = browser.post(wizard.request["PATH_INFO"], typed, follow=True)
    assert "2 righe nuove" in words(done)
    assert StatementLayout.objects.count() == 1
    another = csv_of("12/03/2026;Offerta;30,00")
    assert "Una riga nuova" in words(browser.get(sent(browser, desk, another, "b.csv").url))


def test_columns_that_cannot_be_followed_stay_in_the_form(browser, desk):
    content = csv_of("10/03/2026;Bonifico;20,00")
    wizard = browser.get(sent(browser, desk, content, "banca.csv").url, follow=True)
    typed = {"booked_on": "1", "text": ["1"], "amount": "2", "date_order": "day_first"}
    typed["date_order"] = wizard.context["form"].fields["date_order"].choices[0][0]
    answer = browser.post(wizard.request["PATH_INFO"], typed)
    assert answer.status_code == 422
    assert not StatementLayout.objects.exists()


def test_a_line_is_matched_found_and_left_from_its_page(browser, desk):
    pledge = desk.pledge()
    desk.imported(transfer(2000, "offerta", name="Ugo"), transfer(500, "mah", name=""))
    line, other = unmatched(desk.organisation.pk)
    page = words(browser.get(at(desk, f"righe/{line.pk}/?q=gila")))
    assert 'accesskey="l"' in page
    assert pledge.due.short_code[:4] in page
    answer = browser.post(at(desk, f"righe/{line.pk}/abbina/"), {"due": pledge.due_id}, follow=True)
    assert answer.request["PATH_INFO"] == at(desk, f"righe/{other.pk}/")
    answer = browser.post(at(desk, f"righe/{line.pk}/sciogli/"), follow=True)
    assert "aspetta di nuovo" in words(answer)
    answer = browser.post(at(desk, f"righe/{other.pk}/metti-da-parte/"), follow=True)
    assert "Scegli perché" in words(answer)
    browser.post(at(desk, f"righe/{other.pk}/metti-da-parte/"), {"reason": "not_ours"})
    assert "non riguarda le campagne" in words(browser.get(at(desk, "righe/da-parte/")))
    browser.post(at(desk, f"righe/{other.pk}/riprendi/"))
    assert unmatched(desk.organisation.pk).count() == 2


def test_a_refusal_is_said_on_the_line_and_nothing_changes(browser, desk):
    payment = desk.paid(desk.pledge())
    receipts.issue_receipt(actor=desk.actor, payment_id=payment.pk)
    answer = browser.post(at(desk, f"righe/{payment.line_id}/sciogli/"), follow=True)
    assert "prima annullala" in words(answer)
    assert Payment.objects.get().undone_at is None


def test_an_import_is_undone_after_asking(browser, desk):
    done = desk.imported(transfer(2000, reason_of(desk.pledge())))
    page = words(browser.get(at(desk, f"importazioni/{done.pk}/annulla/")))
    assert "movimenti.xml" in page
    answer = browser.post(at(desk, f"importazioni/{done.pk}/annulla/"), follow=True)
    assert "Annullata il" in words(answer)
    assert StatementImport.objects.get().undone_at


def test_held_money_is_accepted_or_marked(browser, desk):
    pledge = desk.pledge()
    desk.paid(pledge)
    double = desk.paid(pledge, iban="IT60X0542811101000000123456")
    assert "arrivato due volte" in words(browser.get(at(desk, "in-sospeso/")))
    browser.post(at(desk, f"in-sospeso/{double.pk}/restituisci/"))
    assert "IT60 X054" in words(browser.get(at(desk, "in-sospeso/")))
    browser.post(at(desk, f"in-sospeso/{double.pk}/aspetta/"))
    browser.post(at(desk, f"in-sospeso/{double.pk}/accetta/"))
    double.refresh_from_db()
    assert not double.held_back


def test_receipts_are_issued_opened_and_voided(browser, desk):
    payment = desk.paid(desk.pledge(tax_code="RSSMRA80A01F205X"))
    page = browser.get(at(desk, "ricevute/da-fare/"))
    assert "Carla Gila" in words(page)
    answer = browser.post(at(desk, "ricevute/da-fare/"), {"payment": [payment.pk]}, follow=True)
    assert "Fatta 1 ricevuta." in words(answer)
    receipt = Receipt.objects.get()
    pdf = browser.get(at(desk, f"ricevute/{receipt.pk}/ricevuta.pdf"))
    assert pdf.content.startswith(b"%PDF")
    assert pdf.content == browser.get(at(desk, f"ricevute/{receipt.pk}/ricevuta.pdf")).content
    assert number_of(receipt) in words(browser.get(at(desk, "ricevute/")))
    year = clock.today().year
    (key,) = donors_of_year(desk.organisation.pk, year)
    assert browser.get(at(desk, f"ricevute/{year}/riepiloghi/{key}.pdf")).content[:4] == b"%PDF"
    assert browser.get(at(desk, f"ricevute/{year}/riepiloghi/2.pdf")).status_code == 404
    browser.post(at(desk, f"ricevute/{receipt.pk}/annulla/"))
    assert "emessa per errore" in words(browser.get(at(desk, f"ricevute/{receipt.pk}/")))
    assert browser.get(at(desk, f"ricevute/{receipt.pk}/ricevuta.pdf")).content != pdf.content


def test_another_payer_is_asked_about_on_the_page(browser, desk):
    payment = desk.paid(desk.pledge(), name="Ugo Ferraris")
    assert "A Ugo Ferraris, che ha pagato" in words(browser.get(at(desk, "ricevute/da-fare/")))
    browser.post(at(desk, f"ricevute/da-fare/{payment.pk}/"), {"donor": "payer"})
    assert Receipt.objects.get().snapshot["donor"]["name"] == "Ugo Ferraris"


def test_the_register_as_a_table_runs_no_formula(browser, desk):
    payment = desk.paid(desk.pledge(given_name="=1+1", family_name="Rossi"), name="")
    receipts.issue_receipt(actor=desk.actor, payment_id=payment.pk)
    table = browser.get(at(desk, f"ricevute/{clock.today().year}/registro.csv"))
    lines = b"".join(table).decode().splitlines()
    assert lines[0].startswith("\ufeffnumero;")
    assert "'=1+1 Rossi" in lines[1]
    assert ";20,00;" in lines[1]


def test_the_numbering_is_set_before_the_first_receipt(browser, desk):
    browser.post(at(desk, "ricevute/numerazione/"), {"prefix": "R-", "first_number": "42"})
    assert ReceiptSeries.objects.get().first_number == 42
    answer = browser.post(at(desk, "ricevute/numerazione/"), {"prefix": "R !", "first_number": "1"})
    assert answer.status_code == 422


def test_a_donor_opens_the_receipt_with_the_link_alone(client, desk):
    payment = desk.paid(desk.pledge())
    receipt = receipts.issue_receipt(actor=desk.actor, payment_id=payment.pk)
    answer = client.get(receipt_path(receipt.pk))
    assert answer.content.startswith(b"%PDF")
    assert "no-store" in answer["Cache-Control"]
    assert client.get(receipt_path(receipt.pk)[:-2] + "x/").status_code == 404


PAGES = (
    "",
    "estratti/",
    "righe/",
    "righe/da-parte/",
    "importazioni/",
    "in-sospeso/",
    "ricevute/",
    "ricevute/da-fare/",
    "ricevute/numerazione/",
    "ricevute/2026/riepiloghi/",
)


@pytest.mark.parametrize("rest", PAGES)
def test_every_page_opens_empty_and_only_for_who_keeps_the_accounts(client, browser, desk, rest):
    assert browser.get(at(desk, rest)).status_code == 200
    assert client.get(at(desk, rest)).status_code == 302
    promoter = browser_of(factories.promoter_of(desk.organisation))
    assert promoter.get(at(desk, rest)).status_code == 403
    stranger = factories.make_login_with_role(
        "treasurer", organisation=factories.make_organisation("Il Faro")
    )
    assert browser_of(factories.as_actor(stranger)).get(at(desk, rest)).status_code == 403


def test_ids_of_another_organisation_open_nothing(browser, desk):
    other = make_desk()
    payment = other.paid(other.pledge())
    receipt = receipts.issue_receipt(actor=other.actor, payment_id=payment.pk)
    upload = other.upload(transfer(100))
    factories.people.give_role(
        actor=factories.SYSTEM,
        organisation_id=other.organisation.pk,
        email=desk.treasurer.login.email,
        role="treasurer",
    )
    both = browser_of(desk.actor)
    for rest in (
        f"righe/{payment.line_id}/",
        f"importazioni/{payment.line.statement_id}/",
        f"ricevute/{receipt.pk}/",
        f"estratti/{upload.pk}/",
    ):
        assert both.get(at(other, rest)).status_code == 200, rest
        assert both.get(at(desk, rest)).status_code == 404, rest


def test_a_gift_is_found_by_its_giver_or_its_code(browser, desk):
    carla = desk.pledge()
    desk.paid(carla)
    desk.paid(desk.pledge(given_name="Elìo", family_name="Pozzo"), name="Elio Pozzo")
    for asked in ("elio", "POZZO"):
        page = browser.get(at(desk, f"ricevute/da-fare/?q={asked}"))
        assert [gift.donor.name for gift in page.context["plain"]] == ["Elìo Pozzo"]
    page = browser.get(at(desk, f"ricevute/da-fare/?q={carla.due.short_code.lower()}"))
    assert [gift.payment.due_id for gift in page.context["plain"]] == [carla.due_id]
    assert "risponde a «nessuno»" in words(browser.get(at(desk, "ricevute/da-fare/?q=nessuno")))


def test_the_code_on_a_receipt_opens_it_as_it_stands(client, desk):
    payment = desk.paid(desk.pledge())
    receipt = receipts.issue_receipt(actor=desk.actor, payment_id=payment.pk)
    (address,) = codes_of(receipt_file(receipt)[1])
    assert receipt_path(receipt.pk) in address
    receipts.void_receipt(actor=desk.actor, receipt_id=receipt.pk)
    answer = client.get(receipt_path(receipt.pk))
    assert "annullata" in text_of(answer.content)


def test_the_first_page_says_what_waits(browser, desk):
    pledge = desk.pledge()
    desk.paid(pledge)
    double = desk.paid(pledge)
    held.mark_to_return(actor=desk.actor, payment_id=double.pk)
    desk.imported(transfer(100))
    page = browser.get("/scrivania/conti/", follow=True)
    waits = Waits(to_match=1, to_decide=0, to_return=1, to_receipt=1)
    assert page.context["waits"] == waits
    told = {each.title.partition(":")[0]: each for each in to_dos(desk.actor)}
    assert {title: each.count for title, each in told.items()} == {
        "Righe della banca da abbinare": 1,
        "Bonifici da restituire": 1,
        "Doni senza ricevuta": 1,
    }
    for each in told.values():
        assert browser.get(each.url).status_code == 200


def test_nobody_is_told_what_waits_in_accounts_they_do_not_keep(desk, django_assert_num_queries):
    desk.imported(transfer(100))
    stranger = factories.as_actor(factories.make_person())
    with django_assert_num_queries(0):
        assert to_dos(stranger) == []
    assert to_dos(make_desk().actor) == []


def test_what_waits_costs_the_same_for_any_number_of_bodies(desk, django_assert_num_queries):
    desk.imported(transfer(100))
    with django_assert_num_queries(4):
        waits_of([desk.organisation])
    bodies = [desk.organisation, *(make_desk().organisation for _ in range(3))]
    with django_assert_num_queries(4):
        waits_of(bodies)


@pytest.mark.parametrize("size", [1, 20])
def test_the_list_of_lines_costs_the_same_for_any_number(
    browser, desk, size, django_assert_max_num_queries
):
    desk.imported(*[transfer(100 + n, f"riga {n}") for n in range(size)])
    browser.get(at(desk, "righe/"))
    with django_assert_max_num_queries(14):
        browser.get(at(desk, "righe/"))
