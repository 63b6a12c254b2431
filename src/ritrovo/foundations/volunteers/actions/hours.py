"""Saying hours, and confirming what the other side said."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import transaction

from ritrovo.foundations.contributions.choices import Channel, Side, Verdict
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import Actor, Scope
from ritrovo.foundations.kernel.idempotency import claim, digest_of
from ritrovo.foundations.kernel.ids import new_id
from ritrovo.foundations.people.queries import party_root
from ritrovo.foundations.volunteers.contexts import context_of
from ritrovo.foundations.volunteers.errors import DayHasHours, DayNotCome, NotAVolunteer
from ritrovo.foundations.volunteers.letters import ask_for_hours
from ritrovo.foundations.volunteers.links import read
from ritrovo.foundations.volunteers.models import VolunteeredHours
from ritrovo.foundations.volunteers.policies import RULES
from ritrovo.foundations.volunteers.queries.hours import has_time_on
from ritrovo.foundations.volunteers.queries.registers import is_volunteer
from ritrovo.foundations.volunteers.steps.hours import (
    hold_hours,
    prove_address,
    say,
    take_back,
    write_hours,
)


@transaction.atomic(durable=True)
def record_hours(  # noqa: PLR0913  Hours have this many parts.
    *,
    actor: Actor,
    organisation_id: UUID,
    party_id: UUID,
    day: date,
    minutes: int,
    task: str,
    key: UUID,
    context_id: UUID | None = None,
    is_signed: bool = False,
    is_another: bool = False,
) -> VolunteeredHours:
    """Write the hours of a volunteer for an organisation, which so gives its word; once per key.

    Signed on the hours sheet they count at once; otherwise the volunteer is asked by mail, if
    the organisation has an address. `is_another` says that they add to what is written of the
    same day. Raises NotAllowed, DayNotCome, NotAVolunteer, DayHasHours, HoursImpossible,
    ContextUnknown, KeyReused.
    """
    arguments = {name: value for name, value in locals().items() if name not in {"actor", "key"}}
    taken = claim(
        scope=f"party:{actor.party_id}",
        key=key,
        digest=digest_of("record_hours", arguments),
        answer=new_id(),
    )
    if taken.answer:
        return VolunteeredHours.objects.get(pk=taken.answer)
    RULES["record_hours"].require(actor, Scope(organisation_id))
    _require_possible(organisation_id, party_id, day, is_another=is_another)
    channel = Channel.PAPER if is_signed else Channel.COUNTER
    hours = write_hours(
        id=taken.id,
        organisation_id=organisation_id,
        party_id=party_root(party_id),
        day=day,
        minutes=minutes,
        task=task,
        context=context_of(organisation_id, context_id),
        said_by=Side.RECEIVER,
        channel=channel,
        recorded_by=actor.party_id,
    )
    if not is_signed:
        ask_for_hours(hours)
        return hours
    return say(hours, side=Side.GIVER, verdict=Verdict.YES, by=hours.party_id, channel=channel)


@transaction.atomic(durable=True)
def say_hours(
    *,
    actor: Actor,
    organisation_id: UUID,
    day: date,
    minutes: int,
    task: str,
    key: UUID,
    is_another: bool = False,
) -> VolunteeredHours:
    """Say one's own hours; they count when the organisation confirms. Once per key.

    Raises NotAllowed, DayNotCome, NotAVolunteer, DayHasHours, HoursImpossible, KeyReused.
    """
    arguments = {name: value for name, value in locals().items() if name not in {"actor", "key"}}
    RULES["say_hours"].require(actor)
    taken = claim(
        scope=f"party:{actor.person_id}",
        key=key,
        digest=digest_of("say_hours", arguments),
        answer=new_id(),
    )
    if taken.answer:
        return VolunteeredHours.objects.get(pk=taken.answer)
    _require_possible(organisation_id, actor.person_id, day, is_another=is_another)
    return write_hours(
        id=taken.id,
        organisation_id=organisation_id,
        party_id=actor.person_id,
        day=day,
        minutes=minutes,
        task=task,
        context=None,
        said_by=Side.GIVER,
        channel=Channel.WEB,
        recorded_by=actor.person_id,
    )


@transaction.atomic(durable=True)
def confirm_hours(
    *, actor: Actor, hours_ids: Collection[UUID], verdict: Verdict = Verdict.YES
) -> list[VolunteeredHours]:
    """Give the organisation's word on hours; those both sides confirmed become contributions.

    All or none. Raises HoursUnknown, NotAllowed, HoursSettled.
    """
    held = hold_hours(hours_ids)
    for hours in held:
        RULES["confirm_hours"].require(actor, Scope(hours.organisation_id))
    by = actor.party_id
    return [
        say(each, side=Side.RECEIVER, verdict=verdict, by=by, channel=Channel.WEB) for each in held
    ]


@transaction.atomic(durable=True)
def note_signature(*, actor: Actor, hours_ids: Collection[UUID]) -> list[VolunteeredHours]:
    """Write down that the volunteer signed for these hours on paper. All or none.

    Raises HoursUnknown, NotAllowed, HoursSettled.
    """
    held = hold_hours(hours_ids)
    for hours in held:
        RULES["note_signature"].require(actor, Scope(hours.organisation_id))
    return [
        say(each, side=Side.GIVER, verdict=Verdict.YES, by=each.party_id, channel=Channel.PAPER)
        for each in held
    ]


@transaction.atomic(durable=True)
def answer_hours(*, actor: Actor, token: str, verdict: Verdict) -> VolunteeredHours:
    """Give the volunteer's word by their link; one that came by mail also proves the address.

    Raises HoursLinkExpired, HoursUnknown, HoursSettled.
    """
    RULES["answer_hours"].require(actor)
    link = read(token)
    (hours,) = hold_hours([link.hours_id])
    said = say(hours, side=Side.GIVER, verdict=verdict, by=hours.party_id, channel=Channel.WEB)
    prove_address(hours, link.address)
    return said


@transaction.atomic(durable=True)
def take_back_hours(*, actor: Actor, hours_id: UUID) -> VolunteeredHours:
    """Take hours back, and the contribution they had become.

    Raises HoursUnknown, NotAllowed.
    """
    (hours,) = hold_hours([hours_id])
    RULES["take_back_hours"].require(actor, Scope(hours.organisation_id))
    return take_back(hours, by=actor.party_id, channel=Channel.COUNTER)


def _require_possible(
    organisation_id: UUID, party_id: UUID, day: date, *, is_another: bool
) -> None:
    if day > clock.today():
        raise DayNotCome
    if not is_volunteer(organisation_id, party_id, day):
        raise NotAVolunteer
    if not is_another and has_time_on(organisation_id, party_id, day):
        raise DayHasHours
