"""What a donor saves on taxes: rates and ceilings of art. 83 D.Lgs. 117/2017."""

from django.db import migrations

FORWARD = """
    INSERT INTO kernel_parameter (id, code, value, valid_from, source) VALUES
    (gen_random_uuid(), 'relief.detraction_per_cent', 30, '2018-01-01',
        'Art. 83 c. 1 D.Lgs. 117/2017: detraction for natural persons'),
    (gen_random_uuid(), 'relief.detraction_per_cent_odv', 35, '2018-01-01',
        'Art. 83 c. 1 D.Lgs. 117/2017: detraction for gifts to voluntary organisations (ODV)'),
    (gen_random_uuid(), 'relief.detraction_ceiling_cents', 3000000, '2018-01-01',
        'Art. 83 c. 1 D.Lgs. 117/2017: at most 30,000 euros a year'),
    (gen_random_uuid(), 'relief.deduction_per_cent', 10, '2018-01-01',
        'Art. 83 c. 2 D.Lgs. 117/2017: deduction up to this share of total income');
"""
REVERSE = "DELETE FROM kernel_parameter WHERE code LIKE 'relief.%'"


class Migration(migrations.Migration):
    """Seed the parameters that receipts and reasons of payment read."""

    dependencies = [("people", "0004_search_log_guard"), ("kernel", "0002_parameters")]
    operations = [migrations.RunSQL(FORWARD, REVERSE)]
