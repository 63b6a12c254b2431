"""The observatory's pages: what everybody reads, what only analysts do, what the figures say."""

from __future__ import annotations

import re
from base64 import b64encode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.look.formatting import format_day
from ritrovo.foundations.messages.envelopes import envelope, pictures_aside
from ritrovo.foundations.messages.links import default_site
from ritrovo.foundations.messages.models import Message
from ritrovo.insight.observatory.actions import imports as importing
from ritrovo.insight.observatory.actions import reports
from ritrovo.insight.observatory.jobs.reports import make
from ritrovo.insight.observatory.models import Publication, ReportMaking
from ritrovo.insight.observatory.queries.reports import changes, table_rows
from tests import factories
from tests.insight.observatory_desk.analysts import brought, cells_of, work

PLATFORM = {"platform": "kickstarter", "model": "reward", "measure": "flow", "currency": "USD"}


def text_of(answer) -> str:
    """Give what a page says, on one line, its marks taken off."""
    words = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return re.sub(r"\s+", " ", words).replace("\xa0", " ").replace("&#x27;", "'")


@pytest.fixture
def visitor(db):
    return Client()


@pytest.fixture
def signed(analyst):
    person = factories.make_login_with_role("analyst", platform=True)
    client = Client()
    client.force_login(person.login)
    return client


def test_before_the_first_edition_the_page_says_so_and_shows_what_others_published(visitor):
    said = text_of(visitor.get("/osservatorio/"))
    assert "non c'è ancora nessun rapporto nostro" in said
    assert "castrataro-pais" in said


def test_the_parts_of_2017_stand_beside_their_total_with_the_difference(visitor):
    said = text_of(visitor.get("/osservatorio/italia/"))
    assert "Le parti pubblicate fanno 89.800.000 €" in said
    assert "il totale pubblicato dice 90.000.000 €: la differenza è di 200.000 €" in said


def test_the_90_million_stand_as_stock_and_as_the_flow_with_its_growth(visitor):
    said = text_of(visitor.get("/osservatorio/italia/"))
    assert "90.000.000 EUR flusso, 2016-12, +35 %" in said
    assert "90.000.000 EUR stock, 2017-01" in said


def test_both_dates_of_the_count_of_2013_stand(visitor):
    said = text_of(visitor.get("/osservatorio/italia/"))
    assert "27 piattaforme attive, 14 in partenza 2013-10" in said
    assert "27 piattaforme attive, 14 in partenza 2014-04" in said


def test_growth_is_stated_within_a_series_and_refused_beyond_it(visitor):
    said = text_of(visitor.get("/osservatorio/italia/"))
    assert re.search(r"2013-10 → 2014-05 23\.000\.000 € → 30\.600\.000 € \+33 %", said)
    refused = re.search(r"2015-10 → 2017-01 [\d. €→]+ (2015-10.*?sono conti diversi)", said)
    assert refused
    assert "starteed-stock" in refused[1]


def test_published_figures_are_given_as_csv(visitor):
    answer = visitor.get("/osservatorio/italia/published_growth.csv")
    assert b"2013-10,2014-05,castrataro-pais,castrataro-pais,0.330435" in answer.content
    assert visitor.get("/osservatorio/italia/secrets.csv").status_code == 404


def test_a_report_is_read_by_all_once_it_is_published(make_sealed, visitor, signed):
    report = make_sealed()
    address = reverse("observatory:edition", args=[report.edition])
    pdf = reverse("observatory:file", args=[report.edition, "report.pdf"])
    assert visitor.get(address).status_code == visitor.get(pdf).status_code == 404
    assert "Non è pubblicato" in text_of(signed.get(address))
    answer = signed.post(reverse("observatory_desk:publish", args=[report.edition]))
    assert answer.status_code == 302
    assert "Il mercato di prova" in text_of(visitor.get("/osservatorio/"))
    assert b"".join(visitor.get(pdf).streaming_content).startswith(b"%PDF")
    assert report.title in text_of(visitor.get(reverse("observatory:editions")))


def test_a_number_shows_its_rule_and_its_campaigns_with_file_and_line(published, visitor):
    row = next(row for row in table_rows(published.folder, "platforms") if row["currency"] == "USD")
    args = [published.edition, "platforms", "successful"]
    answer = visitor.get(reverse("observatory:number", args=args), PLATFORM)
    said = text_of(answer)
    assert f"Riuscite: {row['successful']}" in said
    assert f"Sommate fanno {row['successful']}: è proprio il numero del rapporto" in said
    assert "È riuscita la campagna che la piattaforma dice riuscita" in said
    assert re.search(r"kickstarter/a\.csv, riga \d+", said)


