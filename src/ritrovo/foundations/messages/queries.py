"""Reads about messages: what waits, what became of each, how an address wants its mail."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from ritrovo.foundations.messages.choices import State
from ritrovo.foundations.messages.errors import LinkNotOurs
from ritrovo.foundations.messages.kinds import DIGEST, Kind, kind_of, stoppable_kinds
from ritrovo.foundations.messages.links import message_of
from ritrovo.foundations.messages.models import Bounce, Message, Preference, Suppression


@dataclass(frozen=True, slots=True)
class Choice:
    """A kind of message and how an address gets it."""

    kind: Kind
    mode: str


def wanted_modes(kind: str, addresses: Iterable[str]) -> dict[str, str]:
    """Say how each address that chose wants messages of `kind`. One query."""
    found = Preference.objects.filter(kind=kind, address__in=list(addresses))
    return dict(found.values_list("address", "mode"))


def is_stopped(address: str) -> str:
    """Say why an address gets no mail at all, or nothing when it gets it. One query."""
    stops = Suppression.objects.filter(address=address, lifted_at=None)
    return stops.values_list("reason", flat=True).first() or ""


def message_behind(token: str) -> Message:
    """Find the message whose reader holds `token`. One query. Raises LinkNotOurs."""
    message_id = message_of(token)
    found = Message.objects.select_related("site")
    message = found.filter(pk=message_id).first() if message_id else None
    if message is None:
        raise LinkNotOurs
    return message


def kinds_in(message: Message) -> list[Kind]:
    """List the kinds a mail carries that one may stop: its own, or those a digest collected."""
    codes: Iterable[str] = [message.kind]
    if message.kind == DIGEST:
        codes = message.collected.values_list("kind", flat=True).distinct().order_by("kind")
    return [kind for kind in map(kind_of, codes) if kind.can_unsubscribe]


def choices_of(address: str) -> list[Choice]:
    """List every kind one may stop with how `address` gets it. One query."""
    chosen = dict(Preference.objects.filter(address=address).values_list("kind", "mode"))
    return [Choice(kind, chosen.get(kind.code, kind.urgency)) for kind in stoppable_kinds()]


def counts_by_state() -> dict[str, int]:
    """Count the messages in each state. One query."""
    counted = Message.objects.values_list("state").annotate(Count("id"))
    return dict.fromkeys(State.values, 0) | dict(counted)


def messages(*, state: str = "", address: str = "") -> QuerySet[Message]:
    """List messages, newest first, of a state and of addresses that contain some letters."""
    found = Message.objects.order_by("-created_at").defer("text", "html", "context")
    if state:
        found = found.filter(state=state)
    if address:
        found = found.filter(address__icontains=address)
    return found


def stopped_addresses() -> QuerySet[Suppression]:
    """List the addresses that get nothing, the latest first."""
    return Suppression.objects.filter(lifted_at=None).order_by("-since")


def bounces() -> QuerySet[Bounce]:
    """List the mails that came back, the latest first."""
    return Bounce.objects.select_related("message").order_by("-came_back_at")


def waiting_since() -> Message | None:
    """Find the mail that should have left longest ago, or None. One query."""
    waiting = Message.objects.filter(state=State.QUEUED, urgency="at_once")
    return waiting.order_by("due_at").first()
