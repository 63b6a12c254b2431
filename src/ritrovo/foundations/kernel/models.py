"""Idempotency keys, and the fields every table shares."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.ids import new_id


class IdentifiedModel(models.Model):
    """A row whose id is made before it is written, and sorts by time."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)

    class Meta:
        abstract = True


class IdempotencyKey(IdentifiedModel):
    """One request that moves something, remembered so that its repeat gets the same answer.

    `scope` is the principal, the browser or the sheet; `digest` covers the action and all its
    arguments; `answer` is the id of what the first request made.
    """

    scope = models.CharField(max_length=80)
    key = models.UUIDField()
    digest = models.CharField(max_length=64)
    answer = models.UUIDField(null=True)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["scope", "key"], name="idempotency_key_is_used_once"),
        ]


class Parameter(IdentifiedModel):
    """A number that a law or a house rule fixes for a while: a threshold, a duration, a rate.

    Valid from `valid_from` until just before `valid_until`; `source` says who fixed it.
    """

    code = models.CharField(max_length=60)
    value = models.BigIntegerField()
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=250)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")),
                name="parameter_ends_after_it_starts",
            ),
            ExclusionConstraint(
                name="parameter_has_one_value_a_day",
                expressions=[
                    ("code", RangeOperators.EQUAL),
                    (
                        Func("valid_from", "valid_until", function="daterange"),
                        RangeOperators.OVERLAPS,
                    ),
                ],
            ),
        ]
