"""How many live in a municipality, and how far it is from what everybody needs."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.db import migrations, models

import ritrovo.foundations.kernel.ids


def identity() -> models.UUIDField:
    """Give a table its ids."""
    return models.UUIDField(
        default=ritrovo.foundations.kernel.ids.new_id,
        editable=False,
        primary_key=True,
        serialize=False,
    )


def municipality(many: str) -> models.ForeignKey:
    """Hang a table on municipalities."""
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT,
        related_name=many,
        to="places.municipality",
    )


class Migration(migrations.Migration):
    """Dated, with a source: who asks for a year gets what was counted for it."""

    dependencies = [("places", "0002_ends")]

    operations = [
        migrations.CreateModel(
            name="Population",
            fields=[
                ("id", identity()),
                ("on", models.DateField()),
                ("inhabitants", models.PositiveIntegerField()),
                ("source", models.CharField(max_length=200)),
                ("municipality", municipality("populations")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("municipality", "on"), name="municipality_is_counted_once_a_day"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="InnerArea",
            fields=[
                ("id", identity()),
                (
                    "remoteness",
                    models.CharField(
                        choices=[
                            ("A", "polo"),
                            ("B", "polo intercomunale"),
                            ("C", "cintura"),
                            ("D", "intermedio"),
                            ("E", "periferico"),
                            ("F", "ultraperiferico"),
                        ],
                        max_length=1,
                    ),
                ),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(null=True)),
                ("source", models.CharField(max_length=200)),
                ("municipality", municipality("inner_areas")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("remoteness__in", ["A", "B", "C", "D", "E", "F"])),
                        name="remoteness_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_until", None),
                            ("valid_until__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="inner_area_ends_after_it_begins",
                    ),
                    models.UniqueConstraint(
                        fields=("municipality", "valid_from"), name="inner_area_begins_once_a_day"
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("municipality", "="),
                            (
                                models.Func(
                                    models.F("valid_from"),
                                    models.F("valid_until"),
                                    django.contrib.postgres.fields.ranges.RangeBoundary(),
                                    function="DATERANGE",
                                    output_field=django.contrib.postgres.fields.ranges.DateRangeField(),
                                ),
                                "&&",
                            ),
                        ],
                        name="municipality_has_one_remoteness_at_a_time",
                    ),
                ],
            },
        ),
    ]
