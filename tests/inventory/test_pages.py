"""The desk where lists are brought in: who gets in, what it says, what leaves as a file."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from ritrovo.foundations.contributions.measures import standing
from ritrovo.foundations.inventory.models import Inventory, WaitingList
from ritrovo.foundations.people import actions as people
from tests.factories import make_login_with_role
from tests.inventory.lists import GIFTS, Office

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client):
    made = Office()
    client.force_login(made.person.login)
    return made


def at(office, name, *rest):
    return reverse(f"inventory:{name}", args=[office.organisation.pk, *rest])


def sent(client, office, content, sort="gifts"):
    file = SimpleUploadedFile("donatori.csv", content.encode())
    told = {"sort": sort, "ecosystem": office.ecosystem.pk, "file": file}
    return client.post(at(office, "upload"), told)


def test_from_the_upload_to_the_undoing_by_forms_alone(client, office):
    answer = sent(client, office, GIFTS)
    waiting = WaitingList.objects.get()
    assert answer["Location"] == at(office, "columns", waiting.pk)
    page = client.get(answer["Location"])
    chosen = dict(page.context["form"].initial)
    answer = client.post(at(office, "columns", waiting.pk), chosen)
    assert answer["Location"] == at(office, "check", waiting.pk)
    assert "Scriveremmo 3 righe" in client.get(answer["Location"]).content.decode()
    answer = client.post(at(office, "check", waiting.pk), {"write": "1"})
    written = Inventory.objects.get()
    assert answer["Location"] == at(office, "list", written.pk)
    assert "Anna Rossi" in client.get(answer["Location"]).content.decode()
    client.post(at(office, "undo", written.pk))
    assert not standing().exists()
    assert "annullato" in client.get(at(office, "lists")).content.decode()


def test_pressing_write_twice_ends_on_the_list(client, office):
    waiting = office.upload()
    for _ in range(2):
        answer = client.post(at(office, "check", waiting.pk), {"write": "1"}, follow=True)
        assert answer.redirect_chain[-1][0] == at(office, "list", waiting.pk)
    assert client.get(at(office, "check", waiting.pk))["Location"] == at(office, "list", waiting.pk)


def test_wrong_cells_are_listed_and_nothing_can_be_written(client, office):
    waiting = office.upload(GIFTS + "ieri;Verdi;Pia;;;dieci\n")
    page = client.get(at(office, "check", waiting.pk)).content.decode()
    assert "2 celle da correggere" in page
    assert "«dieci»" in page
    assert 'name="write"' not in page
    client.post(at(office, "check", waiting.pk), {"write": "1"})
    assert not Inventory.objects.exists()


def test_the_table_of_what_to_correct_runs_no_formula(client, office):
    waiting = office.upload(GIFTS + '05/07/2021;Verdi;Pia;"=HYPERLINK(""x"")";;5\n')
    answer = client.get(at(office, "problems", waiting.pk))
    assert ";\"'=HYPERLINK" in b"".join(answer.streaming_content).decode()


def test_a_file_that_is_no_list_stands_beside_its_field(client, office):
    answer = sent(client, office, "<html><table></table></html>")
    assert answer.status_code == 422
    assert "HTML" in answer.content.decode()


def test_an_unread_form_names_what_is_missing(client, office):
    answer = client.post(at(office, "upload"), {})
    assert answer.status_code == 422


def test_twins_are_shown_and_answered(client, office):
    known = people.register_person(
        actor=office.actor,
        organisation_id=office.organisation.pk,
        given_name="Luca",
        family_name="Bianchi",
    )
    waiting = office.upload()
    page = client.get(at(office, "check", waiting.pk)).content.decode()
    assert "Forse è una persona che conosci" in page
    client.post(at(office, "check", waiting.pk), {"twin-3": str(known.pk), "write": "1"})
    assert standing().filter(giver=known.pk).count() == 1


@pytest.mark.parametrize("posted", [{"all_same": "1", "twin-3": "new"}, {"twin-3": "%%%"}])
def test_all_at_once_or_nonsense_is_taken_as_it_can(client, office, posted):
    people.register_person(
        actor=office.actor,
        organisation_id=office.organisation.pk,
        given_name="Luca",
        family_name="Bianchi",
    )
    waiting = office.upload()
    client.post(at(office, "check", waiting.pk), posted)
    waiting.refresh_from_db()
    assert len(waiting.answers) == ("all_same" in posted)


def test_columns_that_do_not_fit_send_back_to_the_columns(client, office):
    waiting = office.upload("A;B\nuno;due\n")
    answer = client.get(at(office, "check", waiting.pk))
    assert answer["Location"] == at(office, "columns", waiting.pk)


def test_a_discarded_list_is_gone(client, office):
    waiting = office.upload()
    client.post(at(office, "discard", waiting.pk))
    assert not WaitingList.objects.exists()


def test_empty_pages_say_what_they_are_for(client, office):
    assert "Non hai ancora portato niente" in client.get(at(office, "lists")).content.decode()
    assert "Nessuna campagna passata" in client.get(at(office, "campaigns")).content.decode()
    assert client.get(reverse("inventory:bodies"))["Location"] == at(office, "lists")


def test_the_treasurer_looks_and_brings_nothing_in(client, office):
    written = office.write()
    client.force_login(make_login_with_role("treasurer", organisation=office.organisation).login)
    assert client.get(at(office, "lists")).status_code == 200
    assert client.get(at(office, "list", written.pk)).status_code == 200
    assert client.get(at(office, "upload")).status_code == 403
    assert client.post(at(office, "undo", written.pk)).status_code == 403


def test_another_organisations_lists_are_not_there(client, office):
    other = Office()
    waiting, written = other.upload(), other.write("Data;Chi;Importo\n2020;Pia Bo;5\n")
    for name, pk in (("check", waiting.pk), ("columns", waiting.pk), ("list", written.pk)):
        assert client.get(at(office, name, pk)).status_code == 404
        assert client.get(at(other, name, pk)).status_code == 403


def test_the_lists_cost_the_same_for_one_and_for_twenty(
    client, office, django_assert_max_num_queries
):
    office.write()
    with django_assert_max_num_queries(40) as one:
        client.get(at(office, "lists"))
    for day in range(10, 29):
        office.write(f"Data;Chi;Importo\n{day}/02/2020;Pia Bo;5\n")
    with django_assert_max_num_queries(40) as twenty:
        client.get(at(office, "lists"))
    assert len(one.captured_queries) == len(twenty.captured_queries)


def test_a_list_costs_the_same_for_one_row_and_for_twenty(
    client, office, django_assert_max_num_queries
):
    rows = "".join(f"{day}/02/2020;Pia Bo;5\n" for day in range(10, 29))
    short = office.write("Data;Chi;Importo\n01/03/2020;Pia Bo;5\n")
    long = office.write("Data;Chi;Importo\n" + rows)
    costs = []
    for each in (short, long):
        with django_assert_max_num_queries(40) as asked:
            client.get(at(office, "list", each.pk))
        costs.append(len(asked.captured_queries))
    assert costs[0] == costs[1]
