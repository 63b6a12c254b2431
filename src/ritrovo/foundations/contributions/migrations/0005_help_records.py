"""Which organisation recorded a help at its own desk; never changed either."""

import django.db.models.deletion
from django.db import migrations, models

import ritrovo.foundations.kernel.ids


class Migration(migrations.Migration):
    dependencies = [
        ("contributions", "0004_parameters"),
        ("people", "0005_tax_relief"),
    ]

    operations = [
        migrations.CreateModel(
            name="HelpRecord",
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
                    "contribution",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="help_record",
                        to="contributions.contribution",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["organisation", "id"], name="help_by_organisation")
                ],
            },
        ),
        migrations.RunSQL(
            "SELECT make_append_only('contributions_helprecord')",
            "DROP TRIGGER is_append_only ON contributions_helprecord;"
            "DROP TRIGGER is_never_truncated ON contributions_helprecord",
        ),
    ]
