"""One's own page, the files it gives, and the way to be forgotten, in the browser's steps."""

from __future__ import annotations

import csv
import io
import json
import zipfile

import pytest
from django.test import Client
from django.urls import reverse

from ritrovo.foundations.kernel.access import SYSTEM
from ritrovo.foundations.people import actions, jobs
from ritrovo.foundations.people.models import Erasure, Login
from tests import factories as make
from tests.payments.treasury import make_desk
from tests.people import lives

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def desk():
    return make_desk()


@pytest.fixture
def person(desk):
    return lives.live_everywhere(desk, make.make_organisation("Il Ponte"))


@pytest.fixture
def client(person):
    browser = Client()
    browser.force_login(person.login)
    return browser


def test_the_page_shows_what_every_room_knows(client):
    page = client.get(reverse("desk:mine")).content.decode()
    for word in (lives.EMAIL, "Il Ponte", "Zenobia viene il martedì", "Promesse", "Ricevute"):
        assert word in page


def test_the_json_holds_every_row_and_what_an_erasure_would_leave(client):
    answer = client.get(reverse("desk:mine_json"))
    known = json.loads(answer.content)
    codes = {table["code"] for table in known["tables"]}
    assert codes >= {"people.dossiers", "campaigns.pledges", "payments.receipts", "messages.mails"}
    assert {kept["what"] for kept in known["kept_after_erasure"]} >= {"ricevute"}
    assert answer["Cache-Control"] == "private, no-store"


def test_the_zip_holds_a_table_for_each_and_no_cell_is_a_formula(client, person, desk):
    actions.edit_dossier(
        actor=SYSTEM, organisation_id=desk.organisation.pk, party_id=person.pk, note="=1+1"
    )
    archive = zipfile.ZipFile(io.BytesIO(client.get(reverse("desk:mine_zip")).content))
    text = archive.read("people.dossiers.csv").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert "'=1+1" in {row["nota"] for row in rows}


def test_somebody_reads_what_stays_says_yes_twice_and_is_forgotten(client, person):
    before = client.get(reverse("desk:before_erasing")).content.decode()
    assert "art. 2220 c.c." in before
    form = reverse("desk:erase_me")
    assert client.post(form).status_code == 422
    done = client.post(form, {"is_sure": "on"})
    erasure = Erasure.objects.get(party=person.pk)
    assert done["Location"] == reverse("desk:erased", args=[erasure.pk])
    assert "_auth_user_id" not in client.session
    assert "Ci siamo quasi" in client.get(done["Location"]).content.decode()
    jobs.erase(erasure_id=str(erasure.pk))
    page = client.get(done["Location"]).content.decode()
    assert "Ricevute" in page
    assert lives.GIVEN not in page
    assert not Login.objects.filter(email=lives.EMAIL).exists()


def test_somebody_without_a_history_has_a_page_too():
    browser = Client()
    browser.force_login(make.make_member().login)
    assert browser.get(reverse("desk:mine")).status_code == 200
    assert browser.get(reverse("desk:before_erasing")).status_code == 200
    assert browser.get(reverse("desk:objections")).status_code == 200


def test_the_page_costs_the_same_for_one_promise_and_for_twenty(client, person, desk):
    def cost() -> int:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as made:
            client.get(reverse("desk:mine"))
        return len(made)

    first = cost()
    for _ in range(20):
        pledge = make.make_pledge(desk.campaign)
        pledge.__class__.objects.filter(pk=pledge.pk).update(backer=person.pk)
    assert cost() == first


@pytest.mark.parametrize(
    "name", ["everything", "erase_dossier", "record_objection", "unite", "person_json", "household"]
)
def test_an_operator_opens_every_page_about_a_person(desk, person, name):
    browser = Client()
    member = make.make_login_with_role("operator", organisation=desk.organisation)
    browser.force_login(member.login)
    answer = browser.get(reverse(f"desk:{name}", args=[desk.organisation.pk, person.pk]))
    assert answer.status_code == 200
    assert "Il Ponte" not in answer.content.decode()


def test_an_operator_finds_the_other_record_and_unites_it(desk):
    browser = Client()
    member = make.make_login_with_role("operator", organisation=desk.organisation)
    browser.force_login(member.login)
    both = [
        actions.register_person(
            actor=SYSTEM, organisation_id=desk.organisation.pk, given_name="Ugo"
        )
        for _ in range(2)
    ]
    address = reverse("desk:unite", args=[desk.organisation.pk, both[0].pk])
    assert str(both[1].pk) in browser.get(address, {"q": "Ugo"}).content.decode()
    assert browser.post(address, {"into": both[1].pk}).status_code == 302
    shown = reverse("desk:everything", args=[desk.organisation.pk, both[1].pk])
    part = reverse("desk:part", args=[desk.organisation.pk, both[0].pk])
    assert part in browser.get(shown).content.decode()
    assert browser.post(part).status_code == 302
    assert part not in browser.get(shown).content.decode()


def test_requests_are_listed_and_answered(desk, person):
    browser = Client()
    member = make.make_login_with_role("operator", organisation=desk.organisation)
    browser.force_login(member.login)
    where = reverse("desk:corrections", args=[desk.organisation.pk])
    assert "con la Z" in browser.get(where).content.decode()
    correction = person.party.corrections.get()
    answer = reverse("desk:answer_correction", args=[desk.organisation.pk, correction.pk])
    assert browser.post(answer, {"state": "refused"}).status_code == 422
    assert browser.post(answer, {"state": "done"}).status_code == 302
    assert "corretto" in browser.get(where).content.decode()
