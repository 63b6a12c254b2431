"""Facts are never edited: a reversal corrects a contribution, a later word a confirmation."""

from django.db import migrations

FORWARD = """
    SELECT make_append_only('contributions_contribution');
    SELECT make_append_only('contributions_confirmation');
    SELECT make_append_only('contributions_milestone');

    -- A reversal takes back its fact whole: the same sides, kind and quantity, and never a reversal.
    CREATE FUNCTION contributions_check_reversal() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        fact contributions_contribution;
    BEGIN
        SELECT * INTO fact FROM contributions_contribution WHERE id = NEW.reverses_id;
        IF fact.reverses_id IS NOT NULL
            OR (fact.giver_id, fact.receiver_id, fact.kind, fact.basis, fact.quantity, fact.unit)
                <> (NEW.giver_id, NEW.receiver_id, NEW.kind, NEW.basis, NEW.quantity, NEW.unit)
        THEN
            RAISE EXCEPTION 'a reversal mirrors the fact it takes back'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'reversal_mirrors_its_fact';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER reversal_mirrors_its_fact BEFORE INSERT ON contributions_contribution
        FOR EACH ROW WHEN (NEW.reverses_id IS NOT NULL)
        EXECUTE FUNCTION contributions_check_reversal();
    INSERT INTO ledger_unit (code, dimension) VALUES ('piece', 'thing'), ('occasion', 'occasion');

    -- What counts: facts nobody took back.
    CREATE VIEW standing_contribution AS
        SELECT c.* FROM contributions_contribution c
        WHERE c.reverses_id IS NULL AND NOT EXISTS (
            SELECT 1 FROM contributions_contribution r WHERE r.reverses_id = c.id);
"""
REVERSE = """
    DROP VIEW standing_contribution;
    DELETE FROM ledger_unit WHERE code IN ('piece', 'occasion');
    DROP FUNCTION contributions_check_reversal() CASCADE;
    DROP TRIGGER is_append_only ON contributions_contribution;
    DROP TRIGGER is_never_truncated ON contributions_contribution;
    DROP TRIGGER is_append_only ON contributions_confirmation;
    DROP TRIGGER is_never_truncated ON contributions_confirmation;
    DROP TRIGGER is_append_only ON contributions_milestone;
    DROP TRIGGER is_never_truncated ON contributions_milestone;
"""


class Migration(migrations.Migration):
    """The database has the last word on the facts."""

    dependencies = [("contributions", "0001_initial"), ("ledger", "0002_books")]
    operations = [migrations.RunSQL(FORWARD, REVERSE)]
