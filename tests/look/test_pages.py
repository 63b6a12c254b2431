"""Failures say what to do, themes travel as files, menus show what one may see."""

import pytest
from django.http import Http404
from django.test import RequestFactory

from ritrovo.foundations.look import views
from ritrovo.foundations.look.context import Frame, theme_digest
from ritrovo.foundations.look.failures import FAILURES
from ritrovo.foundations.look.navigation import Entry, links, register
from ritrovo.foundations.look.themes import LIGHT, Theme


@pytest.fixture
def visit():
    """Return a request such as the middleware would make it, with nobody signed in."""
    from django.contrib.auth.models import AnonymousUser
    from django.contrib.messages.storage.base import BaseStorage

    request = RequestFactory().get("/somewhere/")
    request.user = AnonymousUser()
    request._messages = BaseStorage(request)
    request._messages._loaded_data = []
    return request


@pytest.mark.parametrize("status", sorted(FAILURES))
def test_each_failure_has_its_page_and_its_status(visit, status):
    answer = views.failure_page(visit, status)
    assert answer.status_code == status
    assert str(FAILURES[status].title) in answer.content.decode()


def test_a_refusal_speaks_for_itself_and_is_escaped(visit):
    answer = views.failure_page(visit, 409, message="Quel posto è <preso>.", back="/posti/")
    assert "Quel posto è &lt;preso&gt;." in answer.content.decode()
    assert 'href="/posti/"' in answer.content.decode()


def test_the_page_after_our_own_error_asks_the_database_nothing(visit):
    # No database mark: a query would fail this test.
    assert views.broken(visit).status_code == 500


def test_a_form_left_open_too_long_is_explained(visit):
    assert views.expired(visit).status_code == 403


OTHER = Theme("#ffffff", "#101010", "#7a1040", "#205030", "#203070", "#ffcc00")


def test_the_colours_of_a_site_are_a_file_kept_for_ever(visit):
    visit.site_theme = OTHER
    answer = views.theme(visit, theme_digest(OTHER))
    assert "--brand: #7a1040" in answer.content.decode()
    assert "immutable" in answer["Cache-Control"]
    assert theme_digest(OTHER) in Frame(visit).theme_url


def test_another_sites_colours_are_not_served(visit):
    visit.site_theme = OTHER
    with pytest.raises(Http404):
        views.theme(visit, theme_digest(LIGHT))


def test_a_menu_shows_what_one_may_see_and_where_one_is(visit):
    register(
        Entry("Campionario", "look:gallery", place="account", order=1),
        Entry("Nascosta", "look:desk_gallery", place="account", allowed=lambda request: False),
    )
    visit.path = "/aspetto/"
    shown = links(visit, "account")
    assert [(str(link.label), link.is_current) for link in shown if "aspetto" in link.href] == [
        ("Campionario", True)
    ]


def test_an_exact_entry_is_current_on_its_own_page_only(visit):
    register(Entry("Oggi", "look:gallery", place="account", order=1, exact=True))
    found = {}
    for path in ("/aspetto/", "/aspetto/scrivania/"):
        visit.path = path
        found[path] = [link.is_current for link in links(visit, "account") if link.label == "Oggi"]
    assert found == {"/aspetto/": [True], "/aspetto/scrivania/": [False]}


def test_a_page_of_the_desk_below_a_public_one_belongs_to_the_desk(visit):
    register(
        Entry("Vetrina", "look:gallery", place="main", order=1),
        Entry("Bottega", "look:desk_gallery", place="account", order=1),
        Entry("Bottega", "look:desk_gallery", place="desk", order=1, exact=True),
    )
    found = {}
    for path in ("/aspetto/", "/aspetto/scrivania/"):
        visit.path = path
        shown = [*links(visit, "main"), *links(visit, "account")]
        found[path] = [str(link.label) for link in shown if link.is_current]
    assert "Vetrina" in found["/aspetto/"]
    assert "Vetrina" not in found["/aspetto/scrivania/"]
    assert "Bottega" in found["/aspetto/scrivania/"]
