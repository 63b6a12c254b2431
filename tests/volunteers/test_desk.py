"""The desk of volunteering: who gets in, what forms refuse, what leaves as a file."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.db import transaction
from django.urls import reverse
from openpyxl import load_workbook

from ritrovo.foundations.contributions.choices import Verdict
from ritrovo.foundations.contributions.models import Contribution
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.people.steps import keep_dossier
from ritrovo.foundations.volunteers.actions.hours import confirm_hours, say_hours
from ritrovo.foundations.volunteers.forms import OccasionDaysForm
from ritrovo.foundations.volunteers.links import signed
from ritrovo.foundations.volunteers.models import (
    OccasionalVolunteering,
    VolunteeredHours,
    VolunteerEntry,
)
from ritrovo.foundations.volunteers.queries.waits import waits_of
from tests.documents.samples import text_of
from tests.factories import as_actor, make_login_with_role, make_member
from tests.volunteers.desk import LIA, Desk

pytestmark = pytest.mark.django_db
TODAY = clock.today()
LISTS = ["register", "occasions", "hours", "policies", "lists"]
FILES = ["register_pdf", "hours_sheet", "insurer_csv", "insurer_xlsx"]
FORMS = ["enrol", "occasion", "policy", "write_hours"]
PERSON = {
    "given_name": "Lia",
    "family_name": "Gallo",
    "birth_place": "Biella",
    "birth_date": "1980-05-03",
    "residence": "Via Roma 1, Veglio",
}


@pytest.fixture
def desk():
    return Desk()


def at(desk, name, *rest):
    return reverse(f"volunteers:{name}", args=[desk.organisation.pk, *rest])


def signed_in(client, person):
    client.force_login(person.login)
    return client


def as_role(client, desk, role):
    return signed_in(client, make_login_with_role(role, organisation=desk.organisation))


@pytest.mark.parametrize("name", LISTS + FILES)
def test_who_keeps_the_accounts_reads_everything(client, desk, name):
    desk.enrol()
    assert as_role(client, desk, "treasurer").get(at(desk, name)).status_code == 200


@pytest.mark.parametrize("name", FORMS)
def test_who_keeps_the_accounts_writes_nothing(client, desk, name):
    assert as_role(client, desk, "treasurer").get(at(desk, name)).status_code == 403


@pytest.mark.parametrize("name", LISTS + FILES + FORMS)
def test_another_organisations_people_get_nowhere(client, desk, name):
    assert signed_in(client, Desk().person).get(at(desk, name)).status_code == 403


def test_lines_of_another_organisation_are_not_found(client, desk):
    other = Desk()
    entry, occasion = other.enrol(), other.occasional()
    made, policy = other.hours(entry), other.policy(date(2026, 1, 1), date(2026, 12, 31))
    signed_in(client, desk.person)
    for name, line in (
        ("entry", entry),
        ("correct", entry),
        ("end", entry),
        ("void", entry),
        ("take_off", occasion),
        ("hours_of", made),
        ("take_back_hours", made),
        ("edit_policy", policy),
        ("enrol_known", entry.party),
        ("occasion_known", entry.party),
    ):
        assert client.get(at(desk, name, line.pk)).status_code == 404, name
    ticked = {"hours": [str(made.pk)]}
    assert client.post(at(desk, "confirm_hours"), ticked).status_code == 403


def test_somebody_is_enrolled_once_even_if_sent_twice(client, desk):
    signed_in(client, desk.person)
    sent = {**PERSON, "started_on": TODAY.isoformat(), "key": str(uuid4())}
    for _ in range(2):
        assert client.post(at(desk, "enrol"), sent).status_code == 302
    assert VolunteerEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"birth_place": ""}, "tax_code"),
        ({"tax_code": "x" * 40}, "tax_code"),
        ({"tax_code": "RSSMRA80A01H501U"}, "birth_date"),
        ({"residence": ""}, "residence"),
        ({"given_name": ""}, "given_name"),
        ({"given_name": "y" * 101}, "given_name"),
        ({"birth_date": "0001-01-01"}, "birth_date"),
        ({"birth_date": "ieri"}, "birth_date"),
        ({"started_on": "2999-01-01"}, "started_on"),
        ({"started_on": ""}, "started_on"),
        ({"key": "no"}, "key"),
    ],
)
def test_what_is_wrong_stands_at_its_field(client, desk, wrong, field):
    sent = {**PERSON, "started_on": TODAY.isoformat(), "key": str(uuid4()), **wrong}
    answer = signed_in(client, desk.person).post(at(desk, "enrol"), sent)
    assert answer.status_code == 422
    assert answer.context["form"].errors[field]
    assert not VolunteerEntry.objects.exists()


def test_a_known_person_begins_with_what_is_known(client, desk):
    party = desk.occasional().party_id
    shown = signed_in(client, desk.person).get(at(desk, "enrol_known", party))
    assert shown.context["form"].initial["residence"] == LIA.residence


def test_who_is_in_the_register_is_not_listed_again(client, desk):
    party = desk.enrol().party_id
    sent = {**PERSON, "first_day": TODAY.isoformat(), "task": "x", "key": str(uuid4())}
    answer = signed_in(client, desk.person).post(at(desk, "occasion_known", party), sent)
    assert answer.status_code == 302
    assert not OccasionalVolunteering.objects.exists()


def test_days_that_run_backwards_stand_at_the_last_one(client, desk):
    back = (TODAY - timedelta(days=1)).isoformat()
    sent = {**PERSON, "first_day": TODAY.isoformat(), "last_day": back, "task": "x"}
    answer = signed_in(client, desk.person).post(
        at(desk, "occasion"), {**sent, "key": str(uuid4())}
    )
    assert (answer.status_code, "last_day" in answer.context["form"].errors) == (422, True)


def test_an_acceptance_cleans_to_what_the_step_wants():
    form = OccasionDaysForm({**PERSON, "first_day": "2026-06-01"})
    assert form.is_valid()
    assert form.cleaned_data["last_day"] == date(2026, 6, 1)
    assert form.cleaned_data["details"].name == "Lia Gallo"
    assert not OccasionDaysForm({**PERSON, "first_day": ""}).is_valid()


def test_a_line_lives_through_its_pages(client, desk):
    entry = desk.enrol()
    signed_in(client, desk.person)
    for name, sent in (
        ("correct", {**PERSON, "started_on": TODAY.isoformat()}),
        ("end", {"ended_on": TODAY.isoformat()}),
        ("reopen", {}),
        ("void", {}),
        ("void", {}),
    ):
        assert client.get(at(desk, name, entry.pk)).status_code == 200
        assert client.post(at(desk, name, entry.pk), sent).status_code == 302
    shown = client.get(at(desk, "entry", entry.pk)).content.decode()
    assert "Questa riga è annullata" in shown


def test_a_row_of_a_sheet_leads_to_the_next(client, desk):
    entry = desk.enrol()
    sent = {
        "party_id": str(entry.party_id),
        "day": TODAY.isoformat(),
        "hours": "1",
        "minutes": "15",
        "is_signed": "on",
        "more": "1",
        "key": str(uuid4()),
    }
    answer = signed_in(client, desk.person).post(at(desk, "write_hours"), sent)
    assert answer.url.endswith(f"?giorno={TODAY.isoformat()}&firmate=1")
    assert VolunteeredHours.objects.get().minutes == 75
    again = client.post(at(desk, "write_hours"), {**sent, "key": str(uuid4())})
    assert (again.status_code, "is_another" in again.context["form"].errors) == (422, True)
    sent |= {"is_another": "on", "key": str(uuid4())}
    assert client.post(at(desk, "write_hours"), sent).status_code == 302


@pytest.mark.parametrize(
    "wrong",
    [
        {"party_id": "x"},
        {"party_id": "01998f55-f80f-7498-a803-7174ecee1b53"},
        {"hours": "25"},
        {"hours": "-1"},
        {"hours": "", "minutes": ""},
        {"minutes": "60"},
        {"day": "2999-01-01"},
    ],
)
def test_impossible_hours_are_not_written(client, desk, wrong):
    sent = {
        "party_id": str(desk.enrol().party_id),
        "day": TODAY.isoformat(),
        "hours": "1",
        "key": str(uuid4()),
        **wrong,
    }
    answer = signed_in(client, desk.person).post(at(desk, "write_hours"), sent)
    assert answer.status_code == 422
    assert not VolunteeredHours.objects.exists()


def test_ticked_hours_are_confirmed_together_and_strange_ticks_do_nothing(client, desk):
    made = [desk.hours(desk.enrol()) for _ in range(3)]
    signed_in(client, desk.person)
    client.post(at(desk, "sign_hours"), {"hours": [str(each.pk) for each in made] + ["x"]})
    assert Contribution.objects.filter(practice="volunteers").count() == 3
    assert client.post(at(desk, "sign_hours"), {"hours": ["<b>"]}).status_code == 302
    assert client.post(at(desk, "confirm_hours"), {"hours": [str(uuid4())]}).status_code == 404


def test_a_volunteer_says_their_hours_and_sees_them(client, desk):
    member = make_member("Lia", "Gallo")
    with transaction.atomic():
        keep_dossier(organisation_id=desk.organisation.pk, party_id=member.pk)
    signed_in(client, member)
    assert "Non risulti" in client.get(reverse("volunteering:mine")).content.decode()
    desk.enrol(party_id=member.pk)
    sent = {
        "organisation_id": str(desk.organisation.pk),
        "day": TODAY.isoformat(),
        "hours": "2",
        "key": str(uuid4()),
    }
    assert client.post(reverse("volunteering:say"), sent).status_code == 302
    assert "aspettano l" in client.get(reverse("volunteering:mine")).content.decode()
    sent = {**sent, "organisation_id": str(Desk().organisation.pk), "key": str(uuid4())}
    assert client.post(reverse("volunteering:say"), sent).status_code == 422


def test_the_link_of_the_mail_needs_no_login(client, desk):
    made = desk.hours(desk.enrol())
    address = reverse("volunteering:answer", args=[signed(made.pk)])
    assert "30\u00a0min" in client.get(address).content.decode()
    for verdict, said in ((Verdict.NO, "Hai detto che non"), (Verdict.YES, "Grazie")):
        client.post(address, {"verdict": verdict})
        assert said in client.get(address).content.decode()
    assert client.get(reverse("volunteering:answer", args=["rotto"])).status_code == 410
    assert client.post(address, {"verdict": "forse"}).status_code == 200


def test_the_links_page_lets_browsers_say_where_they_come_from(client, desk):
    """Without a referrer a browser sends `Origin: null`, and its answer would be refused."""
    made = desk.hours(desk.enrol())
    page = client.get(reverse("volunteering:answer", args=[signed(made.pk)]))
    assert "no-referrer" not in page.content.decode()


def test_the_insurer_gets_both_lists_and_no_formula(client, desk):
    desk.enrol(given_name="=1+1")
    desk.occasional()
    signed_in(client, desk.person)
    table = client.get(at(desk, "insurer_csv")).content.decode()
    assert table.startswith("\ufeffElenco;Numero;Cognome")
    assert "'=1+1" in table
    book = load_workbook(BytesIO(client.get(at(desk, "insurer_xlsx")).content))
    assert book.sheetnames == ["Registro", "Occasionali"]
    rows = list(book["Registro"].values)
    assert rows[0][:3] == ("Numero", "Cognome", "Nome")
    assert rows[1][:3] == (1, "Gallo", "'=1+1")
    assert book["Occasionali"]["C2"].value == "Dario"


@pytest.mark.parametrize("query", ["first_day=2026-02-01&last_day=2026-01-01", "first_day=x"])
def test_a_period_that_is_none_gives_no_list(client, desk, query):
    signed_in(client, desk.person)
    assert client.get(f"{at(desk, 'lists')}?{query}").status_code == 422
    assert client.get(f"{at(desk, 'insurer_csv')}?{query}").status_code == 302


def test_the_printed_register_shows_corrections_and_its_fingerprint(client, desk):
    entry = desk.enrol()
    desk.occasional()
    signed_in(client, desk.person)
    client.post(at(desk, "correct", entry.pk), {**PERSON, "started_on": TODAY.isoformat()})
    text = text_of(client.get(at(desk, "register_pdf")).content)
    for words in ("Gallo Lia", "corregge la riga 1", "Impronta del registro dopo 2", "Occasionali"):
        assert words.casefold() in text.casefold()


def test_the_hours_sheet_has_the_names_and_room_for_more(client, desk):
    desk.enrol()
    text = text_of(signed_in(client, desk.person).get(at(desk, "hours_sheet")).content)
    assert "Lia Gallo" in text
    assert "Firma" in text


@pytest.mark.parametrize("many", [1, 20])
def test_a_page_costs_the_same_for_many(client, desk, many, django_assert_max_num_queries):
    for number in range(many):
        entry = desk.enrol(given_name=f"Lia {number}")
        desk.hours(entry, is_signed=number % 2 == 0)
        desk.occasional()
    signed_in(client, desk.person)
    for name, most in (("register", 12), ("occasions", 12), ("hours", 18), ("policies", 11)):
        with django_assert_max_num_queries(most):
            assert client.get(at(desk, name)).status_code == 200


def test_a_missing_policy_is_said_on_every_list(client, desk):
    signed_in(client, desk.person)
    for name in LISTS:
        assert "Non c'è nessuna polizza" in client.get(at(desk, name)).content.decode().replace(
            "&#x27;", "'"
        )
    desk.policy(TODAY - timedelta(days=400), TODAY - timedelta(days=40))
    assert "La polizza è scaduta il" in client.get(at(desk, "register")).content.decode()
    desk.policy(TODAY - timedelta(days=1), TODAY + timedelta(days=300))
    assert "callout-danger" not in client.get(at(desk, "register")).content.decode()


def test_today_says_what_the_insurance_lacks_where_somebody_volunteers(client, desk):
    home = reverse("desk:today")
    client.force_login(desk.person.login)
    assert "polizza" not in client.get(home).content.decode()
    desk.enrol()
    assert "Non c&#x27;è nessuna polizza" in client.get(home).content.decode()
    desk.policy(TODAY - timedelta(days=100), TODAY - timedelta(days=1))
    assert "La polizza è scaduta il" in client.get(home).content.decode()
    desk.policy(TODAY, TODAY + timedelta(days=300))
    assert "polizza" not in client.get(home).content.decode()


def test_who_cannot_write_a_policy_is_not_told_that_it_is_missing(client, desk):
    desk.enrol()
    as_role(client, desk, "treasurer")
    assert "polizza" not in client.get(reverse("desk:today")).content.decode()


def test_today_says_which_hours_wait_for_a_word(client, desk):
    person = make_member("Lia", "Gallo")
    with transaction.atomic():
        keep_dossier(organisation_id=desk.organisation.pk, party_id=person.pk)
    desk.enrol(party_id=person.pk)
    desk.policy(TODAY, TODAY + timedelta(days=300))
    client.force_login(desk.person.login)
    assert "da confermare" not in client.get(reverse("desk:today")).content.decode()
    said = say_hours(
        actor=as_actor(person),
        organisation_id=desk.organisation.pk,
        day=TODAY,
        minutes=60,
        task="Doposcuola",
        key=uuid4(),
    )
    assert "Ore di volontariato da confermare" in client.get(reverse("desk:today")).content.decode()
    confirm_hours(actor=desk.actor, hours_ids=[said.pk])
    assert "da confermare" not in client.get(reverse("desk:today")).content.decode()


def test_what_waits_costs_the_same_for_any_number_of_bodies(desk, django_assert_num_queries):
    desks = [desk, *(Desk() for _ in range(3))]
    for each in desks:
        each.enrol()
    for bodies in ([desk.organisation.pk], [each.organisation.pk for each in desks]):
        with django_assert_num_queries(5):
            waits_of(bodies)
