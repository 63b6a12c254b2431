"""What people do about mail: stop a kind, choose how it comes, try again, note a bounce."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import Actor
from ritrovo.foundations.messages.choices import Mode, State, Urgency
from ritrovo.foundations.messages.errors import NothingToRetry
from ritrovo.foundations.messages.models import Message, Suppression
from ritrovo.foundations.messages.policies import RULES
from ritrovo.foundations.messages.queries import kinds_in, message_behind
from ritrovo.foundations.messages.reports import Report
from ritrovo.foundations.messages.rules import plain_address
from ritrovo.foundations.messages.steps import choose_mode, record_bounce, stop_kinds
from ritrovo.foundations.messages.steps.writing import DELIVER


@transaction.atomic(durable=True)
def stop_by_link(*, actor: Actor, token: str) -> Message:
    """Stop the kinds of the message behind `token` for its reader; again changes nothing.

    Raises LinkNotOurs.
    """
    message = message_behind(token)
    RULES["stop_by_link"].require(actor)
    stop_kinds(address=message.address, kinds=[kind.code for kind in kinds_in(message)])
    return message


@transaction.atomic(durable=True)
def choose_by_link(*, actor: Actor, token: str, modes: Mapping[str, Mode]) -> Message:
    """Remember, kind by kind, how the reader of the message behind `token` wants mail.

    Raises LinkNotOurs, KindNotStoppable.
    """
    message = message_behind(token)
    RULES["choose_by_link"].require(actor)
    for kind, mode in modes.items():
        choose_mode(address=message.address, kind=kind, mode=mode)
    return message


@transaction.atomic(durable=True)
def retry(*, actor: Actor, message_id: UUID) -> Message:
    """Send a message that did not leave, lifting the stop of its address if there is one.

    A reader's own wish is never overruled. Raises NotAllowed, NothingToRetry.
    """
    message = Message.objects.select_for_update(no_key=True).filter(pk=message_id).first()
    RULES["retry"].require(actor)
    if message is None or not message.can_be_retried:
        raise NothingToRetry
    _lift(actor, message.address)
    message.state, message.reason, message.error = State.QUEUED, "", ""
    message.attempts, message.due_at, message.urgency = 0, clock.now(), Urgency.AT_ONCE
    message.save()
    app.configure_task(DELIVER).defer(message_id=str(message.pk))
    return message


@transaction.atomic(durable=True)
def lift_stop(*, actor: Actor, address: str) -> int:
    """Let an address get mail again; how many stops were lifted. Raises NotAllowed."""
    RULES["lift_stop"].require(actor)
    return _lift(actor, plain_address(address))


@transaction.atomic(durable=True)
def note_report(*, actor: Actor, report: Report) -> int:
    """Note what a report of undelivered mail says, once; how many addresses it names.

    Raises NotAllowed.
    """
    RULES["note_report"].require(actor)
    quoted = Message.objects.filter(pk=report.message_id) if report.message_id else None
    message = quoted.first() if quoted is not None else None
    for failure in report.failures:
        record_bounce(
            message=message,
            address=failure.address,
            status=failure.status,
            diagnosis=failure.diagnosis,
            is_permanent=failure.is_permanent,
            digest=failure.digest,
        )
    return len(report.failures)


def _lift(actor: Actor, address: str) -> int:
    stops = Suppression.objects.filter(address=address, lifted_at=None)
    return stops.update(lifted_at=clock.now(), lifted_by_id=actor.party_id)
