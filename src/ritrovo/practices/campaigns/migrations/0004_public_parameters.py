"""The numbers of the public pages: amounts offered as cards, questions an hour, old drafts."""

from django.db import migrations

FORWARD = """
    INSERT INTO kernel_parameter (id, code, value, valid_from, source)
    SELECT gen_random_uuid(), code, value, DATE '2020-01-01', source FROM (VALUES
        ('campaigns.suggested_cents_1', 1000, 'House rule: a small gift is offered first'),
        ('campaigns.suggested_cents_2', 2000, 'House rule: the amount most people give'),
        ('campaigns.suggested_cents_3', 5000, 'House rule: a gift one thinks about'),
        ('campaigns.suggested_cents_4', 10000, 'House rule: the largest amount offered unasked'),
        ('campaigns.questions_an_hour', 5,
            'House rule: who asks more from one address in an hour is a program'),
        ('campaigns.draft_days', 30,
            'Art. 5 GDPR, storage limitation: a promise nobody made is forgotten after a month')
    ) AS seeded (code, value, source);
"""
REVERSE = """
    DELETE FROM kernel_parameter WHERE code LIKE 'campaigns.suggested_cents_%'
        OR code IN ('campaigns.questions_an_hour', 'campaigns.draft_days');
"""


class Migration(migrations.Migration):
    """Seed what may change."""

    dependencies = [("campaigns", "0003_categories")]
    operations = [migrations.RunSQL(FORWARD, REVERSE)]
