"""An address finds its dossiers whatever its capitals."""

from django.db import migrations, models
from django.db.models.functions import Upper


class Migration(migrations.Migration):
    """Index addresses as they are compared: every verified gift looks for its giver."""

    dependencies = [("people", "0005_tax_relief")]
    operations = [
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(Upper("email"), "organisation", name="dossier_by_address"),
        ),
    ]
