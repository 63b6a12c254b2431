"""A reader stops a kind with one click, or chooses how each comes, with the link alone."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from ritrovo.foundations.messages.links import token_of
from ritrovo.foundations.messages.models import Preference
from tests.messages.letters import write

pytestmark = pytest.mark.django_db


@pytest.fixture
def strict() -> Client:
    """Lend a browser whose forms need their token."""
    return Client(enforce_csrf_checks=True)


def page(name: str, token: str) -> str:
    """Write the path of a reader's page."""
    return reverse(f"messages:{name}", args=[token])


def test_one_click_stops_the_kind_without_login_or_form(strict):
    token = token_of(write(kind="post.alert").pk)
    answer = strict.post(page("stop", token), {"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    assert write(kind="post.alert").state == "suppressed"
    assert write(kind="post.news").state == "queued"


def test_one_click_twice_is_the_same(strict):
    token = token_of(write(kind="post.alert").pk)
    for _ in range(2):
        strict.post(page("stop", token), {"List-Unsubscribe": "One-Click"})

    assert Preference.objects.count() == 1


def test_opening_the_link_stops_nothing(client):
    token = token_of(write(kind="post.alert").pk)

    assert client.get(page("stop", token), follow=True).status_code == 200
    assert not Preference.objects.exists()


def test_a_message_that_waits_is_stopped_too(strict):
    message = write(kind="post.news")
    strict.post(page("stop", token_of(message.pk)), {"List-Unsubscribe": "One-Click"})
    message.refresh_from_db()

    assert (message.state, message.reason) == ("suppressed", "unwanted")


def test_a_reader_chooses_kind_by_kind(client):
    token = token_of(write(kind="post.alert").pk)
    chosen = page("preferences", token)
    fields = client.get(chosen).context["form"].fields
    answer = client.post(chosen, dict.fromkeys(fields, "never") | {"post.alert": "digest"})

    assert answer.status_code == 302
    assert write(kind="post.alert").urgency == "digest"
    assert write(kind="post.news").state == "suppressed"


def test_receipts_keep_coming(strict):
    token = token_of(write(kind="post.receipt").pk)
    strict.post(page("stop", token), {"List-Unsubscribe": "One-Click"})

    assert write(kind="post.receipt").state == "queued"


@pytest.mark.parametrize("token", ["x", "a.b", "0190d1c2-0000-7000-8000-000000000000.firma"])
def test_a_changed_link_is_refused(client, token):
    assert client.get(page("preferences", token)).status_code == 404
    assert client.post(page("stop", token)).status_code == 404
