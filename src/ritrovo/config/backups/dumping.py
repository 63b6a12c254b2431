"""The database's part of a backup: one moment of it, dumped and counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psycopg
from psycopg import IsolationLevel
from psycopg.sql import SQL, Identifier

from ritrovo.config.backups.programs import clients_for, connected, run

# Whoever holds a session's key is that person: a stolen backup must not open the running site.
LEFT_OUT: Final = ("django_session",)
LOCK_WAIT: Final = "60s"
TABLES: Final = """
    SELECT tablename FROM pg_tables
    WHERE schemaname = 'public' AND tablename <> ALL(%s) ORDER BY tablename
"""
LAST_MIGRATIONS: Final = "SELECT app, max(name) FROM django_migrations GROUP BY app"


@dataclass(frozen=True, slots=True)
class Dumped:
    """What was dumped: the versions, the rows of each table, the last migration of each app."""

    server: int
    programs: int
    database_bytes: int
    rows: dict[str, int]
    migrations: dict[str, str]


def dump(url: str, path: Path, advance: Callable[[], None]) -> Dumped:
    """Dump one moment of the database into `path` and count its rows at the same moment.

    Writers are not stopped. `advance` is called for each table. Raises DatabaseUnreachable,
    NoDumpPrograms, ProgramFailed.
    """
    with connected(url) as connection:
        clients = clients_for(server := major_of(connection))
        connection.isolation_level = IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        connection.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        snapshot = connection.execute("SELECT pg_export_snapshot()").fetchone()[0]  # type: ignore[index]
        migrations = {app: name for app, name in connection.execute(LAST_MIGRATIONS)}  # noqa: C416
        rows, size = counted(connection), size_of(connection)
        run(
            clients,
            "pg_dump",
            *("--format=custom", "--no-owner", "--no-privileges", "--verbose"),
            *(f"--snapshot={snapshot}", f"--lock-wait-timeout={LOCK_WAIT}", f"--file={path}"),
            *(f"--exclude-table-data=public.{table}" for table in LEFT_OUT),
            url=url,
            heard=lambda line: advance() if "dumping contents of table" in line else None,
        )
    return Dumped(server, clients.major, size, rows, migrations)


def counted(connection: psycopg.Connection) -> dict[str, int]:
    """Count the rows of every table that a backup holds; one query for each."""
    counts = {}
    for table in tables(connection):
        query = SQL("SELECT count(*) FROM {}").format(Identifier("public", table))
        counts[table] = connection.execute(query).fetchone()[0]  # type: ignore[index]
    return counts


def tables(connection: psycopg.Connection) -> list[str]:
    """Name the tables that a backup holds."""
    return [name for (name,) in connection.execute(TABLES, [list(LEFT_OUT)])]


def major_of(connection: psycopg.Connection) -> int:
    """Say which major version of PostgreSQL answers."""
    return connection.info.server_version // 10_000


def size_of(connection: psycopg.Connection) -> int:
    """Say how many bytes the database takes on its disk."""
    found = connection.execute("SELECT pg_database_size(current_database())").fetchone()
    return int(found[0]) if found else 0
