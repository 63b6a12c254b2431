"""A consent says on which page it was given, by its whole address."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Make room for an address."""

    dependencies = [("agreements", "0002_append_only")]
    operations = [
        migrations.AlterField("consent", "form", models.CharField(max_length=200)),
    ]
