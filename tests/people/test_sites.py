"""The site of a request, its name and its colours."""

import pytest
from django.test import RequestFactory

from ritrovo.foundations.kernel.refusals import NotAllowed
from ritrovo.foundations.look.themes import LIGHT, Theme, ThemeUnreadable
from ritrovo.foundations.people import actions
from ritrovo.foundations.people.sites import site_at, site_of, theme_of
from tests.people import factories as make

BLUE = Theme("#FFFFFF", "#111111", "#14408F", "#205C3B", "#1F5C82", "#E9B44C")
PALE = Theme("#FFFFFF", "#DDDDDD", "#14408F", "#205C3B", "#1F5C82", "#E9B44C")


def test_a_site_is_found_by_host_then_by_name_then_the_default(db):
    default = make.make_site(host="ritrovo.example")
    own = make.make_site(host="ilfilo.example", is_default=False)
    ported = make.make_site(host="ilfilo.example:8001", is_default=False)
    assert site_at("IlFilo.example") == own
    assert site_at("ilfilo.example:9000") == own
    assert site_at("ilfilo.example:8001") == ported
    assert site_at("altrove.example") == default


def test_an_installation_without_sites_still_answers(db):
    assert site_at("altrove.example").name == "Ritrovo"


def test_the_site_of_a_request_is_looked_up_once(db, django_assert_num_queries):
    make.make_site()
    request = RequestFactory().get("/")
    with django_assert_num_queries(1):
        assert site_of(request) == site_of(request)


def test_an_owner_gives_its_site_readable_colours(db):
    actor, organisation = make.make_desk()
    site = make.make_site(owner=organisation)
    assert theme_of(site) is None
    actions.save_site_theme(actor=actor, site_id=site.pk, theme=BLUE)
    assert theme_of(site_at(site.host)) == BLUE
    with pytest.raises(ThemeUnreadable):
        actions.save_site_theme(actor=actor, site_id=site.pk, theme=PALE)
    actions.save_site_theme(actor=actor, site_id=site.pk, theme=None)
    assert theme_of(site_at(site.host)) is None


def test_nobody_paints_anothers_site(db):
    _, organisation = make.make_desk()
    stranger, _ = make.make_desk("Altro")
    site = make.make_site(owner=organisation)
    with pytest.raises(NotAllowed):
        actions.save_site_theme(actor=stranger, site_id=site.pk, theme=LIGHT)
