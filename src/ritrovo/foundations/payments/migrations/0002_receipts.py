"""Receipts number themselves without gaps; what the bank said and what was matched stay."""

from django.db import migrations

FORWARD = """
    -- Each process takes a block of numbers and hands them out itself.
    CREATE SEQUENCE payments_due_number INCREMENT BY 64;

    -- The series' row is locked until the commit, so a number is never taken and then lost.
    CREATE FUNCTION payments_number_receipt() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        UPDATE payments_receiptseries
            SET last_number = greatest(last_number + 1, first_number)
            WHERE id = NEW.series_id
            RETURNING last_number INTO NEW.number;
        RETURN NEW;
    END $$;
    CREATE TRIGGER receipt_is_numbered BEFORE INSERT ON payments_receipt
        FOR EACH ROW EXECUTE FUNCTION payments_number_receipt();

    -- A receipt is changed in one way only: after its term, the snapshot is emptied.
    CREATE FUNCTION payments_guard_receipt() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' AND OLD.locked_until <= current_date AND NEW.snapshot = '{}'::jsonb
            AND (to_jsonb(NEW) - 'snapshot') = (to_jsonb(OLD) - 'snapshot') THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'a receipt is voided, never changed'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'receipt_is_never_changed';
    END $$;
    CREATE TRIGGER receipt_is_never_changed BEFORE UPDATE OR DELETE ON payments_receipt
        FOR EACH ROW EXECUTE FUNCTION payments_guard_receipt();
    CREATE TRIGGER is_never_truncated BEFORE TRUNCATE ON payments_receipt
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
    SELECT make_append_only('payments_receiptvoid');

    -- What the bank said does not change: only its matching, its withdrawal, its emptying.
    CREATE FUNCTION payments_guard_line() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' AND (NEW.id, NEW.statement_id, NEW.bank_account_id, NEW.fingerprint,
                NEW.booked_on, NEW.cents)
            = (OLD.id, OLD.statement_id, OLD.bank_account_id, OLD.fingerprint,
                OLD.booked_on, OLD.cents) THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'a bank line is never changed'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'bank_line_is_never_changed';
    END $$;
    CREATE TRIGGER bank_line_is_never_changed BEFORE UPDATE OR DELETE ON payments_bankline
        FOR EACH ROW EXECUTE FUNCTION payments_guard_line();

    -- Refunds never exceed the payment they return.
    CREATE FUNCTION payments_check_refund() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        paid bigint;
    BEGIN
        SELECT cents INTO paid FROM payments_payment WHERE id = NEW.payment_id FOR NO KEY UPDATE;
        IF paid < NEW.cents + (
            SELECT coalesce(sum(cents), 0) FROM payments_refund
            WHERE payment_id = NEW.payment_id AND undone_at IS NULL) THEN
            RAISE EXCEPTION 'a refund returns at most what was paid' USING
                ERRCODE = 'check_violation', CONSTRAINT = 'refund_returns_at_most_what_was_paid';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER refund_returns_at_most_what_was_paid BEFORE INSERT ON payments_refund
        FOR EACH ROW EXECUTE FUNCTION payments_check_refund();

    -- At most one receipt of a payment stands at a time.
    CREATE FUNCTION payments_check_receipt() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM 1 FROM payments_payment WHERE id = NEW.payment_id FOR NO KEY UPDATE;
        IF EXISTS (
            SELECT 1 FROM payments_receipt r WHERE r.payment_id = NEW.payment_id AND NOT EXISTS (
                SELECT 1 FROM payments_receiptvoid v WHERE v.receipt_id = r.id)
        ) THEN
            RAISE EXCEPTION 'the payment already has a receipt' USING
                ERRCODE = 'unique_violation', CONSTRAINT = 'payment_has_one_standing_receipt';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER a_payment_has_one_standing_receipt BEFORE INSERT ON payments_receipt
        FOR EACH ROW EXECUTE FUNCTION payments_check_receipt();
"""
REVERSE = """
    DROP SEQUENCE payments_due_number;
    DROP FUNCTION payments_check_receipt() CASCADE;
    DROP FUNCTION payments_check_refund() CASCADE;
    DROP FUNCTION payments_guard_line() CASCADE;
    DROP FUNCTION payments_guard_receipt() CASCADE;
    DROP FUNCTION payments_number_receipt() CASCADE;
    DROP TRIGGER is_never_truncated ON payments_receipt;
    DROP TRIGGER is_append_only ON payments_receiptvoid;
    DROP TRIGGER is_never_truncated ON payments_receiptvoid;
"""


class Migration(migrations.Migration):
    """The database has the last word on receipts, lines and refunds."""

    dependencies = [("payments", "0001_initial"), ("kernel", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, REVERSE)]
