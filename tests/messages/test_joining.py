"""A letter written with its fact in one statement is the letter that any other way writes."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from ritrovo.foundations.kernel.writing import write_together
from ritrovo.foundations.messages.models import Message
from ritrovo.foundations.messages.steps import Letter, letter_writings, send_many
from ritrovo.foundations.people.models import Site
from tests.factories import make_ecosystem

pytestmark = pytest.mark.django_db

ALIKE = ("queue_name", "task_name", "priority", "lock", "queueing_lock", "status", "scheduled_at")


@pytest.fixture
def site() -> Site:
    return make_ecosystem().site


def said(site: Site, to: str = "anna@example.org") -> dict[str, Any]:
    letter = Letter(key=uuid4(), to=to, context={"name": "Anna", "many": [1, "è"]})
    known = {"kind": "post.receipt", "subject": "Grazie", "template": "post/thanks"}
    return {"letter": letter, "site": site, "language": "it", **known}


def join(words: dict[str, Any]) -> None:
    with transaction.atomic():
        write_together(Site(host=f"{uuid4()}.example.org", name="x"), *letter_writings(**words))


def send(words: dict[str, Any]) -> None:
    letter = words.pop("letter")
    with transaction.atomic():
        send_many(letters=[letter], **words)


def test_it_is_the_message_and_the_job_that_send_many_writes(site: Site) -> None:
    join(said(site))
    send(said(site))
    drop = ("id", "key", "created_at", "due_at")
    joined, sent = (
        {name: value for name, value in row.items() if name not in drop}
        for row in Message.objects.order_by("id").values()
    )
    assert joined == sent
    one, other = ProcrastinateJob.objects.order_by("id").values_list(*ALIKE)
    assert one == other
    first, second = Message.objects.order_by("id").values_list("id", flat=True)
    jobs = ProcrastinateJob.objects.order_by("id").values_list("args", flat=True)
    assert list(jobs) == [{"message_id": str(first)}, {"message_id": str(second)}]


def test_about_one_thing_it_is_written_once_and_leaves_once(site: Site) -> None:
    words = said(site)
    join(words)
    join(words)
    assert Message.objects.count() == ProcrastinateJob.objects.count() == 1


def test_without_an_address_there_is_nothing_to_write(site: Site) -> None:
    join(said(site, to=" "))
    assert not Message.objects.exists()
    assert not ProcrastinateJob.objects.exists()


def test_a_context_that_cannot_be_kept_is_refused(site: Site) -> None:
    words = said(site)
    words["letter"] = Letter(key="1", to="a@example.org", context={"what": object()})
    with pytest.raises(TypeError, match="cannot carry object"), transaction.atomic():
        letter_writings(**words)
