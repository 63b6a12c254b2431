"""A refusal becomes a page, a piece for htmx, or the question who you are."""

from django.test import Client, RequestFactory

from ritrovo.foundations.ecosystems.errors import DirectionTaken, EcosystemUnknown
from ritrovo.site.web.middleware import explain, way_back
from tests.people import factories as make
from tests.site.conftest import browser_of


def test_a_page_for_others_says_no_with_403(veglio):
    _, organisation, _ = veglio
    stranger, other = make.make_desk("Altro")
    browser = browser_of(stranger)
    answer = browser.get(f"/scrivania/organizzazioni/{other.pk}/ruoli/nuovo/")
    assert answer.status_code == 200
    answer = browser.get("/scrivania/ecosistemi/veglio-insieme/")
    assert answer.status_code == 403
    assert "Non hai il ruolo" in answer.content.decode()
    answer = browser.get(f"/scrivania/organizzazioni/{organisation.pk}/")
    assert answer.status_code == 404


def test_who_is_not_signed_in_is_sent_to_sign_in(veglio):
    answer = Client().get("/scrivania/ecosistemi/veglio-insieme/")
    assert answer.status_code == 302
    assert answer.url.startswith("/conto/")


def test_who_has_no_name_yet_is_asked_for_it(veglio):
    browser = Client()
    browser.force_login(make.make_login())
    answer = browser.get("/scrivania/ecosistemi/veglio-insieme/")
    assert answer.url == "/scrivania/chi-sei/?next=%2Fscrivania%2Fecosistemi%2Fveglio-insieme%2F"


def test_htmx_gets_only_the_message(db):
    request = RequestFactory().get("/", headers={"HX-Request": "true"})
    answer = explain(request, DirectionTaken())
    assert answer.status_code == 409
    assert b"<html" not in answer.content
    assert "va già in questa direzione" in answer.content.decode()


def test_an_error_that_is_no_refusal_is_left_to_others():
    assert explain(RequestFactory().get("/"), ValueError()) is None


def test_the_way_back_is_only_to_our_own_pages(db):
    ours = RequestFactory().get("/a/", headers={"referer": "http://testserver/b/"})
    strange = RequestFactory().get("/a/", headers={"referer": "https://altrove.example/"})
    assert way_back(ours) == "http://testserver/b/"
    assert way_back(strange) == ""


def test_a_refusal_keeps_its_status():
    assert EcosystemUnknown.status == 404
