"""The pages of a year's end: the treasurer's, the public ones, the donor's own say."""

from __future__ import annotations

import csv
import json
from datetime import datetime
from io import StringIO
from uuid import uuid4

import pytest
from django.urls import reverse

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.messages.models import Message
from ritrovo.foundations.payments.actions import receipts
from ritrovo.foundations.payments.models import PublicAdvantage, YearlySummary
from ritrovo.foundations.people.models import Objection
from ritrovo.practices.campaigns.actions import objecting
from ritrovo.practices.campaigns.models import Pledge
from ritrovo.practices.campaigns.tokens import digest_of_token, new_token
from ritrovo.site.desk.treasury.yearly_tables import COLUMNS
from tests import factories
from tests.payments.treasury import make_desk

pytestmark = pytest.mark.django_db
ANNA = "RSSMRA80A01F205X"
LISTED = (
    "ente_cf, ente_tipologia, anno, donatore_cf, donatore_cognome, donatore_nome, tipo_donatore, "
    "importo_totale, numero_erogazioni, rimborso_importo, rimborso_anno_erogazione, opposizione, "
    "motivo_esclusione"
)


@pytest.fixture
def desk():
    return make_desk()


@pytest.fixture
def inside(client, desk):
    client.force_login(desk.treasurer.login)
    return client


def at(desk, name, *rest):
    return reverse(f"treasury:{name}", args=[desk.organisation.pk, *rest])


def given(desk, cents=2500, **facts):
    told = {"tax_code": ANNA, "given_name": "Mara", "family_name": "Rossi"} | facts
    return desk.paid(desk.pledge(cents, **told), name="Mara Rossi")


def test_the_file_has_the_columns_that_are_documented_and_every_row(desk, inside):
    payment = given(desk)
    receipts.issue_receipt(actor=desk.actor, payment_id=payment.pk)
    given(desk, 1000, tax_code="")
    year = clock.today().year
    read = inside.get(at(desk, "yearly_csv", year)).content.decode("utf-8-sig")
    header, *rows = csv.reader(StringIO(read), delimiter=";")
    assert ", ".join(header) == LISTED
    body = desk.organisation.tax_code
    assert rows == [
        [body, "8", str(year), ANNA, "Rossi", "Mara", "altro", "25,00", "1", "", "", "no", ""],
        [body, "8", str(year), "", "Rossi", "Mara", "altro", "10,00", "1", "", "", "no",
         "senza_codice_fiscale"],
    ]  # fmt: skip
    told = json.loads(inside.get(at(desk, "yearly_json", year)).content)
    assert tuple(told["righe"][0]) == COLUMNS
    assert [row["importo_totale"] for row in told["righe"]] == [2500, 1000]
    assert "non è il file dell'Agenzia" in told["avviso"]
    page = inside.get(at(desk, "yearly_file", year))
    assert "16 marzo" in page.content.decode()
    left_out = inside.get(at(desk, "left_out_csv", year)).content.decode()
    assert "manca il codice fiscale" in left_out


def test_summaries_leave_from_the_page_and_open_by_their_link(client, desk, inside):
    receipts.issue_receipt(actor=desk.actor, payment_id=given(desk).pk)
    year = clock.today().year
    moment = datetime(year + 1, 2, 1, 12, tzinfo=clock.ROME)
    with clock.moved_to(moment):
        page = inside.get(at(desk, "summaries", year)).content.decode()
        assert "Manda un riepilogo" in page
        inside.post(at(desk, "send_summaries", year))
        inside.post(at(desk, "send_summaries", year))
    letter = Message.objects.get(kind="payments.summary")
    link = letter.context["link"]
    client.logout()
    opened = client.get("/" + link.split("/", 3)[3])
    assert opened.content.startswith(b"%PDF")
    assert client.get("/ricevute/riepilogo/abc/").status_code == 404
    assert YearlySummary.objects.count() == 1


