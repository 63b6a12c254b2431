"""Let the runtime role empty a receipt after its term; what else may change the guard decides."""

from django.db import migrations

# `grant_runtime` takes UPDATE away wherever a trigger has the common name.
FORWARD = """
    ALTER TRIGGER is_never_truncated ON payments_receipt RENAME TO receipts_are_never_truncated;
"""
REVERSE = """
    ALTER TRIGGER receipts_are_never_truncated ON payments_receipt RENAME TO is_never_truncated;
"""


class Migration(migrations.Migration):
    """The table stays guarded by `receipt_is_never_changed`."""

    dependencies = [("payments", "0005_kept_choices")]
    operations = [migrations.RunSQL(FORWARD, REVERSE)]
