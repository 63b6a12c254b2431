"""How few people a number may speak of, and how long a confirmation's link lives."""

from django.db import migrations

FORWARD = """
    INSERT INTO kernel_parameter (id, code, value, valid_from, source) VALUES
        (gen_random_uuid(), 'disclosure.minimum_count', 5, '2000-01-01',
         'Regola della casa, dalla regola della frequenza minima: ESSnet, Handbook on Statistical'
         ' Disclosure Control (2010), tabelle di frequenza'),
        (gen_random_uuid(), 'disclosure.minimum_rate_base', 30, '2000-01-01',
         'Regola della casa: sotto 30 casi una percentuale dice più di quanto si sa'),
        (gen_random_uuid(), 'confirmation.link_days', 60, '2000-01-01', 'Regola della casa');
"""
REVERSE = """
    DELETE FROM kernel_parameter WHERE code IN
        ('disclosure.minimum_count', 'disclosure.minimum_rate_base', 'confirmation.link_days');
"""


class Migration(migrations.Migration):
    """Numbers that a house rule fixes are data, with their source."""

    dependencies = [("contributions", "0003_nightly_counts"), ("kernel", "0002_parameters")]
    operations = [migrations.RunSQL(FORWARD, REVERSE)]
