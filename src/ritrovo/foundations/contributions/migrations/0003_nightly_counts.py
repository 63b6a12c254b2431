import django.db.models.deletion
from django.db import migrations, models

import ritrovo.foundations.kernel.ids


class Migration(migrations.Migration):
    dependencies = [
        ("contributions", "0002_append_only"),
        ("ecosystems", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="NightlyCount",
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
                ("measure", models.CharField(max_length=40)),
                ("value", models.PositiveIntegerField()),
                ("whole", models.PositiveIntegerField()),
                ("shown", models.PositiveIntegerField(null=True)),
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
                        fields=("context_id", "ecosystem", "measure"),
                        name="measure_is_counted_once_per_scope",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("value__lte", models.F("whole"))),
                        name="counted_is_part_of_its_whole",
                    ),
                ],
            },
        ),
    ]
