"""A list is brought in whole, adds nothing twice, and is taken back whole."""

from __future__ import annotations

from datetime import date

import pytest

from ritrovo.foundations.contributions.measures import Within, counted, standing
from ritrovo.foundations.contributions.models import Contribution
from ritrovo.foundations.inventory.actions import bringing
from ritrovo.foundations.inventory.errors import LinesWrong, ListUnknown, NothingToAdd
from ritrovo.foundations.inventory.models import InventoryLine, PastCampaign, WaitingList
from ritrovo.foundations.inventory.queries.plans import plan_of
from ritrovo.foundations.kernel.refusals import NotAllowed
from ritrovo.foundations.ledger.models import Journal
from ritrovo.foundations.people.models import Dossier, Party
from ritrovo.foundations.volunteers.queries.registers import enrolments, occasions
from tests.factories import as_actor, make_login_with_role
from tests.inventory.lists import GIFTS, Office, drifted, workbook

pytestmark = pytest.mark.django_db

HOURS = "Data;Volontario;Ore\n01/03/2022;Anna Rossi;2,5\n02/03/2022;Anna Rossi;1:30\n"
CAMPAIGNS = (
    "Titolo;Dal;Al;Raccolto;Persone\nIl forno di tutti;01/03/2019;30/04/2019;12.500,00;143\n"
)
VOLUNTEERS = (
    "Cognome;Nome;Luogo di nascita;Data di nascita;Residenza;Dal;Al\n"
    "Gallo;Lia;Biella;03/05/1961;Via Roma 1, Biella;01/02/2020;\n"
    "Pozzo;Dario;Ivrea;03/02/1981;Via Po 2, Biella;01/02/2018;31/12/2021\n"
)
OCCASIONS = (
    "Cognome;Nome;Luogo di nascita;Data di nascita;Residenza;Giorno;Al;Compito\n"
    "Gallo;Lia;Biella;03/05/1961;Via Roma 1, Biella;24/06/2023;25/06/2023;Montare il palco\n"
    "Gallo;Lia;Biella;03/05/1961;Via Roma 1, Biella;24/06/2023;;Cucinare\n"
    "Pozzo;Dario;Ivrea;03/02/1981;Via Po 2, Biella;24/06/2023;;Cucinare\n"
)


@pytest.fixture
def office():
    return Office()


def test_gifts_become_facts_of_their_days(office):
    office.write()
    facts = standing().order_by("occurred_at")
    assert [(fact.quantity, fact.channel) for fact in facts] == [
        (5000, "import"),
        (123_456, "import"),
        (5000, "import"),
    ]
    assert {fact.giver.name for fact in facts} == {"Anna Rossi", "Luca Bianchi"}
    assert facts[0].occurred_at.date() == date(2021, 5, 2)  # Midnight in Rome, told in UTC.
    assert not WaitingList.objects.exists()
    assert drifted() == []


def test_past_money_never_touches_the_books(office):
    before = Journal.objects.count()
    office.write()
    assert Journal.objects.count() == before


def test_the_same_file_twice_adds_nothing(office):
    office.write()
    with pytest.raises(NothingToAdd):
        office.write()
    assert Contribution.objects.count() == 3


def test_an_overlapping_file_adds_only_what_is_new(office):
    office.write()
    again = office.write(GIFTS + "05/07/2021;Verdi;Pia;;;10\n")
    assert (again.lines_count, again.known_count) == (1, 3)


def test_the_same_list_as_a_workbook_with_other_columns_adds_nothing(office):
    office.write()
    rows = [
        ["Nominativo", "Importo", "Data"],
        ["Anna Rossi", 50, date(2021, 5, 3)],
        ["Luca Bianchi", 1234.56, date(2021, 5, 4)],
        ["Anna Rossi", 50, date(2021, 6, 3)],
    ]
    with pytest.raises(NothingToAdd):
        office.write(workbook(*rows))


