"""Merged parties are read as the one they were merged into, and never in a circle."""

from django.db import migrations

FORWARD = """
    CREATE FUNCTION party_root(start uuid) RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE AS $$
        WITH RECURSIVE up(id, merged_into_id) AS (
            SELECT id, merged_into_id FROM people_party WHERE id = start
            UNION
            SELECT p.id, p.merged_into_id FROM people_party p JOIN up ON p.id = up.merged_into_id
        )
        SELECT id FROM up WHERE merged_into_id IS NULL
    $$;

    CREATE FUNCTION party_aliases(root uuid) RETURNS SETOF uuid
    LANGUAGE sql STABLE PARALLEL SAFE AS $$
        WITH RECURSIVE down(id) AS (
            SELECT root
            UNION
            SELECT p.id FROM people_party p JOIN down ON p.merged_into_id = down.id
        )
        SELECT id FROM down
    $$;

    -- Only merged parties cost a walk: a join on all parties stays a plain scan.
    CREATE VIEW canonical_party AS
        SELECT id, CASE WHEN merged_into_id IS NULL THEN id ELSE party_root(id) END AS canonical_id
        FROM people_party;

    CREATE FUNCTION people_refuse_circle() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        -- Merges are rare: one at a time, so that two of them cannot close a circle together.
        PERFORM pg_advisory_xact_lock(hashtext('people_party.merged_into'));
        IF NEW.id IN (
            WITH RECURSIVE up(id, merged_into_id) AS (
                SELECT id, merged_into_id FROM people_party WHERE id = NEW.merged_into_id
                UNION
                SELECT p.id, p.merged_into_id
                FROM people_party p JOIN up ON p.id = up.merged_into_id
            )
            SELECT id FROM up
        ) THEN
            RAISE EXCEPTION 'party % would be merged into itself', NEW.id
                USING ERRCODE = 'check_violation', CONSTRAINT = 'party_merges_never_circle';
        END IF;
        RETURN NEW;
    END $$;

    CREATE TRIGGER merges_never_circle BEFORE INSERT OR UPDATE OF merged_into_id ON people_party
        FOR EACH ROW WHEN (NEW.merged_into_id IS NOT NULL)
        EXECUTE FUNCTION people_refuse_circle();
"""
REVERSE = """
    DROP TRIGGER merges_never_circle ON people_party;
    DROP FUNCTION people_refuse_circle();
    DROP VIEW canonical_party;
    DROP FUNCTION party_aliases(uuid);
    DROP FUNCTION party_root(uuid);
"""


class Migration(migrations.Migration):
    """Add the view `canonical_party` and the two functions that walk merges up and down."""

    dependencies = [("people", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, REVERSE)]
