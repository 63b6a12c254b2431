"""The trial post opens where it should; administrators see what became of every message."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from ritrovo.foundations.messages.choices import Reason
from ritrovo.foundations.messages.models import Message
from ritrovo.foundations.messages.queries import is_stopped
from ritrovo.foundations.messages.steps import stop_address
from ritrovo.foundations.people.models import Login, Party, Person, PlatformRole
from tests.messages.letters import run_deliveries, write

pytestmark = pytest.mark.django_db

MAILBOX = "/messaggi/posta/"


@pytest.fixture
def administrator(client: Client) -> Client:
    """Sign in who administers the platform."""
    login = Login.objects.create(email="ada@example.org")
    party = Party.objects.create(kind="person", name="Ada")
    person = Person.objects.create(party=party, given_name="Ada", login=login)
    PlatformRole.objects.create(person=person, role="administrator")
    client.force_login(login)
    return client


def test_a_trial_on_this_machine_reads_every_mail_and_follows_its_links(client):
    write(kind="post.alert", subject="Ecco l'avviso")
    run_deliveries()
    listed = client.get(MAILBOX)
    (mail,) = listed.context["mails"]
    opened = client.get(reverse("messages:mail", args=[mail.name])).content.decode()

    assert "Ecco l&#x27;avviso" in listed.content.decode()
    assert 'href="http://localhost:8000/ciao/"' in opened
    assert "/messaggi/preferenze/" in opened
    assert "List-Unsubscribe" in opened
    raw = client.get(reverse("messages:raw_mail", args=[mail.name]))
    assert raw["Content-Type"] == "message/rfc822"


def test_mails_are_found_by_address(client):
    write()
    write(to="bruno@example.org")
    run_deliveries()

    found = client.get(MAILBOX, {"a": "Bruno@"}).context["mails"]
    assert [mail.to for mail in found] == ["bruno@example.org"]


def test_what_a_mail_carries_does_nothing_on_the_page(client):
    write(template="post/rich", context={"name": "<script>alert(1)</script>"})
    run_deliveries()
    (mail,) = client.get(MAILBOX).context["mails"]

    page = client.get(reverse("messages:mail", args=[mail.name])).content.decode()
    assert "<script>alert" not in page
    assert "style=" not in page.partition("<main")[2].partition("</main")[0]


@pytest.mark.parametrize("name", ["..%2F..%2Fsecret_key", "nothing.eml", ".hidden"])
def test_a_name_never_leads_out_of_the_folder(client, name):
    assert client.get(f"{MAILBOX}{name}/").status_code == 404


@pytest.mark.parametrize(
    "asked",
    [{"REMOTE_ADDR": "192.0.2.7"}, {"HTTP_X_FORWARDED_FOR": "192.0.2.7"}],
    ids=["from elsewhere", "through a proxy"],
)
def test_the_trial_post_is_closed_to_others(client, asked):
    assert client.get(MAILBOX, **asked).status_code == 403


def test_the_trial_post_is_closed_on_a_public_address(client, settings):
    settings.BASE_URL = "https://ritrovo.example"

    assert client.get(MAILBOX).status_code == 403


def test_an_administrator_reads_it_from_anywhere(administrator):
    assert administrator.get(MAILBOX, REMOTE_ADDR="192.0.2.7").status_code == 200


def test_there_is_no_trial_post_where_mail_leaves(client, settings):
    settings.MAIL_SERVER = "smtp://mail.example"

    assert client.get(MAILBOX).status_code == 404


def test_an_administrator_sees_what_failed_and_tries_again(administrator):
    message = write()
    Message.objects.update(state="failed", error="nessuna rete")
    page = administrator.get(reverse("messages:post"), {"stato": "failed"}).content.decode()
    assert "nessuna rete" in page

    administrator.post(reverse("messages:retry", args=[message.pk]))
    message.refresh_from_db()
    assert (message.state, message.error) == ("queued", "")


def test_an_administrator_lets_an_address_get_mail_again(administrator):
    with transaction.atomic():
        stop_address("anna@example.org", Reason.BOUNCED)
    assert "anna@example.org" in administrator.get(reverse("messages:returns")).content.decode()

    administrator.post(reverse("messages:lift_stop"), {"address": "anna@example.org"})
    assert is_stopped("anna@example.org") == ""


@pytest.mark.parametrize("name", ["messages:post", "messages:returns"])
def test_nobody_else_sees_other_peoples_mail(client, name):
    assert client.get(reverse(name)).status_code == 302
    login = Login.objects.create(email="bea@example.org")
    party = Party.objects.create(kind="person", name="Bea")
    Person.objects.create(party=party, given_name="Bea", login=login)
    client.force_login(login)
    assert client.get(reverse(name)).status_code == 403


def test_the_list_costs_the_same_for_one_message_and_for_twenty(
    administrator, django_assert_num_queries
):
    costs = []
    for count in (1, 19):
        for _ in range(count):
            write()
        with django_assert_num_queries(9, exact=False) as counted:
            administrator.get(reverse("messages:post"))
        costs.append(len(counted))
    assert costs[0] == costs[1]
