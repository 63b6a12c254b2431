"""The extensions every room may use, the guard of append-only tables, the idempotency keys."""

import django.contrib.postgres.operations as postgres
from django.db import migrations, models

import ritrovo.foundations.kernel.clock
import ritrovo.foundations.kernel.ids

FORWARD = """
    CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '% is append-only: correct it with a new row', TG_TABLE_NAME
            USING ERRCODE = 'restrict_violation', CONSTRAINT = TG_TABLE_NAME || '_is_append_only';
    END $$;

    -- The runtime role gets SELECT and INSERT on a table that carries this guard, nothing more.
    CREATE FUNCTION make_append_only(guarded regclass) RETURNS void LANGUAGE plpgsql AS $$
    BEGIN
        EXECUTE format(
            'CREATE TRIGGER is_append_only BEFORE UPDATE OR DELETE ON %s'
            ' FOR EACH ROW EXECUTE FUNCTION refuse_change()', guarded);
        EXECUTE format(
            'CREATE TRIGGER is_never_truncated BEFORE TRUNCATE ON %s'
            ' FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', guarded);
    END $$;

    -- unaccent() is only STABLE, because its dictionary may be edited; ours never is, and an
    -- index needs IMMUTABLE.
    CREATE FUNCTION plain_text(text) RETURNS text
        LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
        RETURN lower(unaccent('unaccent'::regdictionary, $1));
"""
REVERSE = """
    DROP FUNCTION plain_text(text);
    DROP FUNCTION make_append_only(regclass);
    DROP FUNCTION refuse_change();
"""


class Migration(migrations.Migration):
    """Stand first: exclusion constraints and trigram indexes need what this creates."""

    initial = True
    dependencies = []
    operations = [
        postgres.BtreeGistExtension(),
        postgres.TrigramExtension(),
        postgres.UnaccentExtension(),
        migrations.RunSQL(FORWARD, REVERSE),
        migrations.CreateModel(
            name="IdempotencyKey",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ritrovo.foundations.kernel.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("scope", models.CharField(max_length=80)),
                ("key", models.UUIDField()),
                ("digest", models.CharField(max_length=64)),
                ("answer", models.UUIDField(null=True)),
                (
                    "created_at",
                    models.DateTimeField(default=ritrovo.foundations.kernel.clock.now),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("scope", "key"), name="idempotency_key_is_used_once"
                    )
                ],
            },
        ),
    ]
