"""Collect what waits for one address into one mail."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import ngettext
from procrastinate.contrib.django import app

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.refusals import require_transaction
from ritrovo.foundations.messages.choices import State, Urgency
from ritrovo.foundations.messages.drawing import body_of
from ritrovo.foundations.messages.kinds import DIGEST
from ritrovo.foundations.messages.links import default_site
from ritrovo.foundations.messages.models import Message
from ritrovo.foundations.messages.steps.leaving import draw, why_not
from ritrovo.foundations.messages.steps.writing import DELIVER
from ritrovo.foundations.people.models import Site


def compose_digest(*, address: str, site_id: UUID | None, before: datetime) -> Message | None:
    """Collect what waited for `address` from one site since before a moment; None if nothing.

    Each message is collected once, whoever else collects: its row is locked. A digest that holds
    one message has that message's subject. Six queries and one or two for each message.
    """
    require_transaction()
    wanted = _wanted(_waiting(address, site_id, before))
    if not wanted:
        return None
    site = wanted[0].site or default_site()
    for message in wanted:
        draw(message, site)
    digest = _digest(wanted, site)
    digest.save(force_insert=True)
    for message in wanted:
        message.state, message.digest = State.DIGESTED, digest
        message.text, message.html, message.context = "", "", {}
    Message.objects.bulk_update(wanted, ["state", "digest", "text", "html", "context"])
    app.configure_task(DELIVER).defer(message_id=str(digest.pk))
    return digest


def _waiting(address: str, site_id: UUID | None, before: datetime) -> list[Message]:
    waiting = Message.objects.select_for_update(of=("self",), skip_locked=True, no_key=True)
    return list(
        waiting.select_related("site")
        .filter(Q(site_id=site_id) if site_id else Q(site=None))
        .filter(address=address, created_at__lt=before)
        .filter(state=State.QUEUED, urgency=Urgency.DIGEST)
        .order_by("created_at", "pk")
    )


def _wanted(messages: Sequence[Message]) -> list[Message]:
    wanted = []
    for message in messages:
        if reason := why_not(message):
            message.state, message.reason = State.SUPPRESSED, reason
            message.save(update_fields=["state", "reason"])
        else:
            wanted.append(message)
    return wanted


def _digest(messages: Sequence[Message], site: Site) -> Message:
    first, last = messages[0], messages[-1]
    entries = [
        {"subject": each.subject, "text": each.text, "html": mark_safe(each.html)}  # noqa: S308
        for each in messages
    ]
    context = {"entries": entries, "is_one": len(messages) == 1}
    body = body_of("ritrovo_messages/digest", context, site, last.language)
    return Message(
        kind=DIGEST,
        key=str(first.pk),
        address=first.address,
        party_id=last.party_id,
        site_id=first.site_id,
        language=last.language,
        subject=_subject(messages),
        text=body.text,
        html=body.html,
        urgency=Urgency.AT_ONCE,
        created_at=clock.now(),
        due_at=clock.now(),
    )


def _subject(messages: Sequence[Message]) -> str:
    if len(messages) == 1:
        return messages[0].subject
    with translation.override(messages[-1].language):
        count = len(messages)
        words = ngettext(
            "Il tuo riepilogo: %(count)d messaggio",
            "Il tuo riepilogo: %(count)d messaggi",
            count,
        )
        return words % {"count": count}
