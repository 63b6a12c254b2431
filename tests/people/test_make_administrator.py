"""The first administrator of an installation is made from its own machine."""

from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from django.core.management import CommandError, call_command

from ritrovo.foundations.people.models import Login, PlatformRole
from tests import factories

pytestmark = pytest.mark.django_db


def test_who_signs_in_becomes_administrator():
    factories.make_member(email="ada@example.org")
    said = StringIO()
    call_command("make_administrator", "Ada@Example.org", stdout=said)
    assert "is now an administrator" in said.getvalue()
    assert PlatformRole.objects.get().person.login.email == "ada@example.org"


def test_an_unknown_address_is_refused_in_a_sentence():
    with pytest.raises(CommandError, match="Nessuno è entrato con questo indirizzo"):
        call_command("make_administrator", "nessuno@example.org")


def test_an_address_nobody_proved_is_refused():
    factories.make_member(email="ada@example.org")
    EmailAddress.objects.update(verified=False)
    with pytest.raises(CommandError, match="Nessuno è entrato"):
        call_command("make_administrator", "ada@example.org")
    assert not PlatformRole.objects.exists()


def test_who_never_said_their_name_is_told_to():
    login = Login.objects.create(email="ada@example.org")
    EmailAddress.objects.create(user=login, email=login.email, verified=True, primary=True)
    with pytest.raises(CommandError, match="say your name"):
        call_command("make_administrator", "ada@example.org")


def test_twice_is_refused():
    factories.make_member(email="ada@example.org")
    call_command("make_administrator", "ada@example.org", stdout=StringIO())
    with pytest.raises(CommandError, match="ha già questo ruolo"):
        call_command("make_administrator", "ada@example.org")
