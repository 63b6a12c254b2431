"""Contributions, their confirmations, and milestones: append-only facts with no names in them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from ritrovo.foundations.contributions.choices import (
    Basis,
    Channel,
    Kind,
    MilestoneKind,
    Setting,
    Side,
    Verdict,
)
from ritrovo.foundations.ecosystems.models import Ecosystem
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.kernel.models import IdentifiedModel
from ritrovo.foundations.people.models import Organisation, Party


class Contribution(IdentifiedModel):
    """One fact: who gave what to whom, when, by which channel. Corrected only by a reversal.

    `quantity` counts whole `unit`s (cents, minutes, pieces); `headcount` is how many people gave
    as one (a dinner of twenty). `(practice, object_id, line)` is what recorded it, once.
    `reverses` names the contribution this one takes back, whole.
    """

    giver = models.ForeignKey(Party, models.PROTECT, related_name="given")
    receiver = models.ForeignKey(Party, models.PROTECT, related_name="received")
    kind = models.CharField(max_length=9, choices=Kind.choices)
    basis = models.CharField(max_length=8, choices=Basis.choices)
    quantity = models.BigIntegerField()
    unit = models.ForeignKey("ledger.Unit", models.PROTECT, db_column="unit")
    headcount = models.PositiveIntegerField(default=1)
    ecosystem = models.ForeignKey(Ecosystem, models.PROTECT, null=True, related_name="+")
    practice = models.CharField(max_length=40)
    object_id = models.UUIDField()
    line = models.PositiveIntegerField(default=0)
    context_id = models.UUIDField(null=True)
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField(default=clock.now)
    recorded_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    channel = models.CharField(max_length=8, choices=Channel.choices)
    setting = models.CharField(max_length=9, choices=Setting.choices)
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversed_by")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["practice", "object_id", "line"], name="fact_is_recorded_once"
            ),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="fact_gives_something"),
            models.CheckConstraint(condition=Q(headcount__gte=1), name="fact_has_a_giver"),
            models.CheckConstraint(
                condition=~Q(giver=F("receiver")), name="nobody_gives_to_themselves"
            ),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="fact_kind_is_known"),
            models.CheckConstraint(condition=Q(basis__in=Basis.values), name="fact_basis_is_known"),
            models.CheckConstraint(
                condition=Q(channel__in=Channel.values), name="fact_channel_is_known"
            ),
            models.CheckConstraint(
                condition=Q(setting__in=Setting.values), name="fact_setting_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(kind=Kind.MONEY) | Q(unit="eur_cent"), name="money_is_in_cents"
            ),
            models.CheckConstraint(
                condition=~Q(kind=Kind.TIME) | Q(unit="minute"), name="time_is_in_minutes"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["ecosystem", "occurred_at"], name="fact_by_ecosystem"),
            models.Index(fields=["context_id", "giver"], name="fact_by_context"),
            models.Index(fields=["giver", "occurred_at"], name="fact_by_giver"),
            models.Index(fields=["receiver", "occurred_at"], name="fact_by_receiver"),
            models.Index(fields=["recorded_at"], name="fact_by_recording"),
        ]

    @property
    def amount_given(self) -> Amount:
        """What was given, in its unit."""
        return Amount(self.quantity, self.unit_id)


class Confirmation(IdentifiedModel):
    """One side's word on a contribution; a later word of the same side replaces an earlier one."""

    contribution = models.ForeignKey(Contribution, models.PROTECT, related_name="confirmations")
    side = models.CharField(max_length=8, choices=Side.choices)
    verdict = models.CharField(max_length=3, choices=Verdict.choices)
    by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=clock.now)
    channel = models.CharField(max_length=8, choices=Channel.choices)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(side__in=Side.values), name="confirmation_side_is_known"
            ),
            models.CheckConstraint(
                condition=Q(verdict__in=Verdict.values), name="confirmation_verdict_is_known"
            ),
            models.CheckConstraint(
                condition=Q(channel__in=Channel.values), name="confirmation_channel_is_known"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["contribution", "side", "at"], name="confirmation_by_side"),
        ]


class Milestone(IdentifiedModel):
    """A step in the life of a need, a membership, a commons or a handover."""

    kind = models.CharField(max_length=20, choices=MilestoneKind.choices)
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="milestones")
    ecosystem = models.ForeignKey(Ecosystem, models.PROTECT, null=True, related_name="+")
    practice = models.CharField(max_length=40)
    object_id = models.UUIDField()
    line = models.PositiveIntegerField(default=0)
    context_id = models.UUIDField(null=True)
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField(default=clock.now)
    recorded_by = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    channel = models.CharField(max_length=8, choices=Channel.choices)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["practice", "object_id", "kind", "line"],
                name="milestone_is_reached_once",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=MilestoneKind.values), name="milestone_kind_is_known"
            ),
            models.CheckConstraint(
                condition=Q(channel__in=Channel.values), name="milestone_channel_is_known"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["ecosystem", "kind"], name="milestone_by_ecosystem"),
            models.Index(fields=["context_id", "kind"], name="milestone_by_context"),
        ]


class HelpRecord(IdentifiedModel):
    """A help that an organisation recorded at its own desk; only that organisation lists it."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    contribution = models.OneToOneField(Contribution, models.PROTECT, related_name="help_record")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["organisation", "id"], name="help_by_organisation"),
        ]


class NightlyCount(IdentifiedModel):
    """What a delicate measure counted last night, and how much of it a page may show.

    The scope is a context, else an ecosystem, else the whole installation. `whole` is what
    `value` is a part of; `shown` is None when either part is too small to be told.
    """

    context_id = models.UUIDField(null=True)
    ecosystem = models.ForeignKey(Ecosystem, models.CASCADE, null=True, related_name="+")
    measure = models.CharField(max_length=40)
    value = models.PositiveIntegerField()
    whole = models.PositiveIntegerField()
    shown = models.PositiveIntegerField(null=True)
    counted_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["context_id", "ecosystem", "measure"],
                nulls_distinct=False,
                name="measure_is_counted_once_per_scope",
            ),
            models.CheckConstraint(
                condition=Q(value__lte=F("whole")), name="counted_is_part_of_its_whole"
            ),
        ]


class Tally(IdentifiedModel):
    """The live measures of a scope with very many facts, as the worker counted them last.

    The scope is a context, else an ecosystem, else the whole installation. Small scopes have no
    tally: their facts are counted each time (decision record 0013).
    """

    context_id = models.UUIDField(null=True)
    ecosystem = models.ForeignKey(Ecosystem, models.CASCADE, null=True, related_name="+")
    givers = models.PositiveIntegerField()
    organisations = models.PositiveIntegerField()
    new_companions = models.PositiveIntegerField()
    ties_between_kinds = models.PositiveIntegerField()
    needs_met = models.PositiveIntegerField()
    handovers = models.PositiveIntegerField()
    counted_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["context_id", "ecosystem"],
                nulls_distinct=False,
                name="scope_has_one_tally",
            ),
        ]
