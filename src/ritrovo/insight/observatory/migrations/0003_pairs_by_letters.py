"""Pairs stand in one order whatever the database sorts by."""

from django.db import migrations, models
from django.db.models.functions import Collate


class Migration(migrations.Migration):
    dependencies = [("observatory", "0002_reports")]

    operations = [
        migrations.RemoveConstraint(
            model_name="duplicatedecision", name="pair_is_told_in_one_order"
        ),
        migrations.AddConstraint(
            model_name="duplicatedecision",
            constraint=models.CheckConstraint(
                condition=models.Q(platform__lt=Collate(models.F("other_platform"), "C")),
                name="pair_is_told_in_one_order",
            ),
        ),
    ]
