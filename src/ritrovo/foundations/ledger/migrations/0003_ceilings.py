"""A till never gives more than it holds: an account may have a highest balance too."""

from django.db import migrations, models
from django.db.models import F, Q

GUARD = """
    CREATE OR REPLACE FUNCTION ledger_guard_account() RETURNS trigger LANGUAGE plpgsql AS $$
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
            AND NEW.floor IS NOT DISTINCT FROM OLD.floor {ceiling}
            AND NEW.sent >= OLD.sent AND NEW.received >= OLD.received THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'an account moves only by transfers'
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'account_moves_only_by_transfers';
    END $$;
"""
FORWARD = GUARD.format(ceiling="AND NEW.ceiling IS NOT DISTINCT FROM OLD.ceiling")
REVERSE = GUARD.format(ceiling="")


class Migration(migrations.Migration):
    """Give accounts a ceiling, and guard it as the floor is."""

    dependencies = [("ledger", "0002_books")]
    operations = [
        migrations.AddField("account", "ceiling", models.BigIntegerField(null=True)),
        migrations.AddConstraint(
            "account",
            models.CheckConstraint(
                condition=Q(ceiling=None) | Q(received__lte=F("sent") + F("ceiling")),
                name="account_stays_below_its_ceiling",
            ),
        ),
        migrations.RunSQL(FORWARD, REVERSE),
    ]
