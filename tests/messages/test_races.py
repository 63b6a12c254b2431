"""What happens to messages when commits are real and several write at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections, transaction

from ritrovo.foundations.messages.jobs import deliver
from ritrovo.foundations.messages.models import Message
from ritrovo.foundations.messages.steps import leave, send
from tests.messages.letters import jobs, mails, write


def write_in_thread(key: str) -> str:
    """Write a message from a thread; its id."""
    try:
        return str(write(key=key).pk)
    finally:
        connections.close_all()


def deliver_in_thread(message_id: str) -> None:
    """Deliver a message from a thread."""
    try:
        deliver(message_id)
    finally:
        connections.close_all()


def test_eight_threads_write_one_message(committed_db):
    with ThreadPoolExecutor(8) as pool:
        made = set(pool.map(write_in_thread, ["same"] * 8))

    assert len(made) == 1
    assert Message.objects.count() == len(jobs()) == 1


def test_eight_workers_send_one_mail(committed_db, post):
    message = write()
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(deliver_in_thread, [str(message.pk)] * 8))

    assert Message.objects.get().attempts == 1
    assert len(mails(post)) == 1


def test_writing_outside_a_transaction_is_refused(committed_db):
    with pytest.raises(RuntimeError):
        send(kind="post.receipt", key="1", to="a@b.it", subject="x", template="post/thanks")


class Crash(BaseException):
    """The machine stops after the mail was accepted and before that was written down."""


class CrashingPost:
    """Pass mails on, then stop the machine."""

    def __init__(self, post: object) -> None:
        self.post = post

    def send_messages(self, mails: object) -> int:
        """Send, and crash."""
        self.post.send_messages(mails)
        raise Crash


def test_a_crash_after_sending_repeats_the_same_mail_and_no_other(committed_db, post, mailer):
    message = write()
    with pytest.raises(Crash), transaction.atomic():
        leave(message.pk, CrashingPost(mailer))
    assert Message.objects.get().state == "queued"

    deliver(str(message.pk))
    deliver(str(message.pk))

    assert Message.objects.get().state == "sent"
    assert [mail["Message-ID"] for mail in mails(post)] == [f"<{message.pk}@localhost>"]
