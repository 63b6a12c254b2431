"""How many backups are kept."""

from django.db import migrations

FORWARD = """
    INSERT INTO kernel_parameter (id, code, value, valid_from, source)
    SELECT gen_random_uuid(), code, value, DATE '2020-01-01', source FROM (VALUES
        ('backups.kept_days', 7,
            'House rule: what went wrong this week can be looked up day by day'),
        ('backups.kept_weeks', 4,
            'House rule: what went wrong this month can be looked up week by week'),
        ('backups.kept_months', 12,
            'House rule: a year of accounts, the time in which a mistake in the books is found')
    ) AS seeded (code, value, source);
"""
REVERSE = """
    DELETE FROM kernel_parameter WHERE code LIKE 'backups.%';
"""


class Migration(migrations.Migration):
    """Seed what may change."""

    initial = True
    dependencies = [("kernel", "0002_parameters")]
    operations = [migrations.RunSQL(FORWARD, REVERSE)]
