"""The command that makes the first administrator of an installation."""

from argparse import ArgumentParser
from typing import Any

from allauth.account.models import EmailAddress
from django.core.management.base import BaseCommand, CommandError

from ritrovo.foundations.kernel.access import SYSTEM
from ritrovo.foundations.kernel.refusals import Refusal
from ritrovo.foundations.people import actions
from ritrovo.foundations.people.choices import PlatformRoleName
from ritrovo.foundations.people.errors import LoginUnknown
from ritrovo.foundations.people.models import Person


class Command(BaseCommand):
    """Whoever can run it holds the machine already: nobody has to have a role before."""

    help = "Make the person who signs in with EMAIL an administrator of the platform."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the address."""
        parser.add_argument("email", metavar="EMAIL")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Give the role, or say in a sentence what is missing."""
        email: str = options["email"].strip()
        try:
            require_known(email)
            actions.give_platform_role(
                actor=SYSTEM, email=email, role=PlatformRoleName.ADMINISTRATOR
            )
        except Refusal as refusal:
            raise CommandError(f"{email}: {refusal}") from refusal
        self.stdout.write(f"{email} is now an administrator of the platform.")


def require_known(email: str) -> None:
    """Ask for an address that was proved, of somebody who said their name.

    Raises LoginUnknown, CommandError.
    """
    if not EmailAddress.objects.filter(email__iexact=email, verified=True).exists():
        raise LoginUnknown
    if not Person.objects.filter(login__email__iexact=email).exists():
        raise CommandError(f"{email}: sign in, open the desk and say your name, then try again.")
