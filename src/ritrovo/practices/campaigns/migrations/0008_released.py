"""How much was promised to a campaign and let go at its end, kept instead of summed each time."""

from django.db import migrations, models

FORWARD = """
    UPDATE campaigns_campaign c SET released_cents = r.cents
    FROM (
        SELECT p.campaign_id, sum(t.count) AS cents
        FROM campaigns_pledge p
        JOIN ledger_journal j
            ON j.practice = 'campaigns' AND j.subject_id = p.id AND j.kind = 'release'
        JOIN ledger_transfer t ON t.journal_id = j.id
        WHERE p.state = 'released'
        GROUP BY p.campaign_id
    ) r
    WHERE r.campaign_id = c.id;
"""


class Migration(migrations.Migration):
    """Keep the sum with the campaign, from the books."""

    dependencies = [("campaigns", "0007_letters_bounded"), ("ledger", "0002_books")]
    operations = [
        migrations.AddField("campaign", "released_cents", models.BigIntegerField(default=0)),
        migrations.RunSQL(FORWARD, migrations.RunSQL.noop),
    ]
