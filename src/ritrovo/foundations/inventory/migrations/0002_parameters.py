"""How long a list waits."""

from django.db import migrations

FORWARD = """
    INSERT INTO kernel_parameter (id, code, value, valid_from, source) VALUES
        (gen_random_uuid(), 'inventory.waiting_days', 14, '2000-01-01',
         'Regola della casa: due settimane per correggere un elenco');
"""
REVERSE = "DELETE FROM kernel_parameter WHERE code = 'inventory.waiting_days';"


class Migration(migrations.Migration):
    """Terms are data, with their source."""

    dependencies = [("inventory", "0001_initial"), ("kernel", "0002_parameters")]
    operations = [migrations.RunSQL(FORWARD, REVERSE)]
