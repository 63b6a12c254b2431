"""The analyst's pages: who opens them, what they cost, what they answer to bad input."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ritrovo.insight.observatory.actions import decisions
from ritrovo.insight.observatory.actions import imports as actions
from ritrovo.insight.observatory.choices import ImportState
from ritrovo.insight.observatory.models import Import, Mapping, PublishedFigure, Rate
from tests import factories
from tests.insight.observatory_desk.analysts import brought, cells_of, text_of, work

LISTS = ("imports", "mappings", "pairs", "categories", "rates", "figures", "lives")
PAGES = (*LISTS, "upload", "ours")
THEIRS = (
    "Codice;Titolo;Stato;Obiettivo;Raccolto;Inizio\n"
    "A1;Un forno;Finanziata;1.000,00;1.250,50;31/01/2015\n"
    "A2;Un orto;boh;2.000,00;0,00;28/02/2015\n"
)
COLUMNS = {
    "title": "La loro",
    "source": "il loro sito",
    "platform": "loro",
    "currency": "eur",
    "money": "comma",
    "dates": "day_first",
    "stages": ["published", "successful"],
    "column_campaign_id": "Codice",
    "column_title": "Titolo",
    "column_state": "Stato",
    "column_goal_cents": "Obiettivo",
    "column_raised_cents": "Raccolto",
    "column_launched_on": "Inizio",
}


@pytest.fixture
def desk(db, settings, tmp_path):
    """A browser signed in as an analyst; `desk.actor` acts as the same person."""
    settings.MEDIA_ROOT = tmp_path / "media"
    person = factories.make_login_with_role("analyst", platform=True)
    client = Client()
    client.force_login(person.login)
    client.actor = factories.as_actor(person)
    return client


def address(name, *args):
    return reverse(f"observatory_desk:{name}", args=args)


def uploaded(desk, text=THEIRS, name="loro.csv"):
    file = SimpleUploadedFile(name, text.encode())
    return desk.post(address("upload"), {"file": file})


def test_the_pages_open_for_an_analyst_and_for_nobody_else(desk):
    nobody, somebody = Client(), Client()
    somebody.force_login(factories.make_member().login)
    answers = [
        tuple(each.get(address(name)).status_code for each in (desk, nobody, somebody))
        for name in PAGES
    ]
    assert set(answers) == {(200, 302, 403)}


def test_a_file_nobody_knows_is_mapped_column_by_column_and_brought_in(desk):
    onward = uploaded(desk)
    told = Import.objects.get()
    assert onward.url == address("columns", told.pk)
    assert b"Codice: A1" in desk.get(onward.url).content
    assert desk.post(onward.url, COLUMNS).url == address("words", told.pk)
    page = desk.get(address("words", told.pk))
    assert "«Finanziata»" in page.content.decode()
    said = {"state-word_0": "successful", "state-word_1": "-"}
    assert desk.post(address("words", told.pk), said).url == address("preview", told.pk)
    page = desk.get(address("preview", told.pk)).content.decode()
    assert "1.250,50" in page
    assert "lo stato «boh»" in page
    desk.post(address("bring", told.pk))
    work()
    told.refresh_from_db()
    assert (told.state, told.rows_entered, told.rows_refused) == (ImportState.DONE, 1, 1)
    assert told.mapping.preset_name == "la_loro-1"


def test_a_mapping_said_again_is_the_version_that_is_there(desk):
    uploaded(desk)
    told = Import.objects.get()
    for _time in range(2):
        desk.post(address("columns", told.pk), {**COLUMNS, "money": "comma"})
        desk.post(
            address("words", told.pk), {"state-word_0": "successful", "state-word_1": "failed"}
        )
    assert [each.version for each in Mapping.objects.filter(is_shipped=False)] == [1]
    kept = {**COLUMNS, "money": "kept", "dates": "kept"}
    desk.post(address("columns", told.pk), kept)
    desk.post(address("words", told.pk), {"state-word_0": "successful", "state-word_1": "open"})
    assert sorted(each.version for each in Mapping.objects.all()) == [1, 2]


def test_the_mapping_of_ones_own_is_proposed_for_the_next_file(desk):
    uploaded(desk)
    told = Import.objects.get()
    desk.post(address("columns", told.pk), COLUMNS)
    desk.post(address("words", told.pk), {"state-word_0": "successful", "state-word_1": "-"})
    desk.post(address("discard", told.pk))
    onward = uploaded(desk, THEIRS + "A3;Un ponte;Finanziata;1,00;2,00;01/03/2015\n")
    assert onward.url == address("preview", Import.objects.get().pk)


def test_columns_that_say_too_little_are_refused_and_nothing_is_kept(desk):
    uploaded(desk)
    told = Import.objects.get()
    poor = {**COLUMNS, "currency": "", "column_state": ""}
    answer = desk.post(address("columns", told.pk), poor)
    assert answer.status_code == 422
    assert "Senza una valuta" in answer.content.decode()
    told.refresh_from_db()
    assert told.draft is None


def test_a_mapping_of_no_known_word_is_refused(desk):
    uploaded(desk)
    told = Import.objects.get()
    desk.post(address("columns", told.pk), COLUMNS)
    said = {"state-word_0": "-", "state-word_1": "-"}
    answer = desk.post(address("words", told.pk), said)
    assert "almeno una parola" in answer.content.decode()
    assert not Mapping.objects.exists()


def test_a_row_and_a_word_are_corrected_from_their_pages(desk):
    lost = [cells_of(ID=str(n), state="lost") for n in range(3)]
    told = brought(desk.actor, cells_of(ID="9"), *lost)
    page = desk.get(address("import", told.pk)).content.decode()
    assert "«lost»" in page
    assert "successful (riuscita)" in page
    assert b"lost" in desk.get(address("waiting", told.pk) + "?perche=state:unknown_state").content
    form = desk.get(address("correct", told.pk, 3)).context["form"]
    cells = {name: field.initial for name, field in form.fields.items()}
    cells[next(name for name, field in form.fields.items() if field.label == "state")] = "failed"
    desk.post(address("correct", told.pk, 3), cells)
    work()
    told.refresh_from_db()
    assert told.rows_refused == 2
    word = {"column": "state", "was": "lost", "cell": "failed"}
    desk.post(address("correct_word", told.pk), word)
    work()
    told.refresh_from_db()
    assert told.rows_refused == 0


def test_the_file_comes_back_as_it_came_and_is_gone_once_taken_back(desk):
    told = brought(desk.actor, cells_of(ID="1"))
    answer = desk.get(address("raw_file", told.pk))
    assert b"".join(answer.streaming_content) == text_of(cells_of(ID="1"))
    desk.post(address("undo", told.pk))
    work()
    assert desk.get(address("raw_file", told.pk)).status_code == 404
    assert "Importazione annullata" in desk.get(address("import", told.pk)).content.decode()


def test_a_refused_file_is_told_and_not_kept(desk):
    answer = uploaded(desk, name="foglio.xlsx")
    assert answer.status_code == 422
    assert "CSV, JSON Lines e Parquet" in answer.content.decode()
    assert not Import.objects.exists()


def test_rates_come_as_a_file_or_one_by_one_and_a_wrong_line_is_named(desk):
    good = b"day,currency,units_per_euro,source\n2026-01-02,USD,1.1,BCE\n"
    wrong = good + b"2026-13-02,USD,1.1,BCE\n"
    for content, status, many in ((wrong, 422, 0), (good, 302, 1)):
        file = SimpleUploadedFile("rates.csv", content)
        answer = desk.post(address("rates"), {"many": "1", "file": file})
        assert (answer.status_code, Rate.objects.count()) == (status, many)
    one = {"day": "2026-01-03", "currency": "gbp", "units_per_euro": "0,87", "source": "BCE"}
    desk.post(address("rates"), one)
    assert set(Rate.objects.values_list("currency", flat=True)) == {"USD", "GBP"}


def test_a_figure_needs_its_source(desk):
    told = {"as_of": "2017-01", "measure": "stock", "amount": "90", "series": "s", "source": ""}
    assert desk.post(address("figures"), told).status_code == 422
    assert desk.post(address("figures"), {**told, "source": "un giornale"}).status_code == 302
    assert PublishedFigure.objects.get().cents == 9000


def test_an_event_of_a_platform_stands_beside_those_that_ship(desk):
    event = {"platform": "Loro", "event": "closed", "on": "2020-05", "source": "il sito"}
    desk.post(address("lives"), event)
    assert "2020-05" in desk.get(address("lives")).content.decode()
    assert desk.post(address("lives"), {**event, "on": "maggio"}).status_code == 422


def test_two_portals_that_tell_one_campaign_are_asked_about_once(desk):
    brought(desk.actor, cells_of(ID="1", name="Il forno della piazza"))
    uploaded(desk, THEIRS.replace("Un forno", "Il forno della piazza"))
    told = Import.objects.get(name="loro.csv")
    launched = {"column_launched_on": "", "column_goal_cents": ""}
    desk.post(address("columns", told.pk), {**COLUMNS, **launched})
    desk.post(address("words", told.pk), {"state-word_0": "successful", "state-word_1": "-"})
    desk.post(address("bring", told.pk))
    work()
    [pair] = desk.get(address("pairs")).context["page"].object_list
    asked = {name: pair[name] for name in pair if name.endswith(("platform", "campaign_id"))}
    desk.post(address("pairs"), {**asked, "said": "other", "title": pair["title"]})
    page = desk.get(address("pairs"))
    assert list(page.context["page"].object_list) == []
    [decision] = page.context["decided"]
    assert decision.counted_platform == "loro"
    desk.post(address("take_back", decision.pk))
    assert len(desk.get(address("pairs")).context["page"].object_list) == 1


def test_a_category_without_a_place_is_put_in_its_place(desk):
    brought(desk.actor, cells_of(ID="1", main_category="Robe", category="Varie"))
    [row] = desk.get(address("categories")).context["page"].object_list
    told = {"platform": row.platform, "category": row.category, "node": "culture"}
    desk.post(address("categories"), told)
    [row] = desk.get(address("categories")).context["page"].object_list
    assert row.node == "culture"


def test_a_category_that_the_tree_knows_is_moved_and_says_where_it_was(desk):
    brought(desk.actor, cells_of(ID="1", main_category="Music", category="Rock"))
    assert list(desk.get(address("categories")).context["page"].object_list) == []
    everything = address("categories") + "?vedi=tutte"
    [row] = desk.get(everything).context["page"].object_list
    assert (row.category, row.node, row.is_moved) == ("Music/Rock", "culture.music", False)
    told = {"platform": row.platform, "category": row.category, "node": "education"}
    assert desk.post(everything, told)["Location"] == everything
    shown = desk.get(everything)
    [row] = shown.context["page"].object_list
    assert (row.node, row.is_moved) == ("education", True)
    assert "spostata: l'albero la mette sotto" in shown.content.decode()


def test_lists_cost_as_much_for_twenty_rows_as_for_one(desk):
    def costs():
        found = []
        for name in LISTS:
            with CaptureQueriesContext(connection) as caught:
                desk.get(address(name))
            found.append(len(caught))
        return found

    def add(many):
        for number in many:
            content = text_of(cells_of(ID=str(number)))
            actions.upload_file(actor=desk.actor, name=f"{number}.csv", chunks=[content])
            decisions.place_category(
                actor=desk.actor, platform="loro", category=str(number), node="culture"
            )

    add(range(1))
    costs()
    few = costs()
    add(range(1, 20))
    assert costs() == few


def test_our_own_campaigns_are_a_file_that_anybody_can_read(desk):
    assert desk.get(address("our_file")).content.startswith(
        b"platform,id,title,category,kind,status"
    )
