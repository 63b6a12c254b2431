"""Make the books keep themselves: append-only, one book and unit per transfer, sealed journals."""

from django.db import migrations

FORWARD = """
    INSERT INTO ledger_unit (code, dimension) VALUES ('eur_cent', 'money'), ('minute', 'time');

    ALTER TABLE ledger_transfer
        ADD CONSTRAINT transfer_source_keeps_book_and_unit
            FOREIGN KEY (source_id, book, unit) REFERENCES ledger_account (id, book, unit),
        ADD CONSTRAINT transfer_target_keeps_book_and_unit
            FOREIGN KEY (target_id, book, unit) REFERENCES ledger_account (id, book, unit);

    -- A journal takes transfers only from the transaction that opened it.
    ALTER TABLE ledger_journal ADD COLUMN sealed_in xid8 NOT NULL DEFAULT pg_current_xact_id();

    CREATE FUNCTION ledger_seal_journal() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        NEW.sealed_in := pg_current_xact_id();  -- Whatever the writer says.
        RETURN NEW;
    END $$;
    CREATE TRIGGER is_sealed_in_its_transaction BEFORE INSERT ON ledger_journal
        FOR EACH ROW EXECUTE FUNCTION ledger_seal_journal();

    CREATE FUNCTION ledger_keep_journal_sealed() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF EXISTS (
            SELECT 1 FROM added JOIN ledger_journal j ON j.id = added.journal_id
            WHERE j.sealed_in <> pg_current_xact_id()
        ) THEN
            RAISE EXCEPTION 'a journal takes no transfer after its own transaction'
                USING ERRCODE = 'restrict_violation', CONSTRAINT = 'journal_is_sealed';
        END IF;
        RETURN NULL;
    END $$;

    -- Account order is lock order: two posts may wait for each other, never deadlock.
    -- The function belongs to the owner, because the runtime role may not touch a counter itself.
    CREATE FUNCTION ledger_move_counters() RETURNS trigger LANGUAGE plpgsql
    SECURITY DEFINER SET search_path = public, pg_temp AS $$
    DECLARE
        moved record;
    BEGIN
        -- Whoever may run it could hang it on a table of their own, such as a temporary one.
        IF TG_RELID <> 'public.ledger_transfer'::regclass THEN
            RAISE EXCEPTION 'only transfers move accounts'
                USING ERRCODE = 'restrict_violation', CONSTRAINT = 'account_moves_only_by_transfers';
        END IF;
        FOR moved IN
            SELECT account_id, sum(sent) AS sent, sum(received) AS received FROM (
                SELECT source_id AS account_id, count AS sent, 0 AS received FROM added
                UNION ALL
                SELECT target_id, 0, count FROM added
            ) AS sides GROUP BY account_id ORDER BY account_id
        LOOP
            UPDATE ledger_account
                SET sent = ledger_account.sent + moved.sent,
                    received = ledger_account.received + moved.received
                WHERE id = moved.account_id;
        END LOOP;
        RETURN NULL;
    END $$;

    CREATE TRIGGER a_journal_stays_sealed AFTER INSERT ON ledger_transfer
        REFERENCING NEW TABLE AS added
        FOR EACH STATEMENT EXECUTE FUNCTION ledger_keep_journal_sealed();
    CREATE TRIGGER b_counters_follow_transfers AFTER INSERT ON ledger_transfer
        REFERENCING NEW TABLE AS added
        FOR EACH STATEMENT EXECUTE FUNCTION ledger_move_counters();

    -- An account opens empty; after that only its counters move, and only inside the trigger.
    CREATE FUNCTION ledger_guard_account() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'INSERT' THEN
            IF NEW.sent <> 0 OR NEW.received <> 0 THEN
                RAISE EXCEPTION 'an account opens empty'
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'account_opens_empty';
            END IF;
            RETURN NEW;
        END IF;
        -- Inside the counters' own function the current user is the owner of the books; a trigger
        -- that the runtime role made for itself is as deep, but has not that user.
        IF TG_OP = 'UPDATE' AND pg_trigger_depth() > 1
            AND current_user::regrole =
                (SELECT relowner::regrole FROM pg_class WHERE oid = TG_RELID)
            AND (NEW.id, NEW.address, NEW.book, NEW.unit) = (OLD.id, OLD.address, OLD.book, OLD.unit)
            AND NEW.floor IS NOT DISTINCT FROM OLD.floor
            AND NEW.sent >= OLD.sent AND NEW.received >= OLD.received THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'an account moves only by transfers'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'account_moves_only_by_transfers';
    END $$;
    CREATE TRIGGER is_moved_by_transfers BEFORE INSERT OR UPDATE OR DELETE ON ledger_account
        FOR EACH ROW EXECUTE FUNCTION ledger_guard_account();

    SELECT make_append_only('ledger_journal');
    SELECT make_append_only('ledger_transfer');
    CREATE TRIGGER is_never_truncated BEFORE TRUNCATE ON ledger_account
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

    -- The accountant's view: a debit and a credit for every transfer.
    CREATE VIEW ledger_entry AS
        SELECT t.id AS transfer_id, t.journal_id, t.book, t.unit, t.target_id AS account_id,
               t.count AS debit, 0::bigint AS credit
        FROM ledger_transfer t
        UNION ALL
        SELECT t.id, t.journal_id, t.book, t.unit, t.source_id, 0, t.count
        FROM ledger_transfer t;
"""
REVERSE = """
    DROP VIEW ledger_entry;
    DROP FUNCTION ledger_guard_account() CASCADE;
    DROP FUNCTION ledger_move_counters() CASCADE;
    DROP FUNCTION ledger_keep_journal_sealed() CASCADE;
    DROP FUNCTION ledger_seal_journal() CASCADE;
    DROP TRIGGER is_never_truncated ON ledger_account;
    DROP TRIGGER is_append_only ON ledger_journal;
    DROP TRIGGER is_never_truncated ON ledger_journal;
    DROP TRIGGER is_append_only ON ledger_transfer;
    DROP TRIGGER is_never_truncated ON ledger_transfer;
    ALTER TABLE ledger_journal DROP COLUMN sealed_in;
    ALTER TABLE ledger_transfer
        DROP CONSTRAINT transfer_source_keeps_book_and_unit,
        DROP CONSTRAINT transfer_target_keeps_book_and_unit;
    DELETE FROM ledger_unit;
"""


class Migration(migrations.Migration):
    """The database has the last word on the books."""

    dependencies = [("ledger", "0001_initial"), ("kernel", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, REVERSE)]
