"""Write a message inside the transaction of the fact it tells, and have it leave with it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final
from uuid import UUID

from django.db import connection
from django.utils import translation
from django.utils.functional import Promise
from procrastinate.contrib.django import app
from procrastinate.types import JSONValue

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.refusals import require_transaction
from ritrovo.foundations.messages.choices import Mode, Reason, State, Urgency
from ritrovo.foundations.messages.contexts import packed
from ritrovo.foundations.messages.drawing import Body, body_of
from ritrovo.foundations.messages.kinds import Kind, kind_of
from ritrovo.foundations.messages.links import default_site
from ritrovo.foundations.messages.models import Message
from ritrovo.foundations.messages.queries import wanted_modes
from ritrovo.foundations.messages.rules import mode_of, one_line, plain_address
from ritrovo.foundations.people.models import Site

# Named by text: the jobs import these steps, so these steps cannot import the jobs.
DELIVER: Final = "messages.deliver"
DRAIN: Final = "messages.drain"
AT_A_TIME: Final = 5000
# So few leave as single messages, ahead of a long queue; more of them share one job.
FEW: Final = 50
NO_BODY: Final = Body("", "")
Made = tuple[UUID, bool]
INSERT: Final = """
    INSERT INTO ritrovo_messages_message (
        id, kind, key, address, party_id, site_id, language, subject, text, html, template,
        context, urgency, state, reason, created_at, due_at, attempts, error)
    SELECT r.id, %(kind)s, r.key, r.address, r.party, %(site)s, r.language, r.subject,
        %(text)s, %(html)s, %(template)s, r.context::jsonb, r.urgency, r.state, r.reason,
        %(now)s, %(now)s, 0, ''
    FROM unnest(%(ids)s::uuid[], %(keys)s::text[], %(addresses)s::text[], %(parties)s::uuid[],
        %(languages)s::text[], %(subjects)s::text[], %(contexts)s::text[], %(urgencies)s::text[],
        %(states)s::text[], %(reasons)s::text[])
        AS r (id, key, address, party, language, subject, context, urgency, state, reason)
    ON CONFLICT (kind, key, address) DO NOTHING
    RETURNING id, urgency = 'at_once' AND state = 'queued'
"""


@dataclass(frozen=True, slots=True)
class Letter:
    """One of many: about what, to whom, in which language, what it says to them alone.

    `context` holds text, whole numbers, Amount, days and moments, ids, lists and maps of these.
    """

    key: UUID | str
    to: str
    party_id: UUID | None = None
    context: Mapping[str, Any] = field(default_factory=dict)
    language: str | None = None


def send(  # noqa: PLR0913  A mail has this many parts.
    *,
    kind: str,
    key: UUID | str,
    to: str,
    subject: str | Promise,
    template: str,
    context: Mapping[str, Any] | None = None,
    party_id: UUID | None = None,
    site: Site | None = None,
    language: str | None = None,
) -> Message | None:
    """Write to `to` about `key`, once for ever, from `<template>.txt` and `.html` (bodies only).

    It leaves at once or with the daily digest, as the kind says and the reader wants, after the
    caller's transaction; with no address it writes nothing. Three queries, one more for a kind
    that one may stop and for a site left out.
    Raises LookupError for a kind nobody registered.
    """
    require_transaction()
    if not plain_address(to):
        return None
    here = site or default_site()
    spoken = language or here.language
    body = body_of(template, context or {}, here, spoken)
    rows = rows_of(kind_of(kind), [Letter(key, to, party_id)], subject, spoken)
    _leave(_insert(kind, rows, here, body=body))
    return Message.objects.get(kind=kind, key=str(key), address=plain_address(to))


def send_many(
    *,
    kind: str,
    letters: Iterable[Letter],
    subject: str | Promise,
    template: str,
    site: Site | None = None,
    language: str | None = None,
) -> int:
    """Write to many at once; return how many messages are new.

    Bodies are drawn when each leaves. A few leave by themselves, more by one job together. Two
    or three queries for every 5,000 letters. Raises LookupError for a kind nobody registered,
    TypeError for a context that cannot be kept.
    """
    require_transaction()
    here = site or default_site()
    spoken = language or here.language
    made: list[Made] = []
    for some in _batches(letters):
        rows = rows_of(kind_of(kind), some, subject, spoken)
        made += _insert(kind, rows, here, template=template)
    _leave(made)
    return len(made)


def _leave(made: Iterable[Made]) -> None:
    now: list[dict[str, JSONValue]] = [
        {"message_id": str(message_id)} for message_id, leaves_now in made if leaves_now
    ]
    if len(now) > FEW:
        app.configure_task(DRAIN, lock=DRAIN, priority=-10).defer()
    elif now:
        app.configure_task(DELIVER, priority=10).batch_defer(*now)


def rows_of(
    kind: Kind, letters: Sequence[Letter], subject: str | Promise, language: str
) -> list[Message]:
    """Give the messages that letters become, still to be written; none without an address."""
    wanted: dict[str, str] = {}
    if kind.can_unsubscribe:
        wanted = wanted_modes(kind.code, {plain_address(letter.to) for letter in letters})
    subjects = {
        spoken: _subject(subject, spoken)
        for spoken in {each.language or language for each in letters}
    }
    rows = []
    for letter in letters:
        if address := plain_address(letter.to):
            spoken = letter.language or language
            row = _row(kind, letter, wanted.get(address))
            row.address, row.language, row.subject = address, spoken, subjects[spoken]
            rows.append(row)
    return rows


def _row(kind: Kind, letter: Letter, wanted: str | None) -> Message:
    mode = mode_of(urgency=kind.urgency, can_unsubscribe=kind.can_unsubscribe, wanted=wanted)
    is_unwanted = mode == Mode.NEVER
    return Message(
        key=str(letter.key),
        party_id=letter.party_id,
        context=packed(letter.context),
        urgency=Urgency.DIGEST if is_unwanted else mode,
        state=State.SUPPRESSED if is_unwanted else State.QUEUED,
        reason=Reason.UNWANTED if is_unwanted else "",
    )


def _subject(subject: str | Promise, language: str) -> str:
    with translation.override(language):
        return one_line(str(subject))


def _insert(
    kind: str, rows: Sequence[Message], site: Site, *, body: Body = NO_BODY, template: str = ""
) -> list[Made]:
    with connection.cursor() as cursor:
        cursor.execute(
            INSERT,
            {
                "kind": kind,
                "site": None if site._state.adding else site.pk,
                "text": body.text,
                "html": body.html,
                "template": template,
                "now": clock.now(),
                "ids": [row.pk for row in rows],
                "keys": [row.key for row in rows],
                "addresses": [row.address for row in rows],
                "parties": [row.party_id for row in rows],
                "languages": [row.language for row in rows],
                "subjects": [row.subject for row in rows],
                "contexts": [json.dumps(row.context) for row in rows],
                "urgencies": [row.urgency for row in rows],
                "states": [row.state for row in rows],
                "reasons": [row.reason for row in rows],
            },
        )
        return list(cursor.fetchall())


def _batches(letters: Iterable[Letter]) -> Iterator[list[Letter]]:
    rest = iter(letters)
    while some := list(islice(rest, AT_A_TIME)):
        yield some
