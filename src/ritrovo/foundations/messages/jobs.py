"""The post's work: let messages leave, try again, collect digests, forget old words."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from uuid import UUID

from django.core.mail import get_connection
from django.db import transaction
from procrastinate.contrib.django import app

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.parameters import parameter
from ritrovo.foundations.messages.choices import State, Urgency
from ritrovo.foundations.messages.models import Message
from ritrovo.foundations.messages.steps import compose_digest, leave
from ritrovo.foundations.messages.steps.writing import AT_A_TIME, DELIVER, DRAIN


@app.task(name=DELIVER)
def deliver(message_id: str) -> None:
    """Let one message leave; nothing if it already did or waits for its next try."""
    with get_connection() as post, transaction.atomic(durable=True):
        leave(UUID(message_id), post)


@app.periodic(cron="*/5 * * * *")
@app.task(name=DRAIN, lock=DRAIN)
def drain(timestamp: int | None = None) -> int:
    """Let everything leave that is due: letters to many, and messages that failed before.

    Each message has a transaction of its own, so that a crash repeats one mail at most.
    """
    count = 0
    with get_connection() as post:
        while due := due_ids():
            for message_id in due:
                with transaction.atomic(durable=True):
                    count += bool(leave(message_id, post))
    return count


def due_ids() -> list[UUID]:
    """List messages that should leave now, the oldest first, some thousands at a time."""
    due = Message.objects.filter(
        state=State.QUEUED, urgency=Urgency.AT_ONCE, due_at__lte=clock.now()
    )
    return list(due.order_by("due_at").values_list("pk", flat=True)[:AT_A_TIME])


@app.periodic(cron="2 * * * *")
@app.task(name="messages.send_digests", lock="messages.send_digests")
def send_digests(timestamp: int | None = None) -> int:
    """Collect what waited until this morning's hour, one mail for each address and site.

    It runs every hour, so that a morning on which the worker was down is made up for; what was
    collected is not collected again.
    """
    before = this_morning()
    if clock.now() < before:
        return 0
    count = 0
    for address, site_id in waiting_readers(before):
        with transaction.atomic(durable=True):
            digest = compose_digest(address=address, site_id=site_id, before=before)
            count += digest is not None
    return count


def this_morning() -> datetime:
    """Say when today's digests leave, in UTC."""
    hour = parameter("messages.digest_hour")
    return datetime.combine(clock.today(), time(hour), clock.ROME).astimezone(UTC)


def waiting_readers(before: datetime) -> list[tuple[str, UUID | None]]:
    """List the addresses something waits for, each with the site it comes from."""
    waiting = Message.objects.filter(
        state=State.QUEUED, urgency=Urgency.DIGEST, created_at__lt=before
    )
    return list(waiting.values_list("address", "site_id").distinct().order_by("address"))


@app.periodic(cron="40 3 * * *")
@app.task(name="messages.forget_words", lock="messages.forget_words")
def forget_words(timestamp: int | None = None) -> int:
    """Empty the words of old messages that never left; that they were written stays."""
    limit = clock.now() - timedelta(days=parameter("messages.body_kept_days"))
    old = Message.objects.filter(created_at__lt=limit).exclude(state=State.QUEUED)
    with transaction.atomic(durable=True):
        return old.exclude(text="", context={}).update(text="", html="", context={})
