"""How hours are said, and how they become a contribution when both sides have."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from ritrovo.foundations.contributions.choices import (
    Basis,
    Channel,
    Kind,
    Setting,
    Side,
    Verdict,
)
from ritrovo.foundations.contributions.models import Contribution
from ritrovo.foundations.contributions.steps import confirm, record, reverse
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.refusals import refusing, require_transaction
from ritrovo.foundations.people.models import Dossier
from ritrovo.foundations.people.steps import verify_email
from ritrovo.foundations.volunteers.contexts import Context
from ritrovo.foundations.volunteers.errors import HoursSettled, HoursUnknown
from ritrovo.foundations.volunteers.links import mark_of
from ritrovo.foundations.volunteers.models import HoursWord, VolunteeredHours
from ritrovo.foundations.volunteers.queries.hours import PRACTICE
from ritrovo.foundations.volunteers.queries.registers import aliases_of


def write_hours(  # noqa: PLR0913  Hours have this many parts.
    *,
    id: UUID,  # noqa: A002  It is the row's.
    organisation_id: UUID,
    party_id: UUID,
    day: date,
    minutes: int,
    task: str,
    context: Context | None,
    said_by: Side,
    channel: Channel,
    recorded_by: UUID | None,
) -> VolunteeredHours:
    """Write hours with the word of the side that says them. Raises HoursImpossible."""
    require_transaction()
    hours = VolunteeredHours(
        id=id,
        organisation_id=organisation_id,
        party_id=party_id,
        day=day,
        minutes=minutes,
        task=" ".join(task.split())[:200],
        context_id=context.id if context else None,
        ecosystem_id=context.ecosystem_id if context else None,
        said_by=said_by,
        channel=channel,
        recorded_by_id=recorded_by,
    )
    with refusing():
        hours.save(force_insert=True)
    return say(hours, side=said_by, verdict=Verdict.YES, by=recorded_by, channel=channel)


def hold_hours(hours_ids: Iterable[UUID]) -> list[VolunteeredHours]:
    """Lock hours in the order of their ids, so that two sides never look at once.

    Raises HoursUnknown when one is not there.
    """
    require_transaction()
    asked = set(hours_ids)
    own = VolunteeredHours.objects.select_for_update(no_key=True).filter(pk__in=asked)
    held = list(own.order_by("pk"))
    if len(held) != len(asked):
        raise HoursUnknown
    return held


def say(
    hours: VolunteeredHours, *, side: Side, verdict: Verdict, by: UUID | None, channel: Channel
) -> VolunteeredHours:
    """Write one side's word; when both say yes the hours become a contribution, once.

    A later word replaces an earlier one of its side. A no about hours that count takes them
    back. The caller holds the hours. Raises HoursSettled.
    """
    require_transaction()
    if hours.taken_back_at:
        raise HoursSettled
    HoursWord.objects.update_or_create(
        hours=hours,
        side=side,
        defaults={"verdict": verdict, "by_id": by, "at": clock.now(), "channel": channel},
    )
    if verdict == Verdict.NO:
        return take_back(hours, by=by, channel=channel) if hours.contribution_id else hours
    agreed = HoursWord.objects.filter(hours=hours, verdict=Verdict.YES).count()
    if agreed == len(Side) and hours.contribution_id is None:
        hours.contribution = count(hours)
        hours.save(update_fields=["contribution"])
    return hours


def count(hours: VolunteeredHours) -> Contribution:
    """Record hours as time given, with the word of both sides on it; once for the same hours."""
    require_transaction()
    fact = record(
        giver=hours.party_id,
        receiver=hours.organisation_id,
        kind=Kind.TIME,
        basis=Basis.GIFT,
        amount=hours.amount,
        practice=PRACTICE,
        object_id=hours.pk,
        ecosystem=hours.ecosystem_id,
        context=hours.context_id,
        occurred_at=clock.start_of(hours.day),
        channel=Channel(hours.channel),
        setting=Setting.COMMUNITY,
        recorded_by=hours.recorded_by_id,
    )
    for word in HoursWord.objects.filter(hours=hours):
        confirm(
            fact,
            side=Side(word.side),
            verdict=Verdict(word.verdict),
            by=word.by_id,
            channel=Channel(word.channel),
        )
    return fact


def prove_address(hours: VolunteeredHours, mark: str) -> None:
    """Note that the address which a mail about hours went to is the volunteer's, if it still is.

    So whoever signs in with it can say that these hours are theirs. Two queries at least.
    """
    require_transaction()
    names = aliases_of(hours.party_id)
    own = Dossier.objects.filter(organisation=hours.organisation_id, party__in=names)
    for dossier in own.filter(email_verified_at=None).exclude(email=""):
        if mark_of(dossier.email) == mark:
            verify_email(
                organisation_id=hours.organisation_id, party_id=dossier.party_id, at=clock.now()
            )


def take_back(hours: VolunteeredHours, *, by: UUID | None, channel: Channel) -> VolunteeredHours:
    """Take hours back, and their contribution with them; again changes nothing."""
    require_transaction()
    if hours.taken_back_at:
        return hours
    if hours.contribution:
        reverse(hours.contribution, occurred_at=clock.now(), channel=channel, recorded_by=by)
    hours.taken_back_at = clock.now()
    hours.save(update_fields=["taken_back_at"])
    return hours
