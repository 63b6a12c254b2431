"""Write, send and read mail in tests."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any, cast
from uuid import UUID, uuid4

from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from ritrovo.foundations.messages.jobs import deliver
from ritrovo.foundations.messages.models import Message
from ritrovo.foundations.messages.steps import send
from ritrovo.foundations.people.models import Site


def write(
    kind: str = "post.receipt", key: UUID | str = "", to: str = "anna@example.org", **rest: Any
) -> Message:
    """Write one message in a transaction of its own."""
    values = {"subject": "Grazie", "template": "post/thanks", "context": {"name": "Anna"}} | rest
    with transaction.atomic():
        message = send(kind=kind, key=key or uuid4(), to=to, **values)
    assert message
    return message


def mails(folder: Path) -> list[EmailMessage]:
    """Read every mail in the folder, in the order of their names."""
    return [
        cast(EmailMessage, message_from_bytes(path.read_bytes(), policy=policy.default))
        for path in sorted(folder.glob("*.eml"))
    ]


def words(mail: EmailMessage, kind: str = "plain") -> str:
    """Read the text of a mail, or its HTML."""
    part = mail.get_body((kind,))
    assert part
    return str(part.get_content())


def jobs(name: str = "messages.deliver") -> list[dict[str, Any]]:
    """List the arguments of the jobs deferred under a name."""
    found = ProcrastinateJob.objects.filter(task_name=name).order_by("id")
    return list(found.values_list("args", flat=True))


def run_deliveries() -> None:
    """Do what the worker would: every delivery that was deferred."""
    for arguments in jobs():
        deliver(**arguments)


def make_site(**rest: Any) -> Site:
    """Make the site of an association."""
    values = {"host": "dona.veglio.example", "name": "Veglio insieme"} | rest
    return Site.objects.create(sender="Veglio insieme <posta@veglio.example>", **values)
