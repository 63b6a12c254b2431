"""A text that people agreed to never changes; a consent is taken back, never deleted."""

from django.db import migrations

FORWARD = """
    SELECT make_append_only('agreements_version');
    SELECT make_append_only('agreements_consent');
    SELECT make_append_only('agreements_withdrawal');
    INSERT INTO kernel_parameter (id, code, value, valid_from, source) VALUES
        (gen_random_uuid(), 'agreements.trace_days', 180, DATE '2020-01-01',
         'House rule: from where a consent came is kept half a year (art. 5.1.e GDPR)');
"""
REVERSE = """
    DELETE FROM kernel_parameter WHERE code = 'agreements.trace_days';
    DROP TRIGGER is_append_only ON agreements_version;
    DROP TRIGGER is_never_truncated ON agreements_version;
    DROP TRIGGER is_append_only ON agreements_consent;
    DROP TRIGGER is_never_truncated ON agreements_consent;
    DROP TRIGGER is_append_only ON agreements_withdrawal;
    DROP TRIGGER is_never_truncated ON agreements_withdrawal;
"""


class Migration(migrations.Migration):
    """The database has the last word on what was agreed."""

    dependencies = [("agreements", "0001_initial"), ("kernel", "0002_parameters")]
    operations = [migrations.RunSQL(FORWARD, REVERSE)]
