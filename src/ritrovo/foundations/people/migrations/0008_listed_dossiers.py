"""Dossiers that came from lists an organisation kept before."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """A dossier says whether a list brought it."""

    dependencies = [("people", "0007_requests")]
    operations = [
        migrations.AddField(
            model_name="dossier",
            name="listed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]
