"""A PostgreSQL of somebody's own, named by DATABASE_URL: can it be reached, will it do."""

from __future__ import annotations

from typing import Final

import psycopg

from ritrovo.config.account import MachineRefusal

OLDEST: Final = 15
WAIT_SECONDS: Final = 10
SCHEMES: Final = ("postgresql://", "postgres://")


class DatabaseUnreachable(MachineRefusal):
    """The address names no PostgreSQL, or nobody answers there; the message says why."""


class DatabaseTooOld(MachineRefusal):
    """The server is older than the oldest that Ritrovo bears."""


def require_server(setting: str, url: str) -> None:
    """Go on only if a PostgreSQL that will do answers at the address; one connection, one query.

    Raises DatabaseUnreachable, DatabaseTooOld.
    """
    if not url.startswith(SCHEMES):
        raise DatabaseUnreachable(
            f"{setting} must look like postgresql://user:password@host:port/name."
        )
    try:
        with psycopg.connect(url, connect_timeout=WAIT_SECONDS) as connection:
            version = connection.info.server_version // 10_000
    except psycopg.Error as error:
        # Neither the address nor the driver's words about it hold the password.
        raise DatabaseUnreachable(f"{setting}: {' '.join(str(error).split())}") from error
    if version < OLDEST:
        raise DatabaseTooOld(
            f"{setting} names a PostgreSQL {version}: Ritrovo needs {OLDEST} or newer."
        )