def test_two_equal_rows_of_one_file_are_two_gifts(office):
    row = "03/05/2021;Rossi;Anna;;;50\n"
    header = GIFTS.splitlines(keepends=True)[0]
    assert office.write(header + row + row).lines_count == 2
    with pytest.raises(NothingToAdd):
        office.write(header + row)


def test_writing_twice_by_a_double_click_writes_once(office):
    waiting = office.upload()
    first = bringing.write_list(actor=office.actor, waiting_id=waiting.pk)
    again = bringing.write_list(actor=office.actor, waiting_id=waiting.pk)
    assert first == again
    assert Contribution.objects.count() == 3


def test_one_wrong_cell_stops_everything(office):
    with pytest.raises(LinesWrong, match="elenco: 1"):
        office.write(GIFTS + "05/07/2021;Verdi;Pia;;;dieci\n")
    assert not Contribution.objects.exists()
    assert not Dossier.objects.filter(organisation=office.organisation).exists()


def test_undoing_takes_back_every_fact_and_forgets_who_came_with_them(office):
    written = office.write()
    office.undo(written)
    assert not standing().exists()
    assert not Dossier.objects.filter(organisation=office.organisation).exists()
    assert not Party.objects.filter(name__in=["Anna Rossi", "Luca Bianchi"]).exists()
    assert drifted() == []


def test_undoing_twice_changes_nothing_more(office):
    written = office.write()
    office.undo(written)
    facts = Contribution.objects.count()
    office.undo(written)
    assert Contribution.objects.count() == facts == 6


def test_what_was_undone_can_come_again(office):
    office.undo(office.write())
    assert office.write().lines_count == 3
    assert standing().count() == 3
    assert drifted() == []


def test_who_was_met_since_stays_when_the_list_is_undone(office):
    first = office.write()
    second = office.write(
        "Data;Nome e cognome;E-mail;Ore\n01/03/2022;Anna Rossi;anna@example.org;2\n", "hours"
    )
    office.undo(first)
    assert Dossier.objects.filter(party__name="Anna Rossi").exists()
    assert not Party.objects.filter(name="Luca Bianchi").exists()
    office.undo(second)
    assert not Party.objects.filter(name="Anna Rossi").exists()
    assert drifted() == []


def test_hours_become_time_given(office):
    office.write(HOURS, "hours")
    assert sorted(standing().values_list("kind", "quantity")) == [("time", 90), ("time", 150)]
    assert counted(Within(ecosystem_id=office.ecosystem.pk)).givers == 1


def test_past_campaigns_are_told_and_collect_nothing(office):
    written = office.write(CAMPAIGNS, "campaigns")
    told = PastCampaign.objects.get()
    assert (told.title, told.collected_cents, told.people) == ("Il forno di tutti", 1_250_000, 143)
    assert not Contribution.objects.exists()
    office.undo(written)
    assert PastCampaign.objects.get().taken_back


def test_a_gift_finds_its_past_campaign_by_the_title(office):
    office.write(CAMPAIGNS, "campaigns")
    plan = office.plan(
        "Data;Nominativo;Importo;Campagna\n"
        "2019;Anna Rossi;50;il FORNO di tutti\n2019;Luca Bo;5;altra\n"
    )
    assert plan.astray_count == 1
    bringing.write_list(actor=office.actor, waiting_id=plan.waiting.pk)
    line = InventoryLine.objects.get(campaign__isnull=False, contribution__isnull=False)
    assert line.contribution.context_id is None
    assert line.campaign.title == "Il forno di tutti"


def test_volunteers_are_enrolled_oldest_first_and_voided_when_undone(office):
    written = office.write(VOLUNTEERS, "volunteers")
    there = [
        (each.number, each.party.name, each.ended_on) for each in enrolments(office.organisation.pk)
    ]
    assert there == [(1, "Dario Pozzo", date(2021, 12, 31)), (2, "Lia Gallo", None)]
    with pytest.raises(NothingToAdd):
        office.write(VOLUNTEERS, "volunteers")
    office.undo(written)
    assert not enrolments(office.organisation.pk).exists()
    assert drifted() == []


