"""What waits for whoever looks after an organisation's volunteers."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q

from ritrovo.foundations.contributions.choices import Side
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.volunteers.choices import EntryKind
from ritrovo.foundations.volunteers.models import (
    Enrolment,
    HoursWord,
    OccasionalVolunteering,
    VolunteeredHours,
)
from ritrovo.foundations.volunteers.queries.policies import PolicyWarning, policy_warnings


@dataclass(frozen=True, slots=True)
class Waits:
    """Hours said and not answered, and what the insurance lacks where somebody volunteers."""

    hours: int
    warning: PolicyWarning | None


def waits_of(organisation_ids: Collection[UUID]) -> dict[UUID, Waits]:
    """Say what waits in each organisation. Five queries, or none for no organisation.

    An insurance matters only where somebody volunteers today or later.
    """
    if not organisation_ids:
        return {}
    unanswered = _hours(organisation_ids)
    warnings = policy_warnings(_with_volunteers(organisation_ids), clock.today())
    return {each: Waits(unanswered.get(each, 0), warnings.get(each)) for each in organisation_ids}


def _hours(organisation_ids: Collection[UUID]) -> dict[UUID, int]:
    answered = HoursWord.objects.filter(hours=OuterRef("pk"), side=Side.RECEIVER)
    waiting = VolunteeredHours.objects.filter(
        ~Exists(answered), organisation__in=organisation_ids, taken_back_at=None
    )
    counts = waiting.values("organisation_id").annotate(count=Count("pk")).order_by()
    return dict(counts.values_list("organisation_id", "count"))


def _with_volunteers(organisation_ids: Collection[UUID]) -> set[UUID]:
    today = clock.today()
    enrolled = Enrolment.objects.filter(
        Q(ended_on=None) | Q(ended_on__gte=today), register__in=organisation_ids
    ).exclude(kind=EntryKind.VOIDED)
    occasional = OccasionalVolunteering.objects.filter(
        organisation__in=organisation_ids, last_day__gte=today, taken_off_at=None
    )
    return {
        *enrolled.values_list("register_id", flat=True).distinct(),
        *occasional.values_list("organisation_id", flat=True).distinct(),
    }
