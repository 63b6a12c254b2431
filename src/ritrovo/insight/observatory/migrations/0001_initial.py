"""Imports, mappings, corrections, decisions and sources of the observatory."""

import django.db.models.deletion
import django.db.models.expressions
import ritrovo.foundations.kernel.clock
import ritrovo.foundations.kernel.ids
from django.db import migrations, models


FORWARD = """
    SELECT make_append_only('observatory_mapping');
    SELECT make_append_only('observatory_correction');
    SELECT make_append_only('observatory_categoryplace');
    SELECT make_append_only('observatory_rate');
    SELECT make_append_only('observatory_publishedfigure');
    SELECT make_append_only('observatory_platformlife');
"""


class Migration(migrations.Migration):
    """What was said once stays as it was said."""

    initial = True

    dependencies = [
        ("people", "0009_counters"),
    ]

    operations = [
        migrations.CreateModel(
            name="Mapping",
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
                ("name", models.CharField(max_length=40)),
                ("version", models.PositiveIntegerField()),
                ("title", models.CharField(max_length=120)),
                ("text", models.TextField()),
                ("digest", models.CharField(max_length=64)),
                ("is_shipped", models.BooleanField(default=False)),
                ("saved_at", models.DateTimeField(default=ritrovo.foundations.kernel.clock.now)),
                (
                    "saved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.party",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("name", "version"), name="mapping_version_is_saved_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name__regex", "^[a-z][a-z0-9_]*$")),
                        name="mapping_is_named_in_plain_words",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_shipped", True), ("saved_by__isnull", False), _connector="OR"
                        ),
                        name="mapping_says_who_saved_it",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Import",
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
                ("name", models.CharField(max_length=200)),
                ("draft", models.JSONField(null=True)),
                ("sha256", models.CharField(max_length=64)),
                ("size_bytes", models.BigIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("looked_at", "da guardare"),
                            ("queued", "in attesa"),
                            ("working", "sta entrando"),
                            ("done", "entrata"),
                            ("same", "c'era già"),
                            ("failed", "non si legge"),
                            ("taken_back", "annullata"),
                        ],
                        default="looked_at",
                        max_length=12,
                    ),
                ),
                ("step", models.PositiveSmallIntegerField(default=0)),
                ("day", models.DateField(null=True)),
                ("manifest", models.CharField(blank=True, max_length=16)),
                ("encoding", models.CharField(blank=True, max_length=20)),
                ("separator", models.CharField(blank=True, max_length=2)),
                ("rows_read", models.PositiveBigIntegerField(default=0)),
                ("rows_entered", models.PositiveBigIntegerField(default=0)),
                ("rows_refused", models.PositiveBigIntegerField(default=0)),
                ("rows_repeated", models.PositiveBigIntegerField(default=0)),
                ("trouble", models.TextField(blank=True)),
                ("uploaded_at", models.DateTimeField(default=ritrovo.foundations.kernel.clock.now)),
                ("begun_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "same_as",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="observatory.import",
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.party",
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.party",
                    ),
                ),
                (
                    "mapping",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="imports",
                        to="observatory.mapping",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["-uploaded_at"], name="import_by_time")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("state__in", ["looked_at", "queued", "working", "done"])
                        ),
                        fields=("sha256",),
                        name="same_file_is_imported_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["looked_at", "failed", "taken_back", "same"]),
                            ("mapping__isnull", False),
                            _connector="OR",
                        ),
                        name="import_is_read_by_a_mapping",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "done"), _negated=True),
                            (
                                "rows_read",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        models.F("rows_entered"), "+", models.F("rows_refused")
                                    ),
                                    "+",
                                    models.F("rows_repeated"),
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="import_loses_no_row",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", "taken_back"),
                                ("undone_at__isnull", False),
                                ("undone_by__isnull", False),
                            ),
                            models.Q(
                                models.Q(("state", "taken_back"), _negated=True),
                                ("undone_at", None),
                                ("undone_by", None),
                            ),
                            _connector="OR",
                        ),
                        name="taking_back_says_who_and_when",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PlatformLife",
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
                ("source", models.CharField(max_length=300)),
                ("told_at", models.DateTimeField(default=ritrovo.foundations.kernel.clock.now)),
                ("platform", models.CharField(max_length=120)),
                (
                    "event",
                    models.CharField(
                        choices=[("born", "nata"), ("dormant", "dormiente"), ("closed", "chiusa")],
                        max_length=20,
                    ),
                ),
                ("on", models.CharField(max_length=10)),
                (
                    "told_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.party",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("on__regex", "^\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$")
                        ),
                        name="platform_event_is_of_some_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True),
                        name="platform_event_has_a_source",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PublishedFigure",
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
                ("source", models.CharField(max_length=300)),
                ("told_at", models.DateTimeField(default=ritrovo.foundations.kernel.clock.now)),
                ("as_of", models.CharField(max_length=10)),
                (
                    "measure",
                    models.CharField(
                        choices=[
                            ("stock", "stock: tutto, dalla nascita"),
                            ("flow", "flusso: in un periodo"),
                        ],
                        max_length=5,
                    ),
                ),
                ("cents", models.BigIntegerField()),
                ("series", models.CharField(max_length=60)),
                ("scope", models.CharField(blank=True, max_length=300)),
                (
                    "told_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.party",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "as_of__regex",
                                "^\\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\\d|3[01]))?)?$",
                            )
                        ),
                        name="published_figure_is_of_some_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("cents__gt", 0)),
                        name="published_figure_is_more_than_nothing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True),
                        name="published_figure_has_a_source",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Rate",
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
                ("source", models.CharField(max_length=300)),
                ("told_at", models.DateTimeField(default=ritrovo.foundations.kernel.clock.now)),
                ("day", models.DateField()),
                ("currency", models.CharField(max_length=3)),
                ("units_per_euro", models.DecimalField(decimal_places=6, max_digits=18)),
                (
                    "told_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.party",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["currency", "day"], name="rate_by_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("units_per_euro__gt", 0)),
                        name="rate_is_more_than_nothing",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("currency__regex", "^[A-Z]{3}$"),
                            models.Q(("currency", "EUR"), _negated=True),
                        ),
                        name="rate_is_of_another_currency",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("source", ""), _negated=True), name="rate_has_a_source"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CategoryPlace",
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
                ("platform", models.CharField(max_length=80)),
                ("category", models.CharField(max_length=300)),
                ("node", models.CharField(max_length=60)),
                ("placed_at", models.DateTimeField(default=ritrovo.foundations.kernel.clock.now)),
                (
                    "placed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.party",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["platform", "category", "placed_at"], name="place_of_category"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="DuplicateDecision",
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
                ("platform", models.CharField(max_length=80)),
                ("campaign_id", models.CharField(max_length=200)),
                ("other_platform", models.CharField(max_length=80)),
                ("other_campaign_id", models.CharField(max_length=200)),
                ("title", models.CharField(blank=True, max_length=300)),
                (
                    "verdict",
                    models.CharField(
                        choices=[("same", "è la stessa"), ("two", "sono due")], max_length=4
                    ),
                ),
                ("counts_other", models.BooleanField(default=False)),
                ("decided_at", models.DateTimeField(default=ritrovo.foundations.kernel.clock.now)),
                ("taken_back_at", models.DateTimeField(null=True)),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.party",
                    ),
                ),
                (
                    "taken_back_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.party",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("taken_back_at", None)),
                        fields=("platform", "campaign_id", "other_platform", "other_campaign_id"),
                        name="pair_is_decided_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("platform__lt", models.F("other_platform"))),
                        name="pair_is_told_in_one_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("taken_back_at", None), ("taken_back_by", None)),
                            models.Q(
                                ("taken_back_at__isnull", False), ("taken_back_by__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="pair_taken_back_says_who_and_when",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Correction",
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
                ("line", models.PositiveBigIntegerField()),
                ("column", models.CharField(max_length=200)),
                ("was", models.TextField(blank=True)),
                ("cell", models.TextField(blank=True)),
                (
                    "corrected_at",
                    models.DateTimeField(default=ritrovo.foundations.kernel.clock.now),
                ),
                (
                    "corrected_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.party",
                    ),
                ),
                (
                    "of",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="observatory.import",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["of", "line", "corrected_at"], name="correction_by_line")
                ],
            },
        ),
        migrations.RunSQL(FORWARD, migrations.RunSQL.noop),
    ]
