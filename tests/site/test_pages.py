"""The public pages show the installation, and an ecosystem, to whoever comes."""

from django.test import Client

from ritrovo.foundations.ecosystems import actions
from ritrovo.foundations.kernel.amounts import euros
from ritrovo.site.web import lists, victories
from ritrovo.site.web.lists import smallest_area
from tests.people import factories as make
from tests.site import practice
from tests.site.conftest import browser_of


def text_of(response):
    assert response.status_code == 200
    return response.content.decode()


def test_the_home_of_an_empty_installation_invites(db):
    page = text_of(Client().get("/"))
    assert "Qui non c'è ancora niente in corso" in page
    assert "Da dove comincio" in page


def test_the_home_shows_both_victories_cards_and_places(veglio, bread):
    page = text_of(Client().get("/"))
    for said in ("12.400", "86", "Un forno per Veglio", "Veglio insieme", "/ecosistemi/veglio"):
        assert said in page
    assert page.count('class="card"') == 3


def test_an_ecosystem_shows_who_is_there_where_and_what_it_tells(veglio, bread):
    page = text_of(Client().get("/ecosistemi/veglio-insieme/"))
    for said in ("filatura", "sei banchi", "Il Filo", "Veglio (BI)", "Rigenerazione urbana"):
        assert said in page
    assert "Curalo dalla scrivania" not in page


def test_who_looks_after_an_ecosystem_finds_the_way_to_its_desk(veglio, bread):
    actor, _, _ = veglio
    page = text_of(browser_of(actor).get("/ecosistemi/veglio-insieme/"))
    assert "/scrivania/ecosistemi/veglio-insieme/" in page


def test_what_people_write_is_never_a_script(veglio, bread):
    actor, _, ecosystem = veglio
    actions.edit_story(
        actor=actor, ecosystem_id=ecosystem.pk, story="<script>alert(1)</script>", name="<b>Via</b>"
    )
    page = text_of(Client().get("/ecosistemi/veglio-insieme/"))
    assert "<script>alert" not in page
    assert "<b>Via" not in page


def test_an_ecosystem_that_is_not_there_is_a_page_that_says_so(db):
    answer = Client().get("/ecosistemi/altrove/")
    assert answer.status_code == 404
    assert "Non troviamo questo ecosistema" in answer.content.decode()


def test_search_finds_across_practices_and_places(veglio, bread):
    assert "Un forno per Veglio" in text_of(Client().get("/cerca/?q=forno"))
    assert "Veglio insieme" in text_of(Client().get("/cerca/?q=veglio"))
    assert "Niente che parli di «mare»" in text_of(Client().get("/cerca/?q=mare"))


def test_the_home_costs_the_same_with_one_ecosystem_and_with_twenty(
    veglio, bread, django_assert_max_num_queries
):
    actor, organisation, first = veglio
    for number in range(19):
        actions.open_ecosystem(
            actor=actor,
            promoter_id=organisation.pk,
            site_id=first.site_id,
            name=f"Altro {number}",
            theme="community",
            summary="Altro",
            municipality=make.make_municipality(),
        )
    with django_assert_max_num_queries(3):
        assert text_of(Client().get("/")).count("Altro 18")


def test_practices_are_added_up_and_people_counted_once(monkeypatch):
    two = lambda: (practice.BREAD, practice.BREAD)  # noqa: E731
    monkeypatch.setattr(victories, "practices", two)
    found = victories.victories_of()
    assert found.promised == euros("24800")
    assert found.givers == 86
    assert found.people_ratio is None


def test_without_practices_there_is_nothing_to_count(monkeypatch):
    monkeypatch.setattr(victories, "practices", lambda: ())
    monkeypatch.setattr(lists, "practices", lambda: ())
    assert victories.victories_of() is None
    assert lists.found_cards("pane", limit=3) == []


def test_a_map_shows_the_smallest_area_that_holds_all_places(db):
    veglio = make.make_municipality()
    assert smallest_area([veglio]) == "BI"
    veglio.province_code = "TO"
    assert smallest_area([veglio, make.make_municipality()]) == "Piemonte"
    veglio.region = "Lombardia"
    assert smallest_area([veglio, make.make_municipality()]) == "italy"
    assert smallest_area([]) == "italy"