def test_a_campaign_on_two_portals_says_why_it_counts_once(published, visitor):
    args = [published.edition, "platforms", "campaigns"]
    group = PLATFORM | {"platform": "goteo", "currency": "EUR"}
    said = text_of(visitor.get(reverse("observatory:number", args=args), group))
    assert "sta anche su Kickstarter: una persona ha detto che è la stessa" in said


def test_the_campaigns_behind_a_number_are_given_as_csv(published, visitor):
    args = [published.edition, "platforms", "successful"]
    answer = visitor.get(reverse("observatory:rows", args=args), PLATFORM)
    lines = b"".join(answer.streaming_content).decode().splitlines()
    row = next(row for row in table_rows(published.folder, "platforms") if row["currency"] == "USD")
    assert lines[0].startswith("platform,campaign_id,title,")
    assert len(lines) == row["successful"] + 1


@pytest.mark.parametrize(
    "path",
    [
        "numeri/platforms/successful/?platform=eppela",
        "numeri/platforms/platform/",
        "numeri/nothing/campaigns/",
        "tabelle/nothing/",
        "tabelle/nothing.csv",
        "file/report.py",
        "file/..%2Freport.pdf",
    ],
)
def test_what_a_report_does_not_have_is_not_found(published, visitor, path):
    assert visitor.get(f"/osservatorio/{published.edition}/{path}").status_code == 404


def test_a_page_of_campaigns_that_is_not_there_is_empty_and_no_error(published, visitor):
    args = [published.edition, "platforms", "successful"]
    for page in ("99", "x", "-1", "9" * 40):
        address = reverse("observatory:number", args=args)
        assert visitor.get(address, PLATFORM | {"page": page}).status_code == 200


def test_every_table_has_its_page_and_its_csv(published, visitor):
    for path in (published.folder / "tables").iterdir():
        args = [published.edition, path.stem]
        answer = visitor.get(reverse("observatory:table_csv", args=args))
        assert b"".join(answer.streaming_content) == path.read_bytes()
    whole = reverse("observatory:table", args=[published.edition, "categories"])
    assert "Categoria per categoria" in text_of(visitor.get(whole))


def test_a_file_that_one_has_is_not_sent_again(published, visitor):
    address = reverse("observatory:file", args=[published.edition, "campaigns.parquet"])
    tag = visitor.get(address).headers["ETag"]
    assert visitor.get(address, headers={"if-none-match": tag}).status_code == 304


def test_the_pages_cost_as_many_queries_for_one_edition_as_for_six(
    make_sealed, visitor, django_assert_num_queries, django_assert_max_num_queries
):
    make_sealed(is_published=True)
    pages = ["/osservatorio/", "/osservatorio/edizioni/"]
    for page in pages:
        visitor.get(page)
    costs = []
    for page in pages:
        with django_assert_max_num_queries(20) as counted:
            visitor.get(page)
        costs.append(len(counted))
    for number in range(2, 7):
        make_sealed(f"2026-11-23-{number}", is_published=True)
    for page, cost in zip(pages, costs, strict=True):
        with django_assert_num_queries(cost):
            visitor.get(page)


def test_the_desk_is_for_analysts(visitor, signed, make_sealed):
    other = Client()
    other.force_login(factories.make_login_with_role("moderator", platform=True).login)
    report = make_sealed()
    for address in (
        reverse("observatory_desk:reports"),
        reverse("observatory_desk:report", args=[report.edition]),
    ):
        assert visitor.get(address).status_code == 302
        assert other.get(address).status_code == 403
        assert signed.get(address).status_code == 200
    assert other.post(reverse("observatory_desk:publish", args=[report.edition])).status_code == 403
    assert not Publication.objects.exists()


def test_an_analyst_asks_for_a_report_and_sees_that_it_is_on_its_way(signed, analyst):
    address = reverse("observatory_desk:reports")
    assert "Prima porta dentro il file di una piattaforma" in text_of(signed.get(address))
    brought(analyst, cells_of(ID="1"))
    wanted = {"title": "Il 2026", "since": "2026-12-31", "until": "2026-01-01", "language": "it"}
    refused = signed.post(address, wanted)
    assert refused.status_code == 422
    assert "Il periodo finisce prima di cominciare" in text_of(refused)
    assert signed.post(address, wanted | {"since": "2026-01-01", "until": ""}).status_code == 302
    assert ReportMaking.objects.get().address.endswith(f"/{ReportMaking.objects.get().edition}/")
    assert "In lavorazione: Il 2026" in text_of(signed.get(address))


