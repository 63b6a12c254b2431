"""What bounds letters to an address nobody has proved, and questions from one place."""

import django.db.models.functions.text
from django.db import migrations, models
from django.db.models.fields.json import KT

FORWARD = """
    INSERT INTO kernel_parameter (id, code, value, valid_from, source) VALUES
        (gen_random_uuid(), 'campaigns.links_unopened', 5, DATE '2020-01-01',
            'House rule: who has five links to open opens one before another letter is sent');
"""
REVERSE = "DELETE FROM kernel_parameter WHERE code = 'campaigns.links_unopened';"


class Migration(migrations.Migration):
    """Find at once what waits for an address, and what one place asked in the last hour."""

    dependencies = [("campaigns", "0006_shown_versions")]
    operations = [
        migrations.AddField(
            model_name="question",
            name="asked_from",
            field=models.CharField(blank=True, max_length=32),
        ),
        migrations.AddIndex(
            model_name="question",
            index=models.Index(
                condition=models.Q(("asked_from", ""), _negated=True),
                fields=["asked_from", "asked_at"],
                name="question_by_place",
            ),
        ),
        migrations.AddIndex(
            model_name="pledge",
            index=models.Index(
                django.db.models.functions.text.Upper("email"),
                condition=models.Q(("state", "awaiting")),
                name="pledge_unopened_by_address",
            ),
        ),
        migrations.AddIndex(
            model_name="pledgedraft",
            index=models.Index(
                django.db.models.functions.text.Upper(KT("answers__email")),
                condition=models.Q(("pledge", None)),
                name="draft_by_address",
            ),
        ),
        migrations.AddIndex(
            model_name="needoffer",
            index=models.Index(
                django.db.models.functions.text.Upper("email"),
                condition=models.Q(("state", "awaiting")),
                name="offer_unopened_by_address",
            ),
        ),
        migrations.RunSQL(FORWARD, REVERSE),
    ]
