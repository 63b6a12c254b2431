"""Mails that come back are noted once; addresses that refuse mail are stopped and shown."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from ritrovo.foundations.kernel.access import NOBODY, SYSTEM, Actor
from ritrovo.foundations.kernel.ids import new_id
from ritrovo.foundations.kernel.refusals import NotAllowed
from ritrovo.foundations.messages import actions, queries
from ritrovo.foundations.messages.errors import BounceUnreadable, NothingToRetry
from ritrovo.foundations.messages.links import token_of
from ritrovo.foundations.messages.models import Bounce, Message
from ritrovo.foundations.messages.reports import read_report
from tests.messages.letters import jobs, mails, run_deliveries, write

pytestmark = pytest.mark.django_db

REPORT = """\
From: Mail Delivery System <MAILER-DAEMON@example.org>
To: posta@veglio.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="XX"

--XX
Content-Type: text/plain; charset=us-ascii

The mail could not be delivered.

--XX
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.org

Final-Recipient: rfc822; {address}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {status} <{address}>: no luck

--XX
Content-Type: message/rfc822

Message-ID: <{message}@veglio.example>
Subject: Grazie

Ciao
--XX--
"""


def report(message: Message, *, status: str = "5.1.1", action: str = "failed") -> bytes:
    """Write the report a mail server would send back."""
    text = REPORT.format(
        address="Anna@example.org", action=action, status=status, message=message.pk
    )
    return text.encode()


def note(content: bytes) -> int:
    """Note a report as the platform does."""
    return actions.note_report(actor=SYSTEM, report=read_report(content))


def test_a_permanent_bounce_stops_the_address_and_names_its_message():
    message = write()
    note(report(message))

    bounce = Bounce.objects.get()
    assert (bounce.message, bounce.status, bounce.is_permanent) == (message, "5.1.1", True)
    assert queries.is_stopped("anna@example.org") == "bounced"


def test_the_same_report_twice_is_noted_once():
    content = report(write())

    assert (note(content), note(content)) == (1, 1)
    assert Bounce.objects.count() == 1


def test_a_delay_is_no_bounce():
    assert note(report(write(), action="delayed", status="4.4.1")) == 0


def test_a_temporary_bounce_stops_the_address_only_when_it_goes_on():
    for number in range(5):
        assert queries.is_stopped("anna@example.org") == ""
        note(report(write(), status="4.2.2") + b" " * number)

    assert queries.is_stopped("anna@example.org") == "bounced"


@pytest.mark.parametrize(
    "content", [b"", b"Subject: ciao\n\nciao", b"\xff\xfe\x00", b"x" * 3_000_000]
)
def test_what_is_no_report_is_refused(content):
    with pytest.raises(BounceUnreadable):
        read_report(content)


def test_the_command_notes_a_report_and_a_wish(tmp_path: Path):
    bounced, wish = tmp_path / "b.eml", tmp_path / "w.eml"
    bounced.write_bytes(report(write()))
    wish.write_text(f"Subject: unsubscribe\n {token_of(write(kind='post.alert').pk)}\n\n")
    call_command("bounce", str(bounced), str(wish))

    assert Bounce.objects.count() == 1
    assert write(kind="post.alert").reason == "unwanted"
    wish.write_text("Subject: ciao\n\n")
    with pytest.raises(CommandError):
        call_command("bounce", str(wish))


def test_trying_again_lifts_the_stop_and_sends(post):
    message = write()
    note(report(message))
    run_deliveries()
    actions.retry(actor=SYSTEM, message_id=message.pk)
    run_deliveries()

    assert len(jobs()) == 2
    assert len(mails(post)) == 1


def test_what_a_reader_stopped_is_not_tried_again():
    actions.stop_by_link(actor=NOBODY, token=token_of(write(kind="post.alert").pk))
    message = write(kind="post.alert")

    with pytest.raises(NothingToRetry):
        actions.retry(actor=SYSTEM, message_id=message.pk)


def test_only_who_administers_tries_again():
    somebody = Actor(party_id=new_id(), platform=frozenset({"moderator"}))

    with pytest.raises(NotAllowed):
        actions.retry(actor=somebody, message_id=write().pk)
    with pytest.raises(NotAllowed):
        actions.lift_stop(actor=somebody, address="anna@example.org")
