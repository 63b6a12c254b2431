"""Facts tell which days must be read again; studies are never changed."""

from django.db import migrations

FORWARD = """
    -- In the transaction of the fact itself: whatever its clock says, and however late it commits,
    -- the next reading finds it.
    CREATE FUNCTION impact_touch_facts() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO impact_touched (giver, receiver, day)
        SELECT DISTINCT n.giver_id, n.receiver_id,
            (coalesce(f.occurred_at, n.occurred_at) AT TIME ZONE 'Europe/Rome')::date
        FROM written n LEFT JOIN contributions_contribution f ON f.id = n.reverses_id;
        RETURN NULL;
    END $$;
    CREATE TRIGGER day_is_read_again AFTER INSERT ON contributions_contribution
        REFERENCING NEW TABLE AS written
        FOR EACH STATEMENT EXECUTE FUNCTION impact_touch_facts();

    CREATE FUNCTION impact_touch_words() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO impact_touched (giver, receiver, day)
        SELECT DISTINCT f.giver_id, f.receiver_id, (f.occurred_at AT TIME ZONE 'Europe/Rome')::date
        FROM written n JOIN contributions_contribution f ON f.id = n.contribution_id;
        RETURN NULL;
    END $$;
    CREATE TRIGGER day_is_read_again AFTER INSERT ON contributions_confirmation
        REFERENCING NEW TABLE AS written
        FOR EACH STATEMENT EXECUTE FUNCTION impact_touch_words();

    -- Facts that stand, and milestones, with the Italian day they are of.
    CREATE VIEW impact_fact AS
        SELECT c.*, (c.occurred_at AT TIME ZONE 'Europe/Rome')::date AS day
        FROM standing_contribution c;
    CREATE VIEW impact_milestone AS
        SELECT m.*, (m.occurred_at AT TIME ZONE 'Europe/Rome')::date AS day
        FROM contributions_milestone m;

    SELECT make_append_only('impact_study');
    SELECT make_append_only('impact_figure');
"""
REVERSE = """
    DROP TRIGGER is_append_only ON impact_study;
    DROP TRIGGER is_never_truncated ON impact_study;
    DROP TRIGGER is_append_only ON impact_figure;
    DROP TRIGGER is_never_truncated ON impact_figure;
    DROP VIEW impact_milestone;
    DROP VIEW impact_fact;
    DROP FUNCTION impact_touch_words() CASCADE;
    DROP FUNCTION impact_touch_facts() CASCADE;
"""


class Migration(migrations.Migration):
    """Stand on the facts, and let them say what is new."""

    dependencies = [("impact", "0001_initial"), ("contributions", "0006_tallies")]
    operations = [migrations.RunSQL(FORWARD, REVERSE)]