def test_whoever_is_in_the_register_is_not_enrolled_again(office):
    office.write(VOLUNTEERS, "volunteers")
    later = VOLUNTEERS.replace("01/02/2020", "01/06/2020").splitlines(keepends=True)
    plan = office.plan("".join(later[:2]), "volunteers")
    assert [problem.trouble.value for problem in plan.problems] == ["twice"]


def test_occasional_volunteers_are_listed_and_taken_off_when_undone(office):
    written = office.write(OCCASIONS, "occasions")
    there = {
        (each.data.name_in_list, each.first_day, each.last_day, each.task)
        for each in occasions(office.organisation.pk)
    }
    assert there == {
        ("Gallo Lia", date(2023, 6, 24), date(2023, 6, 25), "Montare il palco"),
        ("Gallo Lia", date(2023, 6, 24), date(2023, 6, 24), "Cucinare"),
        ("Pozzo Dario", date(2023, 6, 24), date(2023, 6, 24), "Cucinare"),
    }
    assert {each.channel for each in occasions(office.organisation.pk)} == {"import"}
    with pytest.raises(NothingToAdd):
        office.write(OCCASIONS, "occasions")
    office.undo(written)
    assert not occasions(office.organisation.pk).exists()
    assert drifted() == []
    office.write(OCCASIONS, "occasions")
    assert occasions(office.organisation.pk).count() == 3


def test_whoever_is_in_the_register_is_not_listed_as_occasional(office):
    office.write(VOLUNTEERS, "volunteers")
    plan = office.plan(OCCASIONS, "occasions")
    assert [(each.line, each.trouble.value) for each in plan.problems] == [
        (2, "registered"),
        (3, "registered"),
    ]


def test_an_occasional_row_says_what_for_where_they_live_and_when_they_were_born(office):
    row = "Rey;Elsa;;;;24/06/2023;;\n"
    plan = office.plan(OCCASIONS.splitlines(keepends=True)[0] + row, "occasions")
    assert {each.header for each in plan.problems} == {"Compito", "Residenza"}
    row = "Rey;Elsa;;;Via Po 1;24/06/2023;;Cucinare\n"
    plan = office.plan(OCCASIONS.splitlines(keepends=True)[0] + row, "occasions")
    assert [each.trouble.value for each in plan.problems] == ["details"]


def test_who_is_listed_by_hand_on_that_day_is_pointed_out(office):
    office.write(OCCASIONS, "occasions")
    other = OCCASIONS.replace("Cucinare", "Lavare i piatti")
    plan = office.plan(other, "occasions")
    # A row is known by person and day: what for does not make another one.
    assert plan.known_count == 3
    again = OCCASIONS.splitlines(keepends=True)
    plan = office.plan("".join([*again, again[3]]), "occasions")
    assert [line.line for line in plan.told] == [5]


def test_only_those_who_may_bring_lists_in(office):
    for role in ("operator", "treasurer", "editor"):
        person = make_login_with_role(role, organisation=office.organisation)
        with pytest.raises(NotAllowed):
            office.upload(actor=as_actor(person))


def test_another_organisation_can_neither_write_nor_undo_a_list(office):
    other = Office()
    waiting, written = office.upload(), office.write(HOURS, "hours")
    with pytest.raises(NotAllowed):
        bringing.write_list(actor=other.actor, waiting_id=waiting.pk)
    with pytest.raises(NotAllowed):
        bringing.undo_list(actor=other.actor, inventory_id=written.pk)


def test_an_unknown_list_is_unknown(office):
    with pytest.raises(ListUnknown):
        bringing.write_list(actor=office.actor, waiting_id=office.organisation.pk)


def test_the_plan_costs_the_same_for_one_row_and_for_many(office, django_assert_num_queries):
    office.write()
    one = office.upload(GIFTS + "05/07/2021;Verdi;Pia;;;10\n")
    rows = "".join(f"05/07/2021;Verdi;Pia{n};;;10\n" for n in range(20))
    many = office.upload(GIFTS + rows)
    with django_assert_num_queries(6):
        plan_of(one)
    with django_assert_num_queries(6):
        plan_of(many)
