"""Municipalities, dated ISTAT codes, neighbourhoods, buildings."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

import ritrovo.foundations.kernel.clock
import ritrovo.foundations.kernel.ids

FOLDED = "trim(regexp_replace(plain_text(%(expressions)s), '[^a-z0-9]+', ' ', 'g'))"
FORWARD = """
    ALTER TABLE places_building ADD CONSTRAINT building_neighbourhood_is_in_its_municipality
        FOREIGN KEY (neighbourhood_id, municipality_id)
        REFERENCES places_neighbourhood (id, municipality_id);
"""
REVERSE = """
    ALTER TABLE places_building DROP CONSTRAINT building_neighbourhood_is_in_its_municipality;
"""


class Migration(migrations.Migration):
    """Keep, below the tables, what Django has no word for: a composite foreign key."""

    initial = True

    dependencies = [("kernel", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Loading",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ritrovo.foundations.kernel.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("digest", models.CharField(max_length=64)),
                ("loaded_at", models.DateTimeField(default=ritrovo.foundations.kernel.clock.now)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("digest",), name="bundled_places_are_loaded_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Municipality",
            fields=[
                ("belfiore", models.CharField(max_length=4, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=100)),
                ("province_code", models.CharField(db_index=True, max_length=2)),
                ("province", models.CharField(max_length=60)),
                ("region", models.CharField(max_length=60)),
                ("longitude", models.DecimalField(decimal_places=5, max_digits=8, null=True)),
                ("latitude", models.DecimalField(decimal_places=5, max_digits=8, null=True)),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(
                            models.Func(
                                models.F("name"),
                                output_field=models.TextField(),
                                template=FOLDED,
                            ),
                            name="gin_trgm_ops",
                        ),
                        fastupdate=False,
                        name="municipality_name_search",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("belfiore__regex", "^[A-Z][0-9]{3}$")),
                        name="municipality_has_a_belfiore_code",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("province_code__regex", "^[A-Z]{2}$")),
                        name="municipality_province_has_two_letters",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("latitude", None), ("longitude", None)),
                            models.Q(
                                ("latitude__isnull", False),
                                ("latitude__range", (-90, 90)),
                                ("longitude__isnull", False),
                                ("longitude__range", (-180, 180)),
                            ),
                            _connector="OR",
                        ),
                        name="municipality_point_is_whole_or_absent",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Neighbourhood",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ritrovo.foundations.kernel.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("name", models.CharField(max_length=100)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="neighbourhoods",
                        to="places.municipality",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Building",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ritrovo.foundations.kernel.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("street", models.CharField(max_length=150)),
                ("number", models.CharField(max_length=20)),
                ("note", models.CharField(blank=True, max_length=300)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="buildings",
                        to="places.municipality",
                    ),
                ),
                (
                    "neighbourhood",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="buildings",
                        to="places.neighbourhood",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="IstatCode",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ritrovo.foundations.kernel.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("code", models.CharField(max_length=6)),
                ("valid_from", models.DateField(null=True)),
                ("valid_until", models.DateField(null=True)),
                ("source", models.CharField(max_length=200)),
                (
                    "municipality",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="istat_codes",
                        to="places.municipality",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("code__regex", "^[0-9]{6}$")),
                        name="istat_code_has_six_digits",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("valid_from", None),
                            ("valid_until", None),
                            ("valid_until__gt", models.F("valid_from")),
                            _connector="OR",
                        ),
                        name="istat_code_ends_after_it_begins",
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
                        name="municipality_has_one_istat_code_at_a_time",
                    ),
                    django.contrib.postgres.constraints.ExclusionConstraint(
                        expressions=[
                            ("code", "="),
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
                        name="istat_code_means_one_municipality_at_a_time",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="neighbourhood",
            constraint=models.UniqueConstraint(
                models.F("municipality"),
                models.Func(
                    models.F("name"),
                    output_field=models.TextField(),
                    template=FOLDED,
                ),
                name="neighbourhood_has_its_own_name",
            ),
        ),
        migrations.AddConstraint(
            model_name="neighbourhood",
            constraint=models.UniqueConstraint(
                fields=("id", "municipality"), name="neighbourhood_keeps_its_municipality"
            ),
        ),
        migrations.AddConstraint(
            model_name="building",
            constraint=models.UniqueConstraint(
                models.F("municipality"),
                models.Func(
                    models.F("street"),
                    output_field=models.TextField(),
                    template=FOLDED,
                ),
                models.Func(
                    models.F("number"),
                    output_field=models.TextField(),
                    template=FOLDED,
                ),
                name="building_stands_once_at_its_address",
            ),
        ),
        migrations.RunSQL(FORWARD, REVERSE),
    ]
