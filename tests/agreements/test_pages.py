"""Texts are read by everyone, published by editors, and one's consents taken back by oneself."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from ritrovo.foundations.agreements import actions, queries, steps
from ritrovo.foundations.agreements.models import Consent, Version
from ritrovo.foundations.agreements.shown import version_to_show
from ritrovo.foundations.people.models import Login, Organisation, OrganisationRole
from tests.agreements.people import make_organisation, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation() -> Organisation:
    """Make an organisation that follows the bundled texts."""
    actions.load_bundled()
    return make_organisation()


def signed_in(client: Client, organisation: Organisation, role: str = "editor") -> Client:
    """Sign somebody in who holds a role."""
    person = make_person()
    person.login = Login.objects.create(email="anna@example.org")
    person.save()
    OrganisationRole.objects.create(organisation=organisation, person=person, role=role)
    client.force_login(person.login)
    return client


@pytest.mark.parametrize("name", ["privacy", "terms", "cookies", "accessibility"])
def test_everyone_reads_the_platforms_texts(client, name):
    actions.load_bundled()
    answer = client.get(reverse(f"agreements:{name}"))

    assert answer.status_code == 200
    assert not re.search(r"\{[a-z_]+\}", answer.content.decode())


def test_reading_in_english_gives_the_english_text(client):
    actions.load_bundled()
    answer = client.get(reverse("agreements:privacy"), headers={"accept-language": "en"})

    assert "How we treat your data" in answer.content.decode()


def test_an_organisations_notice_and_its_history_are_read(client, organisation):
    first = version_to_show("privacy", organisation.pk)
    organisation.address = "piazza del Popolo 2"
    organisation.save()
    page = reverse("agreements:text_of", args=["privacy", organisation.pk])
    old = reverse("agreements:version_of", args=["privacy", organisation.pk, first.number])

    words = client.get(page).content.decode()
    assert "piazza del Popolo 2" in words
    assert "<ins>" in words
    assert "<del>" in words
    assert old in words
    assert "via Roma 1" in client.get(old).content.decode()


@pytest.mark.parametrize("path", ["pippo/", "hosting/", "privacy/7/"])
def test_a_text_that_is_not_there_is_said_so(client, path):
    actions.load_bundled()
    assert client.get(f"/accordi/{path}").status_code == 404


def test_reading_does_not_write_twice(client, organisation):
    page = reverse("agreements:text_of", args=["privacy", organisation.pk])
    for _ in range(2):
        client.get(page)

    assert queries.versions("privacy", organisation.pk).count() == 1


def test_an_editor_publishes_and_the_text_is_cleaned_of_nothing_it_can_do(client, organisation):
    page = reverse("agreements:publish", args=[organisation.pk, "privacy"])
    text = "Nostra informativa.\n\n<script>alert(1)</script>"
    answer = signed_in(client, organisation).post(page, {"title_it": "Privacy", "text_it": text})

    assert answer.status_code == 302
    words = client.get(reverse("agreements:text_of", args=["privacy", organisation.pk])).content
    assert b"&lt;script&gt;" in words


def test_a_wrong_form_says_what_is_missing(client, organisation):
    page = reverse("agreements:publish", args=[organisation.pk, "privacy"])
    answer = signed_in(client, organisation).post(
        page, {"title_it": "Privacy", "text_it": "Testo {pippo}", "title_en": "Privacy"}
    )

    assert answer.status_code == 422
    assert Version.objects.filter(rulebook__owner=organisation).count() == 0


@pytest.mark.parametrize("role", ["treasurer", "operator"])
def test_other_roles_do_not_publish(client, organisation, role):
    page = reverse("agreements:publish", args=[organisation.pk, "privacy"])

    assert signed_in(client, organisation, role).get(page).status_code == 403


def test_a_visitor_is_sent_to_sign_in(client, organisation):
    page = reverse("agreements:texts", args=[organisation.pk])

    assert client.get(page).status_code == 302


def test_one_finds_ones_consents_and_takes_one_back(client, organisation):
    signed_in(client, organisation)
    person = Login.objects.get().person
    version = version_to_show("newsletter", organisation.pk)
    steps.give_consent(version_id=version.pk, channel="web", form="x", party_id=person.pk)
    mine = reverse("agreements:mine")
    assert "Il Forno di Veglio" in client.get(mine).content.decode()

    client.post(reverse("agreements:withdraw", args=[Consent.objects.get().pk]))
    assert client.get(mine).context["rows"] == []
    assert not queries.has_consent("newsletter", organisation.pk, party_id=person.pk)
