"""Why a piece of background work failed."""

from django.db import migrations, models

import ritrovo.foundations.kernel.clock


class Migration(migrations.Migration):
    """One row for each failed job: the queue itself keeps no reason."""

    initial = True

    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Failure",
            fields=[
                ("job_id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("at", models.DateTimeField(default=ritrovo.foundations.kernel.clock.now)),
                ("words", models.CharField(max_length=200)),
            ],
        ),
    ]
