"""The numbers of the post: when digests leave, how often to try, how long bodies are kept."""

from django.db import migrations

FORWARD = """
    INSERT INTO kernel_parameter (id, code, value, valid_from, source)
    SELECT gen_random_uuid(), code, value, DATE '2020-01-01', source FROM (VALUES
        ('messages.digest_hour', 7, 'House rule: the daily digest is there at breakfast, Rome time'),
        ('messages.attempts', 6, 'House rule: six tries over a day, then a person looks'),
        ('messages.body_kept_days', 90, 'House rule: the words of a mail that never left go after three months'),
        ('messages.soft_bounces', 5, 'House rule: so many temporary bounces in 30 days stop an address')
    ) AS seeded (code, value, source);
"""
REVERSE = "DELETE FROM kernel_parameter WHERE code LIKE 'messages.%';"


class Migration(migrations.Migration):
    """Seed what may change."""

    dependencies = [("ritrovo_messages", "0001_initial"), ("kernel", "0002_parameters")]
    operations = [migrations.RunSQL(FORWARD, REVERSE)]
