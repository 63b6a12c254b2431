"""Reports: asked for, made, sealed, published. What is sealed never changes."""

import django.db.models.deletion
import ritrovo.foundations.kernel.clock
import ritrovo.foundations.kernel.ids
from django.db import migrations, models


FORWARD = """
    SELECT make_append_only('observatory_report');
    SELECT make_append_only('observatory_publication');
"""
REVERSE = """
    DROP TRIGGER is_append_only ON observatory_report;
    DROP TRIGGER is_never_truncated ON observatory_report;
    DROP TRIGGER is_append_only ON observatory_publication;
    DROP TRIGGER is_never_truncated ON observatory_publication;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("observatory", "0001_initial"),
        ("people", "0009_counters"),
    ]

    operations = [
        migrations.CreateModel(
            name="Report",
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
                ("edition", models.CharField(max_length=20, unique=True)),
                ("title", models.CharField(max_length=150)),
                ("on", models.DateField()),
                ("since", models.DateField(null=True)),
                ("until", models.DateField(null=True)),
                (
                    "language",
                    models.CharField(choices=[("it", "italiano"), ("en", "inglese")], max_length=2),
                ),
                ("content", models.CharField(max_length=64)),
                ("made_from", models.JSONField()),
                ("campaigns", models.PositiveBigIntegerField()),
                ("made_at", models.DateTimeField(default=ritrovo.foundations.kernel.clock.now)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.party",
                    ),
                ),
            ],
            options={
                "ordering": ["-on", "-made_at"],
            },
        ),
        migrations.CreateModel(
            name="Publication",
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
                (
                    "published_at",
                    models.DateTimeField(default=ritrovo.foundations.kernel.clock.now),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.party",
                    ),
                ),
                (
                    "report",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="publication",
                        to="observatory.report",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ReportMaking",
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
                ("edition", models.CharField(max_length=20)),
                ("title", models.CharField(max_length=150)),
                ("on", models.DateField()),
                ("since", models.DateField(null=True)),
                ("until", models.DateField(null=True)),
                (
                    "language",
                    models.CharField(choices=[("it", "italiano"), ("en", "inglese")], max_length=2),
                ),
                ("address", models.CharField(max_length=300)),
                ("publisher", models.CharField(max_length=200)),
                ("asked_at", models.DateTimeField(default=ritrovo.foundations.kernel.clock.now)),
                ("step", models.PositiveSmallIntegerField(default=0)),
                ("ended_at", models.DateTimeField(null=True)),
                ("trouble", models.TextField(blank=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.party",
                    ),
                ),
                (
                    "report",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="making",
                        to="observatory.report",
                    ),
                ),
            ],
            options={
                "ordering": ["-asked_at"],
            },
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(("content__regex", "^[0-9a-f]{64}$")),
                name="report_is_named_by_its_content",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportmaking",
            constraint=models.UniqueConstraint(
                models.Value(1),
                condition=models.Q(("ended_at", None)),
                name="one_report_is_made_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportmaking",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("since", None),
                    ("until", None),
                    ("until__gte", models.F("since")),
                    _connector="OR",
                ),
                name="report_period_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportmaking",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", ""), _negated=True), name="report_has_a_title"
            ),
        ),
        migrations.AddConstraint(
            model_name="reportmaking",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at", None), ("report", None), ("trouble", "")),
                    models.Q(
                        ("ended_at__isnull", False),
                        models.Q(("report", None), ("trouble", ""), _connector="XOR"),
                    ),
                    _connector="OR",
                ),
                name="making_ends_with_a_report_or_why_not",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportmaking",
            constraint=models.UniqueConstraint(
                fields=("edition",), name="edition_is_asked_for_once"
            ),
        ),
        migrations.RunSQL(FORWARD, REVERSE),
    ]
