"""The command that reads mails that came back to the sender."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ritrovo.foundations.kernel.access import SYSTEM
from ritrovo.foundations.kernel.refusals import Refusal
from ritrovo.foundations.messages import actions
from ritrovo.foundations.messages.reports import read_report, stop_token


class Command(BaseCommand):
    """Give it one mail: a report of undelivered mail, or somebody's wish to get no more.

    A mail server can pipe what comes to the sender's address straight into it.
    """

    help = "Note a mail that came back (RFC 3464), or that asks to get no more; - reads stdin."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the files."""
        parser.add_argument("files", nargs="+", metavar="FILE.eml")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Read each file; stop at the first that says nothing."""
        for name in options["files"]:
            content = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
            try:
                self.stdout.write(f"{name}: {take_note(content)}")
            except Refusal as refusal:
                raise CommandError(f"{name}: {refusal}") from refusal


def take_note(content: bytes) -> str:
    """Do what a mail that came to the sender asks for; what was done, in words."""
    if token := stop_token(content):
        message = actions.stop_by_link(actor=SYSTEM, token=token)
        return f"{message.address} gets no more of this kind."
    count = actions.note_report(actor=SYSTEM, report=read_report(content))
    return f"{count} failed addresses noted."
