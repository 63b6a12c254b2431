"""Where an engine finds the database that this process works on."""

from __future__ import annotations

from django.db import connection
from psycopg.conninfo import make_conninfo


def address() -> str:
    """Give the address of the present database, as the engine's own connection needs it."""
    told = connection.settings_dict
    return make_conninfo(
        dbname=told["NAME"],
        user=told["USER"] or None,
        password=told["PASSWORD"] or None,
        host=told["HOST"] or told["OPTIONS"].get("host") or None,
        port=told["PORT"] or None,
    )
