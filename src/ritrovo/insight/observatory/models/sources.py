"""Figures from elsewhere, each with its source: rates, published sums, platforms' lives."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.models import IdentifiedModel
from ritrovo.foundations.people.models import Party
from ritrovo.insight.observatory.choices import LifeEvent, Measure

# A year, a month or a day, as a source tells it.
SOME_TIME = r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"


class Told(IdentifiedModel):
    """Something read elsewhere: nothing is overwritten, a new row stands beside the old one."""

    source = models.CharField(max_length=300)
    told_by = models.ForeignKey(Party, models.PROTECT, related_name="+")
    told_at = models.DateTimeField(default=clock.now)

    class Meta:
        abstract = True


class Rate(Told):
    """How many units of a currency one euro bought on a day; the last one said of a day counts."""

    day = models.DateField()
    currency = models.CharField(max_length=3)
    units_per_euro = models.DecimalField(max_digits=18, decimal_places=6)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(units_per_euro__gt=0), name="rate_is_more_than_nothing"
            ),
            models.CheckConstraint(
                condition=Q(currency__regex=r"^[A-Z]{3}$") & ~Q(currency="EUR"),
                name="rate_is_of_another_currency",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="rate_has_a_source"),
        ]
        indexes: ClassVar = [models.Index(fields=["currency", "day"], name="rate_by_day")]


class PublishedFigure(Told):
    """A sum that somebody published: of when, stock or flow, comparable within its `series`."""

    as_of = models.CharField(max_length=10)
    measure = models.CharField(max_length=5, choices=Measure.choices)
    cents = models.BigIntegerField()
    series = models.CharField(max_length=60)
    scope = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(as_of__regex=SOME_TIME), name="published_figure_is_of_some_time"
            ),
            models.CheckConstraint(
                condition=Q(cents__gt=0), name="published_figure_is_more_than_nothing"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="published_figure_has_a_source"),
        ]


class PlatformLife(Told):
    """What happened to a platform and when, by whose word."""

    platform = models.CharField(max_length=120)
    event = models.CharField(max_length=20, choices=LifeEvent.choices)
    on = models.CharField(max_length=10)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(on__regex=SOME_TIME), name="platform_event_is_of_some_time"
            ),
            models.CheckConstraint(condition=~Q(source=""), name="platform_event_has_a_source"),
        ]
