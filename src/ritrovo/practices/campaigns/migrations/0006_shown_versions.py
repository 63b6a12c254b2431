"""A promise keeps which texts were shown before it was made."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """Point at the versions; texts are never deleted, so that nobody looks promises up by them."""

    dependencies = [("agreements", "0003_form_address"), ("campaigns", "0005_draft_by_browser")]
    operations = [
        migrations.AddField(
            model_name="pledge",
            name="privacy_version",
            field=models.ForeignKey(
                null=True,
                on_delete=models.PROTECT,
                related_name="+",
                to="agreements.version",
                db_index=False,
            ),
        ),
        migrations.AddField(
            model_name="pledge",
            name="newsletter_version",
            field=models.ForeignKey(
                null=True,
                on_delete=models.PROTECT,
                related_name="+",
                to="agreements.version",
                db_index=False,
            ),
        ),
        migrations.AddField(
            model_name="pledge",
            name="public_name_version",
            field=models.ForeignKey(
                null=True,
                on_delete=models.PROTECT,
                related_name="+",
                to="agreements.version",
                db_index=False,
            ),
        ),
    ]
