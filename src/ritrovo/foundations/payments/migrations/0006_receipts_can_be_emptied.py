"""Let the runtime role empty a receipt after its term; what else may change the guard decides."""

from django.db import migrations

GUARD = """
    CREATE OR REPLACE FUNCTION payments_guard_receipt() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' AND OLD.locked_until <= {today} AND NEW.snapshot = '{{}}'::jsonb
            AND (to_jsonb(NEW) - 'snapshot') = (to_jsonb(OLD) - 'snapshot') THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'a receipt is voided, never changed'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'receipt_is_never_changed';
    END $$;
"""
# `grant_runtime` takes UPDATE away wherever a trigger has the common name. Terms are Italian days.
FORWARD = """
    ALTER TRIGGER is_never_truncated ON payments_receipt RENAME TO receipts_are_never_truncated;
""" + GUARD.format(today="(now() AT TIME ZONE 'Europe/Rome')::date")
REVERSE = """
    ALTER TRIGGER receipts_are_never_truncated ON payments_receipt RENAME TO is_never_truncated;
""" + GUARD.format(today="current_date")


class Migration(migrations.Migration):
    """The table stays guarded by `receipt_is_never_changed`."""

    dependencies = [("payments", "0005_kept_choices")]
    operations = [migrations.RunSQL(FORWARD, REVERSE)]
