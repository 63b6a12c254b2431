"""Slips number themselves without gaps, and stay; so do their annulments."""

from django.db import migrations

FORWARD = """
    INSERT INTO kernel_parameter (id, code, value, valid_from, source) VALUES
        (gen_random_uuid(), 'payments.most_cash_cents', 499999, '2023-01-01',
         'Art. 49 D.Lgs. 231/2007, L. 197/2022: contanti fra soggetti diversi sotto i 5.000 euro'),
        (gen_random_uuid(), 'payments.slip_years', 10, '2000-01-01',
         'Art. 2220 c.c.: accounting records are kept for ten years');

    -- The series' row is locked until the commit, so a number is never taken and then lost.
    CREATE FUNCTION payments_number_slip() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        UPDATE payments_slipseries SET last_number = last_number + 1
            WHERE id = NEW.series_id RETURNING last_number INTO NEW.number;
        RETURN NEW;
    END $$;
    CREATE TRIGGER slip_is_numbered BEFORE INSERT ON payments_slip
        FOR EACH ROW EXECUTE FUNCTION payments_number_slip();

    -- A slip is changed in one way only: after its term, what it says is emptied.
    CREATE FUNCTION payments_guard_slip() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' AND OLD.locked_until <= current_date AND NEW.snapshot = '{}'::jsonb
            AND (to_jsonb(NEW) - 'snapshot') = (to_jsonb(OLD) - 'snapshot') THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'a slip is voided, never changed'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'slip_is_never_changed';
    END $$;
    CREATE TRIGGER slip_is_never_changed BEFORE UPDATE OR DELETE ON payments_slip
        FOR EACH ROW EXECUTE FUNCTION payments_guard_slip();
    -- Not the common name, by which `grant_runtime` would take UPDATE away.
    CREATE TRIGGER slips_are_never_truncated BEFORE TRUNCATE ON payments_slip
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
    SELECT make_append_only('payments_slipvoid');
"""
REVERSE = """
    DROP FUNCTION payments_guard_slip() CASCADE;
    DROP FUNCTION payments_number_slip() CASCADE;
    DROP TRIGGER slips_are_never_truncated ON payments_slip;
    DROP TRIGGER is_append_only ON payments_slipvoid;
    DROP TRIGGER is_never_truncated ON payments_slipvoid;
    DELETE FROM kernel_parameter WHERE code IN ('payments.most_cash_cents', 'payments.slip_years');
"""


class Migration(migrations.Migration):
    """The database has the last word on slips."""

    dependencies = [("payments", "0007_tills")]
    operations = [migrations.RunSQL(FORWARD, REVERSE)]
