"""An installation without a demo has its site from the first start."""

import pytest
from django.core.management import call_command

from ritrovo.foundations.kernel.access import NOBODY, SYSTEM
from ritrovo.foundations.kernel.refusals import NotAllowed
from ritrovo.foundations.people.actions import open_site
from ritrovo.foundations.people.models import Site

pytestmark = pytest.mark.django_db


def test_the_default_site_is_opened_once():
    first = open_site(actor=SYSTEM, host="a.example.org", is_secure=True, name="A")
    again = open_site(actor=SYSTEM, host="b.example.org", is_secure=True, name="B")
    assert again == first
    assert first.root == "https://a.example.org"


@pytest.mark.parametrize("tried", ["localhost:8000", "127.0.0.1:8001", "localhost"])
def test_a_site_tried_out_on_this_machine_follows_its_address(tried):
    first = open_site(actor=SYSTEM, host=tried, is_secure=False, name="A")
    moved = open_site(actor=SYSTEM, host="piazza.example.org", is_secure=True, name="B")
    assert (moved.pk, moved.root, moved.name) == (first.pk, "https://piazza.example.org", "A")


def test_no_visitor_opens_a_site():
    with pytest.raises(NotAllowed):
        open_site(actor=NOBODY, host="a.example.org", is_secure=True, name="A")


def test_starting_gives_the_site_the_installations_address(settings):
    settings.BASE_URL = "https://piazza.example.org/"
    call_command("open_site")
    call_command("open_site")
    assert [site.root for site in Site.objects.all()] == ["https://piazza.example.org"]
