"""Let one message leave: once, or with a note why not and when to try again."""

from __future__ import annotations

import logging
from datetime import datetime
from smtplib import SMTPRecipientsRefused
from typing import Final
from uuid import UUID

from django.core.mail.backends.base import BaseEmailBackend

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.parameters import parameter
from ritrovo.foundations.kernel.refusals import require_transaction
from ritrovo.foundations.messages.choices import Mode, Reason, State, Urgency
from ritrovo.foundations.messages.contexts import unpacked
from ritrovo.foundations.messages.drawing import body_of
from ritrovo.foundations.messages.envelopes import envelope
from ritrovo.foundations.messages.kinds import kind_of
from ritrovo.foundations.messages.links import default_site
from ritrovo.foundations.messages.models import Message
from ritrovo.foundations.messages.queries import is_stopped, wanted_modes
from ritrovo.foundations.messages.rules import wait_after
from ritrovo.foundations.messages.steps.coming_back import record_bounce
from ritrovo.foundations.people.models import Site

PERMANENT: Final = 500
ERROR_LENGTH: Final = 300
log = logging.getLogger(__name__)


def leave(message_id: UUID, post: BaseEmailBackend) -> str:
    """Send a message that is due through `post`; its state afterwards, or nothing if not due.

    Safe to run twice and by two workers: the row is locked, and who comes second finds nothing.
    A mail that was accepted just before a crash may leave again, with the same Message-ID.
    """
    require_transaction()
    message = _due(message_id)
    if message is None:
        return ""
    if reason := why_not(message):
        message.state, message.reason = State.SUPPRESSED, reason
    else:
        _try(message, post, clock.now())
    message.save()
    return message.state


def draw(message: Message, site: Site) -> None:
    """Draw up the body of one of many. No query."""
    if message.template and not message.text:
        context = unpacked(message.context)
        body = body_of(message.template, context, site, message.language)
        message.text, message.html = body.text, body.html


def why_not(message: Message) -> str:
    """Say why a message must not leave, or nothing. One query, two for a kind one may stop."""
    if kind_of(message.kind).can_unsubscribe:
        wanted = wanted_modes(message.kind, [message.address])
        if wanted.get(message.address) == Mode.NEVER:
            return Reason.UNWANTED
    return is_stopped(message.address)


def _due(message_id: UUID) -> Message | None:
    waiting = Message.objects.select_for_update(of=("self",), skip_locked=True, no_key=True)
    return (
        waiting.select_related("site")
        .filter(pk=message_id, state=State.QUEUED, urgency=Urgency.AT_ONCE)
        .filter(due_at__lte=clock.now())
        .first()
    )


def _try(message: Message, post: BaseEmailBackend, now: datetime) -> None:
    message.attempts += 1
    site = message.site or default_site()
    try:
        draw(message, site)
        post.send_messages([envelope(message, site)])
    except SMTPRecipientsRefused as refused:
        code, words = next(iter(refused.recipients.values()))
        text = words.decode(errors="replace") if isinstance(words, bytes) else str(words)
        _failed(message, f"{code} {text}", now)
        if code >= PERMANENT:
            record_bounce(message=message, status=str(code), diagnosis=text, is_permanent=True)
            message.state = State.FAILED
    except Exception as error:  # One mail that cannot be sent must not keep the others.
        log.exception("Message %s did not leave.", message.pk)
        _failed(message, f"{type(error).__name__}: {error}", now)
    else:
        message.state, message.sent_at, message.error = State.SENT, now, ""
        # Mails carry links and codes that open things: once gone, only their reader has them.
        message.text, message.html, message.context = "", "", {}


def _failed(message: Message, words: str, now: datetime) -> None:
    message.error = " ".join(words.split())[:ERROR_LENGTH]
    message.due_at = now + wait_after(message.attempts)
    if message.attempts >= parameter("messages.attempts"):
        message.state = State.FAILED
