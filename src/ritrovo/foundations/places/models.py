"""Municipalities: dated ISTAT codes, inhabitants, inner areas, neighbourhoods, buildings."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Func, Q
from django.utils.text import slugify

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.models import IdentifiedModel
from ritrovo.foundations.places.choices import Remoteness


def folded(column: str) -> Func:
    """Make a column's text plain lower-case letters and digits: "Forlì" is found as "forli".

    `rules.folded` says the same in Python. A plain Func, so that migrations hold the SQL itself.
    """
    template = "trim(regexp_replace(plain_text(%(expressions)s), '[^a-z0-9]+', ' ', 'g'))"
    return Func(F(column), template=template, output_field=models.TextField())


def days_held() -> Func:
    """Make the half-open range of days from `valid_from` to `valid_until`."""
    return Func(
        F("valid_from"),
        F("valid_until"),
        RangeBoundary(),
        function="DATERANGE",
        output_field=DateRangeField(),
    )


class Municipality(models.Model):
    """An Italian municipality, known by its Belfiore (cadastral) code, which never changes.

    The point is inside its limits, in WGS84 degrees. Names and provinces are today's.
    """

    belfiore = models.CharField(max_length=4, primary_key=True)
    name = models.CharField(max_length=100)
    province_code = models.CharField(max_length=2, db_index=True)
    province = models.CharField(max_length=60)
    region = models.CharField(max_length=60)
    longitude = models.DecimalField(max_digits=8, decimal_places=5, null=True)
    latitude = models.DecimalField(max_digits=8, decimal_places=5, null=True)

    class Meta:
        indexes: ClassVar = [
            GinIndex(
                OpClass(folded("name"), name="gin_trgm_ops"),
                name="municipality_name_search",
                # Municipalities are searched all day and written once a year.
                fastupdate=False,
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(belfiore__regex="^[A-Z][0-9]{3}$"),
                name="municipality_has_a_belfiore_code",
            ),
            models.CheckConstraint(
                condition=Q(province_code__regex="^[A-Z]{2}$"),
                name="municipality_province_has_two_letters",
            ),
            models.CheckConstraint(
                condition=Q(longitude=None, latitude=None)
                # With one of the two absent a range is neither true nor false, and would pass.
                | Q(
                    longitude__isnull=False,
                    longitude__range=(-180, 180),
                    latitude__isnull=False,
                    latitude__range=(-90, 90),
                ),
                name="municipality_point_is_whole_or_absent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.province_code})"

    @property
    def slug(self) -> str:
        """What stands for it in addresses: its name for people, its code for us."""
        return f"{slugify(self.name)}-{self.pk.lower()}"


class IstatCode(IdentifiedModel):
    """The ISTAT code of a municipality between two days; None is without limit."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="istat_codes"
    )
    code = models.CharField(max_length=6)
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    source = models.CharField(max_length=200)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(code__regex="^[0-9]{6}$"), name="istat_code_has_six_digits"
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None)
                | Q(valid_until=None)
                | Q(valid_until__gt=F("valid_from")),
                name="istat_code_ends_after_it_begins",
            ),
            ExclusionConstraint(
                name="municipality_has_one_istat_code_at_a_time",
                expressions=[
                    ("municipality", RangeOperators.EQUAL),
                    (days_held(), RangeOperators.OVERLAPS),
                ],
            ),
            ExclusionConstraint(
                name="istat_code_means_one_municipality_at_a_time",
                expressions=[
                    ("code", RangeOperators.EQUAL),
                    (days_held(), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Neighbourhood(IdentifiedModel):
    """A part of a municipality as the people who live there call it, until a day or still."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="neighbourhoods"
    )
    name = models.CharField(max_length=100)
    until = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                F("municipality"),
                folded("name"),
                condition=Q(until=None),
                name="neighbourhood_has_its_own_name",
            ),
            models.UniqueConstraint(
                fields=["id", "municipality"], name="neighbourhood_keeps_its_municipality"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Building(IdentifiedModel):
    """A building with an address; several households may live in it.

    A composite foreign key of the first migration keeps its neighbourhood in its municipality.
    """

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="buildings"
    )
    neighbourhood = models.ForeignKey(
        Neighbourhood, on_delete=models.PROTECT, related_name="buildings", null=True
    )
    street = models.CharField(max_length=150)
    number = models.CharField(max_length=20)
    note = models.CharField(max_length=300, blank=True)
    until = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                F("municipality"),
                folded("street"),
                folded("number"),
                condition=Q(until=None),
                name="building_stands_once_at_its_address",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.street} {self.number}"


class Population(IdentifiedModel):
    """How many people lived in a municipality on a day, and who counted them."""

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="populations"
    )
    on = models.DateField()
    inhabitants = models.PositiveIntegerField()
    source = models.CharField(max_length=200)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["municipality", "on"], name="municipality_is_counted_once_a_day"
            ),
        ]

    def __str__(self) -> str:
        return str(self.inhabitants)


class InnerArea(IdentifiedModel):
    """How far a municipality is from schools, hospital and station, between two days.

    Source: the classes A to F of the Strategia nazionale per le aree interne; D, E and F are
    inner areas.
    """

    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="inner_areas"
    )
    remoteness = models.CharField(max_length=1, choices=Remoteness.choices)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    source = models.CharField(max_length=200)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(remoteness__in=Remoteness.values), name="remoteness_is_known"
            ),
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gt=F("valid_from")),
                name="inner_area_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["municipality", "valid_from"], name="inner_area_begins_once_a_day"
            ),
            ExclusionConstraint(
                name="municipality_has_one_remoteness_at_a_time",
                expressions=[
                    ("municipality", RangeOperators.EQUAL),
                    (days_held(), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return self.remoteness


class Loading(IdentifiedModel):
    """A state of the bundled files that was loaded, remembered so that it is loaded once."""

    digest = models.CharField(max_length=64)
    loaded_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["digest"], name="bundled_places_are_loaded_once"),
        ]

    def __str__(self) -> str:
        return self.digest
