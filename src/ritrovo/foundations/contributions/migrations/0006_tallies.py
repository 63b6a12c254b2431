"""Scopes of very many facts keep their counts."""

import django.db.models.deletion
from django.db import migrations, models

import ritrovo.foundations.kernel.ids


class Migration(migrations.Migration):
    """One row for each scope whose facts are too many to count for every page."""

    dependencies = [("contributions", "0005_help_records"), ("ecosystems", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="Tally",
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
                ("context_id", models.UUIDField(null=True)),
                ("givers", models.PositiveIntegerField()),
                ("organisations", models.PositiveIntegerField()),
                ("new_companions", models.PositiveIntegerField()),
                ("ties_between_kinds", models.PositiveIntegerField()),
                ("needs_met", models.PositiveIntegerField()),
                ("handovers", models.PositiveIntegerField()),
                ("counted_at", models.DateTimeField()),
                (
                    "ecosystem",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="ecosystems.ecosystem",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("context_id", "ecosystem"),
                        name="scope_has_one_tally",
                        nulls_distinct=False,
                    )
                ],
            },
        ),
    ]
