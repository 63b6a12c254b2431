"""Ties as they were read, and studies as they were known; no names of anybody in them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.models import IdentifiedModel
from ritrovo.insight.impact.scopes import ScopeKind


class Tie(models.Model):
    """What one party gave another on one Italian day in one way, as it was read last.

    A way is all that measures tell apart: kind, basis, unit, setting, heads, where, and what each
    side says. `times` facts add up to `quantity`; `fact`, `at` and `recorded_at` are those of the
    first, `last_at` of the last. Parties are those that were written down; who is one with whom is
    seen when it is read.
    """

    id = models.BigAutoField(primary_key=True)
    giver = models.UUIDField()
    receiver = models.UUIDField()
    day = models.DateField()
    kind = models.CharField(max_length=9)
    basis = models.CharField(max_length=8)
    unit = models.CharField(max_length=20)
    setting = models.CharField(max_length=9)
    headcount = models.PositiveIntegerField()
    ecosystem = models.UUIDField(null=True)
    context = models.UUIDField(null=True)
    giver_says = models.CharField(max_length=3, null=True)  # noqa: DJ001  As facts: said nothing.
    receiver_says = models.CharField(max_length=3, null=True)  # noqa: DJ001  Likewise.
    times = models.BigIntegerField()
    quantity = models.BigIntegerField()
    fact = models.UUIDField()
    at = models.DateTimeField()
    last_at = models.DateTimeField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(times__gte=1), name="tie_stands_for_a_fact"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="tie_gives_something"),
            models.CheckConstraint(
                condition=~Q(giver=F("receiver")), name="tie_is_between_two_parties"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["giver", "receiver", "day"], name="tie_by_day"),
        ]


class Touched(models.Model):
    """A day of two parties of which something was recorded since ties were read.

    The facts' own triggers write it, in the transaction of the fact.
    """

    id = models.BigAutoField(primary_key=True)
    giver = models.UUIDField()
    receiver = models.UUIDField()
    day = models.DateField()


class Reading(IdentifiedModel):
    """One time that ties were read from facts: of how many days of two parties, or of all."""

    known_until = models.DateTimeField()
    days = models.BigIntegerField()
    is_whole = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(days__gte=0), name="reading_counts_its_days"),
        ]
        indexes: ClassVar = [models.Index(fields=["known_until"], name="reading_by_moment")]


class Round(IdentifiedModel):
    """One going round all scopes, or one that was asked for: how far it is.

    `last` is the key of the scope done last: a round that was interrupted goes on after it.
    """

    scope_kind = models.CharField(max_length=12, choices=[(k.value, k.value) for k in ScopeKind])
    scope_id = models.CharField(max_length=36, blank=True)
    is_nightly = models.BooleanField()
    known_until = models.DateTimeField()
    scopes = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    last = models.CharField(max_length=60, blank=True)
    studies = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(done__lte=F("scopes")), name="round_does_no_more_than_its_scopes"
            ),
            models.UniqueConstraint(
                fields=["is_nightly"],
                condition=Q(ended_at=None, is_nightly=True),
                name="one_nightly_round_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["scope_kind", "scope_id"],
                condition=Q(ended_at=None, is_nightly=False),
                name="scope_is_counted_once_at_a_time",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["-started_at"], name="round_by_moment")]

    @property
    def per_mille(self) -> int:
        """How far it is, in thousandths."""
        if not self.scopes:
            return 1000 if self.ended_at else 0
        return 1000 * self.done // self.scopes


class Study(IdentifiedModel):
    """The measures of one scope over one period, as known at one moment; never changed.

    `digest` tells what it was counted from: the same again gives no new study. `tables` are rows
    by name: months, cohorts, settings, survival, kinds.
    """

    scope_kind = models.CharField(max_length=12, choices=[(k.value, k.value) for k in ScopeKind])
    scope_id = models.CharField(max_length=36, blank=True)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    known_until = models.DateTimeField()
    round = models.ForeignKey(Round, models.PROTECT, related_name="studied")
    digest = models.CharField(max_length=40)
    tables = models.JSONField(default=dict)
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["round", "scope_kind", "scope_id", "since", "until"],
                nulls_distinct=False,
                name="scope_is_studied_once_a_round",
            ),
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(until__gt=F("since")),
                name="study_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(scope_kind__in=[k.value for k in ScopeKind]),
                name="study_scope_is_known",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["scope_kind", "scope_id", "since", "until", "-known_until"],
                name="study_by_scope",
            ),
        ]


class Figure(IdentifiedModel):
    """One figure of a study: its value, what it is a part of, its interval, or why there is none.

    `network` is what it was measured on (people, households…), empty for the community itself.
    """

    study = models.ForeignKey(Study, models.PROTECT, related_name="figures", db_index=False)
    network = models.CharField(max_length=12, blank=True)
    code = models.CharField(max_length=40)
    value = models.FloatField(null=True)
    whole = models.BigIntegerField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    reason = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["study", "network", "code"], name="figure_stands_once_in_its_study"
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=False, reason="")
                | (Q(value__isnull=True) & ~Q(reason="")),
                name="figure_has_a_value_or_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(low=None) | Q(high=None) | Q(high__gte=F("low")),
                name="interval_rises",
            ),
        ]
