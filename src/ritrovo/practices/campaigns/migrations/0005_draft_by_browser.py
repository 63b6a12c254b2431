"""A browser's drafts are found without reading everybody's."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Index what every page of a promise looks for."""

    dependencies = [("campaigns", "0004_public_parameters")]
    operations = [
        migrations.AddIndex(
            model_name="pledgedraft",
            index=models.Index(fields=["browser", "campaign"], name="draft_by_browser"),
        ),
    ]
