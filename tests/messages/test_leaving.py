"""A message leaves once, with the headers mail asks for, or says why it did not."""

from __future__ import annotations

from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.test import Client

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.messages.choices import Reason
from ritrovo.foundations.messages.jobs import deliver, drain, forget_words
from ritrovo.foundations.messages.models import Bounce, Message, Suppression
from ritrovo.foundations.messages.steps import Letter, leave, send_many, stop_address
from tests.messages.letters import mails, make_site, run_deliveries, words, write

pytestmark = pytest.mark.django_db


class BrokenPost(BaseEmailBackend):
    """Fail every mail the same way."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error

    def send_messages(self, email_messages: object) -> int:
        """Fail."""
        raise self.error


def try_with(error: Exception, message: Message) -> Message:
    """Let a message meet a broken post."""
    with transaction.atomic():
        leave(message.pk, BrokenPost(error))
    message.refresh_from_db()
    return message


def test_a_mail_is_a_readable_file_in_its_frame(post):
    site = make_site()
    message = write(site=site)
    run_deliveries()

    (mail,) = mails(post)
    assert (mail["From"], mail["To"]) == (site.sender, "anna@example.org")
    assert "Grazie, Anna! C'è posta: https://dona.veglio.example/ciao/" in words(mail)
    assert "Hai donato." in words(mail)
    assert "Veglio insieme" in words(mail, "html")
    message.refresh_from_db()
    assert (message.state, message.attempts) == ("sent", 1)


def test_every_mail_says_which_one_it_is_and_that_it_is_automatic(post):
    message = write(site=make_site())
    run_deliveries()

    (mail,) = mails(post)
    assert mail["Message-ID"] == f"<{message.pk}@dona.veglio.example>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["List-Unsubscribe"] is None


def test_a_mail_one_may_stop_says_how(post):
    write(kind="post.alert", site=make_site())
    run_deliveries()

    (mail,) = mails(post)
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    web, by_mail = mail["List-Unsubscribe"].split()
    assert web.endswith(">,")
    assert web.startswith("<https://dona.veglio.example/messaggi/stop/")
    assert by_mail.startswith("<mailto:posta@veglio.example?subject=unsubscribe%20")


def test_a_link_in_a_mail_opens(post):
    write(kind="post.alert")
    run_deliveries()

    (mail,) = mails(post)
    link = next(word for word in words(mail).split() if "/preferenze/" in word)
    assert Client().get(link.partition("8000")[2]).status_code == 200


def test_a_job_that_runs_twice_sends_once(post):
    message = write()
    run_deliveries()
    run_deliveries()
    message.refresh_from_db()

    assert message.attempts == 1
    assert len(mails(post)) == 1


def test_a_stopped_address_gets_nothing_and_it_shows(post):
    message = write()
    with transaction.atomic():
        stop_address("anna@example.org", Reason.COMPLAINED)
    run_deliveries()
    message.refresh_from_db()

    assert mails(post) == []
    assert (message.state, message.reason) == ("suppressed", "complained")


def test_a_mail_that_fails_waits_and_leaves_later(post):
    message = try_with(SMTPServerDisconnected("torna dopo"), write())
    assert (message.state, message.attempts) == ("queued", 1)
    assert "torna dopo" in message.error

    drain()
    assert mails(post) == []
    with clock.moved_to(clock.now() + timedelta(minutes=6)):
        drain()
    message.refresh_from_db()
    assert (message.state, message.error) == ("sent", "")


def test_after_the_last_try_a_message_waits_for_a_person():
    message = write()
    moment = clock.now()
    for _ in range(6):
        moment += timedelta(days=1)
        with clock.moved_to(moment):
            try_with(OSError("nessuna rete"), message)

    assert message.state == "failed"
    assert message.can_be_retried


def test_a_refused_address_is_stopped_at_once():
    refusal = SMTPRecipientsRefused({"anna@example.org": (550, b"no such user")})

    assert try_with(refusal, write()).state == "failed"
    assert Bounce.objects.get().is_permanent
    assert Suppression.objects.get().reason == "bounced"


def test_an_address_full_for_now_is_tried_again():
    refusal = SMTPRecipientsRefused({"anna@example.org": (452, b"mailbox full")})

    assert try_with(refusal, write()).state == "queued"
    assert not Suppression.objects.exists()


def test_one_letter_that_cannot_be_drawn_keeps_no_other(post):
    letters = [Letter(str(n), f"p{n}@example.org", context={"name": str(n)}) for n in range(3)]
    with transaction.atomic():
        send_many(kind="post.receipt", letters=letters, subject="x", template="post/thanks")
    Message.objects.filter(key="1").update(template="post/gone")

    drain()
    assert len(mails(post)) == 2
    assert "TemplateDoesNotExist" in Message.objects.get(key="1").error


def test_a_message_that_left_keeps_no_words(post):
    message = write()
    run_deliveries()
    message.refresh_from_db()

    assert (message.text, message.html, message.subject) == ("", "", "Grazie")


def test_old_words_go_and_the_fact_stays():
    message = write()
    with transaction.atomic():
        stop_address("anna@example.org", Reason.BY_HAND)
    run_deliveries()
    with clock.moved_to(clock.now() + timedelta(days=91)):
        assert forget_words() == 1
        assert forget_words() == 0
    message.refresh_from_db()
    assert (message.text, message.html, message.state) == ("", "", "suppressed")


def test_an_unknown_message_is_no_error():
    deliver("00000000-0000-0000-0000-000000000000")
