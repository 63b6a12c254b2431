"""How long the words of the bank and of receipts are kept, and how long a file may wait."""

from django.db import migrations

FORWARD = """
    INSERT INTO kernel_parameter (id, code, value, valid_from, source) VALUES
        (gen_random_uuid(), 'payments.receipt_years', 10, '2000-01-01',
         'Art. 2220 c.c.: accounting records are kept for ten years'),
        (gen_random_uuid(), 'payments.line_years', 10, '2000-01-01',
         'Art. 2220 c.c.: accounting records are kept for ten years'),
        (gen_random_uuid(), 'payments.upload_days', 7, '2000-01-01',
         'Regola della casa: un file caricato e mai importato non resta');
"""
REVERSE = "DELETE FROM kernel_parameter WHERE code LIKE 'payments.%'"


class Migration(migrations.Migration):
    """Durations that law and house fix are data, with their source."""

    dependencies = [("payments", "0003_to_return"), ("kernel", "0002_parameters")]
    operations = [migrations.RunSQL(FORWARD, REVERSE)]