def test_who_has_no_address_is_printed_in_one_pdf(desk, inside):
    year = clock.today().year
    for cents in (1000, 2000):
        payment = desk.paid(desk.pledge(cents), name="Bruno Verdi")
        receipts.issue_receipt(actor=desk.actor, payment_id=payment.pk, donor="payer")
    assert inside.get(at(desk, "paper_pdf", year, 1)).content.startswith(b"%PDF")
    assert inside.get(at(desk, "paper_pdf", year, 2)).status_code == 404
    assert inside.get(at(desk, "summary_pdf", year, "nobody")).status_code == 404


def test_an_advantage_is_typed_published_corrected_and_taken_back(client, desk, inside):
    year = clock.today().year
    sent = {
        "key": uuid4(),
        "payer_name": "Comune di Biella",
        "amount": "12.000,00",
        "received_on": clock.today().isoformat(),
        "reason": "=contributo",
    }
    wrong = inside.post(at(desk, "new_advantage", year), sent | {"payer_name": ""})
    assert wrong.status_code == 422
    assert not PublicAdvantage.objects.exists()
    inside.post(at(desk, "new_advantage", year), sent)
    inside.post(at(desk, "new_advantage", year), sent)
    row = PublicAdvantage.objects.get()
    assert "obbligatorio" in inside.get(at(desk, "advantages", year)).content.decode()
    public = reverse("web:advantages_year", args=[desk.organisation.tax_code, year])
    assert "12.000,00" in client.get(public).content.decode()
    table = b"".join(client.get(f"{public}vantaggi.csv")).decode("utf-8-sig")
    assert "12000,00" in table
    assert "'=contributo" in table
    fix = at(desk, "correct_advantage", year, row.pk)
    right = sent | {"key": uuid4(), "amount": "1.200,00", "why": "uno zero di troppo"}
    inside.post(fix, right)
    shown = client.get(public).content.decode()
    assert ("1.200,00" in shown, "12.000,00" in shown) == (True, False)
    last = PublicAdvantage.objects.get(void=None)
    inside.post(at(desk, "void_advantage", year, last.pk), {"reason": "mai avuto"})
    assert "1.200,00" not in client.get(public).content.decode()
    assert PublicAdvantage.objects.count() == 2


def test_public_pages_of_nobody_are_not_there(client):
    assert client.get("/trasparenza/").status_code == 200
    assert client.get("/trasparenza/00000000000/").status_code == 404
    code = factories.make_organisation().tax_code
    assert client.get(f"/trasparenza/{code}/1850/").status_code == 404
    assert client.get(f"/trasparenza/{code}/", follow=True).status_code == 200


def test_years_that_are_not_there_and_strangers_are_refused(client, desk, inside):
    for year in (1850, 9999):
        assert inside.get(at(desk, "year_end", year)).status_code == 404
        assert inside.get(at(desk, "yearly_csv", year)).status_code == 404
    assert inside.get(at(desk, "summaries", 99999)).status_code == 404
    other = factories.make_login_with_role(
        "treasurer", organisation=factories.make_organisation("Altra")
    )
    client.force_login(other.login)
    for name in ("year_end", "yearly_file", "yearly_csv", "summaries", "advantages"):
        assert client.get(at(desk, name, clock.today().year)).status_code == 403


def test_a_donor_says_no_and_yes_again_by_the_link_of_the_promise(client, desk):
    pledge = desk.pledge(2000, tax_code=ANNA)
    token = new_token()
    Pledge.objects.filter(pk=pledge.pk).update(token_digest=digest_of_token(token))
    path = reverse("campaigns:manage", args=[token])
    assert "Non comunicare i miei doni" in client.get(path).content.decode()
    for _ in range(2):
        client.post(reverse("campaigns:manage_yearly", args=[token]), {"answer": "no"})
    assert Objection.objects.filter(purpose="yearly", taken_back_at=None).count() == 1
    assert "Comunicali pure" in client.get(path).content.decode()
    assert objecting.allow_yearly(token=token) == 1
    assert not Objection.objects.filter(taken_back_at=None).exists()
    stranger = client.post(reverse("campaigns:manage_yearly", args=["nope"]), {"answer": "no"})
    assert stranger.status_code == 404
