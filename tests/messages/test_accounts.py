"""Mails about signing in go the same way, with links of the default site."""

from __future__ import annotations

import pytest
from allauth.account.adapter import get_adapter
from allauth.account.models import EmailAddress
from django.urls import reverse

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.messages.accounts import CHANGES, SUBJECTS, AccountAdapter
from ritrovo.foundations.messages.models import Message
from ritrovo.foundations.people.models import Login
from tests.messages.letters import mails, make_site, run_deliveries, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def login() -> Login:
    """Make a login with a confirmed address."""
    made = Login(email="anna@example.org")
    made.set_password("una frase lunga")
    made.save()
    EmailAddress.objects.create(user=made, email=made.email, verified=True, primary=True)
    return made


def test_a_code_to_sign_in_leaves_at_once(client, post, login):
    client.post(reverse("account_request_login_code"), {"email": login.email})
    run_deliveries()

    (mail,) = mails(post)
    assert mail["Subject"] == "Il codice per entrare"
    assert mail["List-Unsubscribe"] is None


def test_a_link_for_a_new_password_is_of_the_site_never_of_the_request(client, post, login):
    make_site(is_default=True)
    client.post(
        reverse("account_reset_password"), {"email": login.email}, headers={"host": "localhost"}
    )
    run_deliveries()

    (mail,) = mails(post)
    assert "https://dona.veglio.example/conto/password/reset/key/" in words(mail)
    assert "localhost" not in words(mail)


def test_asking_twice_gives_two_codes():
    for code in ("ABCD", "EFGH"):
        get_adapter().send_mail("account/email/login_code", "anna@example.org", {"code": code})

    assert Message.objects.count() == 2


@pytest.mark.parametrize("name", sorted(SUBJECTS | CHANGES))
def test_every_mail_about_signing_in_has_words(name):
    adapter = get_adapter()
    assert isinstance(adapter, AccountAdapter)
    context = {"code": "ABCD", "timestamp": clock.now()}
    adapter.send_mail(f"account/email/{name}", "anna@example.org", context)

    assert Message.objects.get().text
