"""The post's pages on a small phone: readable, reachable, nothing axe can fault."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from playwright.sync_api import Page

from ritrovo.foundations.messages.links import token_of
from ritrovo.foundations.messages.models import Message, Preference
from ritrovo.foundations.messages.steps import record_bounce
from ritrovo.foundations.people.models import Login, Party, Person, PlatformRole
from tests.accessible import assert_fits_and_reads
from tests.messages.letters import run_deliveries, write


def check(page: Page) -> None:
    """Ask axe about the page, at two widths, and whether it scrolls sideways."""
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert_fits_and_reads(page)


def test_a_trial_reader_opens_a_mail_and_stops_a_kind(live_site, page):
    write(kind="post.alert", subject="Un avviso per te")
    run_deliveries()
    page.goto(f"{live_site}/messaggi/posta/")
    check(page)
    page.get_by_role("link", name="Un avviso per te").click()
    check(page)

    page.goto(f"{live_site}/messaggi/preferenze/{token_of(Message.objects.get().pk)}/")
    check(page)
    page.get_by_role("button", name="Non mandatemi più questi messaggi").click()
    page.get_by_text("non arriva più").wait_for()
    assert Preference.objects.get().mode == "never"


def test_the_desk_of_the_post_fits_a_phone(live_site, page):
    message = write(to="giovanna.bianchi-della-valle@posta-elettronica.example.org")
    with transaction.atomic():
        record_bounce(message=message, status="5.1.1", diagnosis="no such user", is_permanent=True)
    run_deliveries()
    sign_in(live_site, page)
    for path in ("/messaggi/", "/messaggi/ritorni/", "/accordi/miei/"):
        page.goto(live_site + path)
        check(page)


def sign_in(live_site: str, page: Page) -> None:
    """Sign in who administers the platform."""
    login = Login.objects.create(email="ada@example.org")
    party = Party.objects.create(kind="person", name="Ada")
    person = Person.objects.create(party=party, given_name="Ada", login=login)
    PlatformRole.objects.create(person=person, role="administrator")
    browser = Client()
    browser.force_login(login)
    session = browser.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_site}])


@pytest.mark.parametrize("kind", ["privacy", "accessibility"])
def test_the_platforms_texts_read_well(live_site, page, kind):
    call_command("agreements")
    page.goto(f"{live_site}/accordi/{kind}/")
    check(page)