def test_a_new_edition_is_compared_with_the_last(make_sealed, signed):
    make_sealed("2026-11-22", is_published=True, files={"kickstarter/a.csv": "0", "rates.csv": "1"})
    now = make_sealed()
    said = text_of(signed.get(reverse("observatory_desk:report", args=[now.edition])))
    assert "Nessun numero è cambiato" in said
    assert "nuovo o cambiato: kickstarter/a.csv" in said
    assert "non c'è più: rates.csv" in said


def test_a_number_that_changed_stands_beside_what_it_was(make_sealed, signed):
    earlier = make_sealed("2026-11-22", is_published=True)
    now = make_sealed(content="0" * 64)
    table = now.folder / "tables" / "platforms.csv"
    table.write_text(table.read_text().replace("goteo,", "eppela,", 1))
    found = changes(earlier.folder, now.folder)
    assert {change.group["platform"] for change in found} == {"eppela", "goteo"}
    said = text_of(signed.get(reverse("observatory_desk:report", args=[now.edition])))
    assert re.search(r"Goteo, [^–]+ Campagne \d+ –", said)
    assert re.search(r"eppela.* Campagne – \d+", said, re.IGNORECASE)


def test_an_analyst_gets_the_newsletter_by_mail(published, signed, settings, tmp_path):
    settings.MAIL_FOLDER = tmp_path / "mail"
    signed.post(reverse("observatory_desk:newsletter", args=[published.edition]))
    message = Message.objects.get(kind="observatory.newsletter")
    assert "https://ritrovo.test/osservatorio/2026-11-23/file/report.pdf" in message.html
    assert "<!doctype" not in message.html.lower()
    sent = envelope(message, default_site()).message()
    kinds = [part.get_content_type() for part in sent.walk()]
    assert kinds[0] == "multipart/related"
    assert {"text/plain", "text/html", "image/png"} <= set(kinds)
    html = next(part for part in sent.walk() if part.get_content_type() == "text/html")
    assert "data:image" not in html.get_payload(decode=True).decode()


def test_pictures_of_a_letter_travel_as_parts_of_the_mail():
    picture = b64encode(b"\x89PNG\r\n\x1a\n").decode()
    written = f'<img src="data:image/png;base64,{picture}" alt="a">'
    html, parts = pictures_aside(f"<p>{written}{written}</p>")
    [part] = parts
    name = part["Content-ID"].strip("<>")
    assert html.count(f'src="cid:{name}"') == 2
    assert "data:" not in html
    assert pictures_aside("<p>Niente figure</p>") == ("<p>Niente figure</p>", [])


def test_a_longer_list_of_reports_costs_no_more_queries(
    make_sealed, signed, django_assert_num_queries
):
    make_sealed("2026-11-01", is_published=True)
    make_sealed("2026-11-02")
    counted = []
    with CaptureQueriesContext(connection) as caught:
        signed.get(reverse("observatory_desk:reports"))
    counted.append(len(caught))
    for day in range(3, 21):
        make_sealed(f"2026-11-{day:02}", is_published=bool(day % 2))
    with django_assert_num_queries(counted[0]):
        answer = signed.get(reverse("observatory_desk:reports"))
    assert len(answer.context["page"].object_list) == 20


def test_a_row_corrected_by_hand_says_what_was_there_who_corrected_it_and_when(
    analyst, visitor, settings
):
    told = brought(analyst, cells_of(ID="1", state="lost", name="Il mulino"))
    importing.correct_rows(actor=analyst, import_id=told.pk, fixes={2: {"state": "successful"}})
    work()
    making = reports.ask_for_report(actor=analyst, wanted=reports.Wanted("Il mercato"))
    make.func(making_id=str(making.pk))
    reports.publish_report(actor=analyst, edition=making.edition)
    address = reverse("observatory:number", args=[making.edition, "totals", "campaigns"])
    said = text_of(visitor.get(address, {"currency": "USD", "measure": "flow"}))
    assert "Corretta a mano: state" in said
    assert "nel file c'era «lost», adesso si legge «successful»" in said
    assert f"chi analizza per l'osservatorio, il {format_day(clock.today(), 'it')}" in said
    assert "Rita" not in said
