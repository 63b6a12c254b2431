"""What was decided of a bank file's lines before it is imported."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Remember it with the file."""

    dependencies = [("payments", "0004_keeping")]
    operations = [
        migrations.AddField("statementupload", "choices", models.JSONField(default=dict)),
    ]
