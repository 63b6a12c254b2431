"""Give the runtime role what it needs on every table, and no more."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection

APPEND_ONLY = """
    SELECT c.oid::regclass::text FROM pg_class c
    JOIN pg_trigger t ON t.tgrelid = c.oid
    JOIN pg_proc p ON p.oid = t.tgfoid
    WHERE p.proname = 'refuse_change' AND t.tgname = 'is_never_truncated'
"""
GRANTS = """
    GRANT USAGE ON SCHEMA public TO {role};
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role};
    GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role};
    GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {role};
    REVOKE ALL ON django_migrations FROM {role};
    GRANT SELECT ON django_migrations TO {role};
"""


class Command(BaseCommand):
    """Run after every migration, as the owner of the tables; safe to run again."""

    help = "Give the runtime role its rights: on append-only tables only SELECT and INSERT."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Grant, then take back what the append-only tables refuse."""
        name = settings.RUNTIME_ROLE
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT 1 FROM pg_roles WHERE rolname = %s AND rolname <> current_user", [name]
            )
            if not cursor.fetchone():
                self.stdout.write("One role owns and uses the tables: triggers alone guard them.")
                return
            role = connection.ops.quote_name(name)
            cursor.execute(GRANTS.format(role=role))
            cursor.execute(APPEND_ONLY)
            guarded = [table for (table,) in cursor.fetchall()]
            for table in guarded:
                cursor.execute(f"REVOKE ALL ON {table} FROM {role}")
                cursor.execute(f"GRANT SELECT, INSERT ON {table} TO {role}")
        self.stdout.write(f"{name} may only read and add to {len(guarded)} append-only tables.")
