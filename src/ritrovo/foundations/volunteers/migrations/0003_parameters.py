"""How long what the lists say is kept, and how early a policy's end is announced."""

from django.db import migrations

FORWARD = """
    INSERT INTO kernel_parameter (id, code, value, valid_from, source) VALUES
        (gen_random_uuid(), 'volunteers.keep_years', 10, '2000-01-01',
         'Prescrizione ordinaria, art. 2946 c.c.: dieci anni dalla fine del volontariato'),
        (gen_random_uuid(), 'volunteers.policy_notice_days', 30, '2000-01-01',
         'Regola della casa: un mese per rinnovare la polizza');
"""
REVERSE = """
    DELETE FROM kernel_parameter
        WHERE code IN ('volunteers.keep_years', 'volunteers.policy_notice_days');
"""


class Migration(migrations.Migration):
    """Terms are data, with their source."""

    dependencies = [("volunteers", "0002_registers"), ("kernel", "0002_parameters")]
    operations = [migrations.RunSQL(FORWARD, REVERSE)]
