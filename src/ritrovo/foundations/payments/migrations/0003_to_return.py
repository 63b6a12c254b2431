"""A person decides that held-back money goes back; the bank's debit follows."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Remember when it was decided."""

    dependencies = [("payments", "0002_receipts")]
    operations = [
        migrations.AddField("payment", "to_return_at", models.DateTimeField(null=True)),
    ]
