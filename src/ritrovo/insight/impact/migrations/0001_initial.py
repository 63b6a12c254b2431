"""Ties, readings, rounds, studies and figures."""

import django.db.models.deletion
import ritrovo.foundations.kernel.clock
import ritrovo.foundations.kernel.ids
from django.db import migrations, models


class Migration(migrations.Migration):
    """What is read from the facts, and what is known of it."""

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Touched",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("giver", models.UUIDField()),
                ("receiver", models.UUIDField()),
                ("day", models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name="Reading",
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
                ("known_until", models.DateTimeField()),
                ("days", models.BigIntegerField()),
                ("is_whole", models.BooleanField(default=False)),
            ],
            options={
                "indexes": [models.Index(fields=["known_until"], name="reading_by_moment")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("days__gte", 0)), name="reading_counts_its_days"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Round",
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
                    "scope_kind",
                    models.CharField(
                        choices=[
                            ("everywhere", "everywhere"),
                            ("ecosystem", "ecosystem"),
                            ("context", "context"),
                            ("organisation", "organisation"),
                            ("municipality", "municipality"),
                        ],
                        max_length=12,
                    ),
                ),
                ("scope_id", models.CharField(blank=True, max_length=36)),
                ("is_nightly", models.BooleanField()),
                ("known_until", models.DateTimeField()),
                ("scopes", models.PositiveIntegerField(default=0)),
                ("done", models.PositiveIntegerField(default=0)),
                ("last", models.CharField(blank=True, max_length=60)),
                ("studies", models.PositiveIntegerField(default=0)),
                ("started_at", models.DateTimeField(default=ritrovo.foundations.kernel.clock.now)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["-started_at"], name="round_by_moment")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("done__lte", models.F("scopes"))),
                        name="round_does_no_more_than_its_scopes",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None), ("is_nightly", True)),
                        fields=("is_nightly",),
                        name="one_nightly_round_at_a_time",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None), ("is_nightly", False)),
                        fields=("scope_kind", "scope_id"),
                        name="scope_is_counted_once_at_a_time",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Study",
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
                    "scope_kind",
                    models.CharField(
                        choices=[
                            ("everywhere", "everywhere"),
                            ("ecosystem", "ecosystem"),
                            ("context", "context"),
                            ("organisation", "organisation"),
                            ("municipality", "municipality"),
                        ],
                        max_length=12,
                    ),
                ),
                ("scope_id", models.CharField(blank=True, max_length=36)),
                ("since", models.DateField(null=True)),
                ("until", models.DateField(null=True)),
                ("known_until", models.DateTimeField()),
                ("digest", models.CharField(max_length=40)),
                ("tables", models.JSONField(default=dict)),
                ("made_at", models.DateTimeField(default=ritrovo.foundations.kernel.clock.now)),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="studied",
                        to="impact.round",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Figure",
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
                ("network", models.CharField(blank=True, max_length=12)),
                ("code", models.CharField(max_length=40)),
                ("value", models.FloatField(null=True)),
                ("whole", models.BigIntegerField(null=True)),
                ("low", models.FloatField(null=True)),
                ("high", models.FloatField(null=True)),
                ("reason", models.CharField(blank=True, max_length=80)),
                (
                    "study",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="figures",
                        to="impact.study",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Tie",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("giver", models.UUIDField()),
                ("receiver", models.UUIDField()),
                ("day", models.DateField()),
                ("kind", models.CharField(max_length=9)),
                ("basis", models.CharField(max_length=8)),
                ("unit", models.CharField(max_length=20)),
                ("setting", models.CharField(max_length=9)),
                ("headcount", models.PositiveIntegerField()),
                ("ecosystem", models.UUIDField(null=True)),
                ("context", models.UUIDField(null=True)),
                ("giver_says", models.CharField(max_length=3, null=True)),
                ("receiver_says", models.CharField(max_length=3, null=True)),
                ("times", models.BigIntegerField()),
                ("quantity", models.BigIntegerField()),
                ("fact", models.UUIDField()),
                ("at", models.DateTimeField()),
                ("last_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["giver", "receiver", "day"], name="tie_by_day")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("times__gte", 1)), name="tie_stands_for_a_fact"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("quantity__gt", 0)), name="tie_gives_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("giver", models.F("receiver")), _negated=True),
                        name="tie_is_between_two_parties",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="study",
            index=models.Index(
                fields=["scope_kind", "scope_id", "since", "until", "-known_until"],
                name="study_by_scope",
            ),
        ),
        migrations.AddConstraint(
            model_name="study",
            constraint=models.UniqueConstraint(
                fields=("round", "scope_kind", "scope_id", "since", "until"),
                name="scope_is_studied_once_a_round",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="study",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("since", None),
                    ("until", None),
                    ("until__gt", models.F("since")),
                    _connector="OR",
                ),
                name="study_ends_after_it_starts",
            ),
        ),
        migrations.AddConstraint(
            model_name="study",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "scope_kind__in",
                        ["everywhere", "ecosystem", "context", "organisation", "municipality"],
                    )
                ),
                name="study_scope_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="figure",
            constraint=models.UniqueConstraint(
                fields=("study", "network", "code"), name="figure_stands_once_in_its_study"
            ),
        ),
        migrations.AddConstraint(
            model_name="figure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reason", ""), ("value__isnull", False)),
                    models.Q(("value__isnull", True), models.Q(("reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="figure_has_a_value_or_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="figure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("low", None), ("high", None), ("high__gte", models.F("low")), _connector="OR"
                ),
                name="interval_rises",
            ),
        ),
    ]
