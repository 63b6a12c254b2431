"""The database numbers the register's lines, chains them, and lets nobody change them."""

from django.db import migrations

FORWARD = """
    SELECT make_append_only('volunteers_volunteerentry');
    SELECT make_append_only('volunteers_volunteerending');

    -- Each enrolment after every correction: of several lines the last one stands.
    CREATE VIEW volunteers_enrolment AS
        SELECT f.id, f.register_id, f.party_id, f.number, s.data_id, s.kind, s.started_on, e.ended_on
        FROM volunteers_volunteerentry f
        CROSS JOIN LATERAL (
            SELECT l.data_id, l.kind, l.started_on FROM volunteers_volunteerentry l
            WHERE l.id = f.id OR l.corrects_id = f.id ORDER BY l.place DESC LIMIT 1) s
        LEFT JOIN LATERAL (
            SELECT n.ended_on FROM volunteers_volunteerending n
            WHERE n.entry_id = f.id ORDER BY n.place DESC LIMIT 1) e ON true
        WHERE f.corrects_id IS NULL;

    CREATE FUNCTION volunteers_refuse(named text, said text) RETURNS void LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '%', said USING ERRCODE = 'check_violation', CONSTRAINT = named;
    END $$;

    -- Days of one person never overlap in one register; both ends belong to them.
    CREATE FUNCTION volunteers_require_days(
        own uuid, register uuid, party uuid, started date, ended date) RETURNS void
        LANGUAGE plpgsql AS $$
    BEGIN
        IF ended < started THEN
            PERFORM volunteers_refuse('volunteering_ends_after_it_starts', 'it ends before it starts');
        END IF;
        IF EXISTS (
            SELECT 1 FROM volunteers_enrolment o
            WHERE o.register_id = register AND o.party_id = party AND o.id <> own
                AND o.kind <> 'voided'
                AND daterange(o.started_on, o.ended_on, '[]') && daterange(started, ended, '[]'))
        THEN
            PERFORM volunteers_refuse('volunteer_is_enrolled_once', 'enrolled on those days already');
        END IF;
    END $$;

    -- The register's row is locked until the commit: numbers have no gaps, the chain no forks.
    CREATE FUNCTION volunteers_next(register uuid, numbers integer)
        RETURNS volunteers_volunteerregister LANGUAGE plpgsql AS $$
    DECLARE
        head volunteers_volunteerregister;
    BEGIN
        UPDATE volunteers_volunteerregister
            SET last_place = last_place + 1, last_number = last_number + numbers
            WHERE organisation_id = register RETURNING * INTO head;
        RETURN head;
    END $$;

    CREATE FUNCTION volunteers_digest(contents text) RETURNS text LANGUAGE sql STABLE AS $$
        SELECT encode(sha256(convert_to(contents, 'UTF8')), 'hex')
    $$;
    CREATE FUNCTION volunteers_micros(moment timestamptz) RETURNS text LANGUAGE sql IMMUTABLE AS $$
        SELECT (extract(epoch FROM moment) * 1000000)::bigint::text
    $$;
    CREATE FUNCTION volunteers_iso(day date) RETURNS text LANGUAGE sql STABLE AS $$
        SELECT coalesce(to_char(day, 'YYYY-MM-DD'), '')
    $$;

    CREATE FUNCTION volunteers_write_entry() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        head volunteers_volunteerregister := volunteers_next(NEW.register_id, 1);
        standing volunteers_enrolment;
    BEGIN
        IF NEW.corrects_id IS NULL THEN
            PERFORM volunteers_require_days(
                NEW.id, NEW.register_id, NEW.party_id, NEW.started_on, NULL);
        ELSE
            SELECT * INTO standing FROM volunteers_enrolment WHERE id = NEW.corrects_id;
            IF standing.id IS NULL OR standing.register_id <> NEW.register_id
                OR standing.party_id <> NEW.party_id THEN
                PERFORM volunteers_refuse('entry_corrects_its_own', 'it corrects another enrolment');
            END IF;
            IF standing.kind = 'voided' THEN
                PERFORM volunteers_refuse('void_entry_stays_void', 'the enrolment is void');
            END IF;
            IF NEW.kind = 'corrected' THEN
                PERFORM volunteers_require_days(
                    standing.id, NEW.register_id, NEW.party_id, NEW.started_on, standing.ended_on);
            END IF;
        END IF;
        NEW.place := head.last_place;
        NEW.number := head.last_number;
        NEW.digest := volunteers_digest(concat_ws('|', head.last_digest, 'entry', NEW.register_id,
            NEW.place, NEW.number, NEW.kind, NEW.id, NEW.party_id, NEW.data_id, NEW.data_digest,
            volunteers_iso(NEW.started_on), coalesce(NEW.corrects_id::text, ''),
            volunteers_micros(NEW.recorded_at), coalesce(NEW.recorded_by_id::text, '')));
        UPDATE volunteers_volunteerregister SET last_digest = NEW.digest
            WHERE organisation_id = NEW.register_id;
        RETURN NEW;
    END $$;
    CREATE TRIGGER entry_is_chained BEFORE INSERT ON volunteers_volunteerentry
        FOR EACH ROW EXECUTE FUNCTION volunteers_write_entry();

    CREATE FUNCTION volunteers_write_ending() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        head volunteers_volunteerregister := volunteers_next(NEW.register_id, 0);
        standing volunteers_enrolment;
    BEGIN
        SELECT * INTO standing FROM volunteers_enrolment WHERE id = NEW.entry_id;
        IF standing.id IS NULL OR standing.register_id <> NEW.register_id THEN
            PERFORM volunteers_refuse('entry_corrects_its_own', 'it ends another enrolment');
        END IF;
        IF standing.kind = 'voided' THEN
            PERFORM volunteers_refuse('void_entry_stays_void', 'the enrolment is void');
        END IF;
        IF NEW.ended_on IS NULL AND standing.ended_on IS NULL THEN
            PERFORM volunteers_refuse('only_an_ending_is_taken_back', 'there is no ending');
        END IF;
        PERFORM volunteers_require_days(
            standing.id, NEW.register_id, standing.party_id, standing.started_on, NEW.ended_on);
        NEW.place := head.last_place;
        NEW.digest := volunteers_digest(concat_ws('|', head.last_digest, 'ending', NEW.register_id,
            NEW.place, NEW.id, NEW.entry_id, volunteers_iso(NEW.ended_on),
            volunteers_micros(NEW.recorded_at), coalesce(NEW.recorded_by_id::text, '')));
        UPDATE volunteers_volunteerregister SET last_digest = NEW.digest
            WHERE organisation_id = NEW.register_id;
        RETURN NEW;
    END $$;
    CREATE TRIGGER ending_is_chained BEFORE INSERT ON volunteers_volunteerending
        FOR EACH ROW EXECUTE FUNCTION volunteers_write_ending();

    -- These two tables are written on by the program, so their guards bear names of their own:
    -- `is_never_truncated` means SELECT and INSERT only to whoever grants rights.
    -- A register only goes on: one place at a time, from an empty beginning.
    CREATE FUNCTION volunteers_guard_register() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' AND NEW.organisation_id = OLD.organisation_id
            AND NEW.last_place IN (OLD.last_place, OLD.last_place + 1)
            AND NEW.last_number IN (OLD.last_number, OLD.last_number + 1) THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'a register only goes on'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'register_only_goes_on';
    END $$;
    CREATE TRIGGER register_only_goes_on BEFORE UPDATE OR DELETE ON volunteers_volunteerregister
        FOR EACH ROW EXECUTE FUNCTION volunteers_guard_register();
    CREATE TRIGGER register_is_never_truncated BEFORE TRUNCATE ON volunteers_volunteerregister
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

    -- What a list says of a person changes in two ways: its term is set, and after it, all goes.
    CREATE FUNCTION volunteers_guard_data() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' AND (to_jsonb(NEW) - 'locked_until') = (to_jsonb(OLD) - 'locked_until')
        THEN
            RETURN NEW;
        END IF;
        IF TG_OP = 'UPDATE' AND OLD.locked_until <= current_date AND NEW.emptied_at IS NOT NULL
            AND NEW.birth_date IS NULL AND concat(NEW.given_name, NEW.family_name, NEW.tax_code,
                NEW.birth_place, NEW.residence, NEW.salt) = ''
            AND (NEW.id, NEW.organisation_id, NEW.party_id, NEW.written_at, NEW.locked_until)
                = (OLD.id, OLD.organisation_id, OLD.party_id, OLD.written_at, OLD.locked_until)
        THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'what a list says of a person is corrected by a new row'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'volunteer_data_is_never_changed';
    END $$;
    CREATE TRIGGER volunteer_data_is_never_changed BEFORE UPDATE OR DELETE
        ON volunteers_volunteerdata FOR EACH ROW EXECUTE FUNCTION volunteers_guard_data();
    CREATE TRIGGER data_is_never_truncated BEFORE TRUNCATE ON volunteers_volunteerdata
        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""
REVERSE = """
    DROP FUNCTION volunteers_guard_data() CASCADE;
    DROP FUNCTION volunteers_guard_register() CASCADE;
    DROP FUNCTION volunteers_write_ending() CASCADE;
    DROP FUNCTION volunteers_write_entry() CASCADE;
    DROP FUNCTION volunteers_iso(date);
    DROP FUNCTION volunteers_micros(timestamptz);
    DROP FUNCTION volunteers_digest(text);
    DROP FUNCTION volunteers_next(uuid, integer);
    DROP FUNCTION volunteers_require_days(uuid, uuid, uuid, date, date);
    DROP FUNCTION volunteers_refuse(text, text);
    DROP VIEW volunteers_enrolment;
    DROP TRIGGER data_is_never_truncated ON volunteers_volunteerdata;
    DROP TRIGGER register_is_never_truncated ON volunteers_volunteerregister;
    DROP TRIGGER is_append_only ON volunteers_volunteerentry;
    DROP TRIGGER is_never_truncated ON volunteers_volunteerentry;
    DROP TRIGGER is_append_only ON volunteers_volunteerending;
    DROP TRIGGER is_never_truncated ON volunteers_volunteerending;
"""


class Migration(migrations.Migration):
    """The database has the last word on the registers."""

    dependencies = [("volunteers", "0001_initial"), ("kernel", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, REVERSE)]
