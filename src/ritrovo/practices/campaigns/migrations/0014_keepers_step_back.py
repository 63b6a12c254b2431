"""Keepers who step back: a day beside their yes, which stays."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("campaigns", "0013_report")]

    operations: ClassVar = [
        migrations.AddField(model_name="keeper", name="left_on", field=models.DateField(null=True)),
        migrations.AddConstraint(
            model_name="keeper",
            constraint=models.CheckConstraint(
                condition=models.Q(("left_on", None), ("state", "accepted"), _connector="OR"),
                name="who_steps_back_had_accepted",
            ),
        ),
    ]
