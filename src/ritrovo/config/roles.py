"""The roles of the embedded database: one owns the tables, another may only use them."""

from __future__ import annotations

from psycopg import Connection
from psycopg.sql import SQL, Identifier, Literal

from ritrovo.config.keys import DATABASE, Keys


def prepare_roles(connection: Connection, keys: Keys) -> None:
    """Make the two roles and the database, if they are not there; as superuser, outside any block.

    `ritrovo_owner` runs migrations; `ritrovo_app` serves pages and jobs and owns nothing.
    Costs one query when all is there.
    """
    known = "SELECT datname FROM pg_database WHERE datname = %s"
    if connection.execute(known, [DATABASE]).fetchone():
        return
    for name, password in (("ritrovo_owner", keys.owner), ("ritrovo_app", keys.app)):
        if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name]).fetchone():
            connection.execute(SQL("CREATE ROLE {} LOGIN").format(Identifier(name)))
        connection.execute(
            SQL("ALTER ROLE {} PASSWORD {}").format(Identifier(name), Literal(password))
        )
    connection.execute(f"CREATE DATABASE {DATABASE} OWNER ritrovo_owner")
    close_to_strangers(connection, DATABASE)


def close_to_strangers(connection: Connection, database: str) -> None:
    """Let only the two roles connect to a database."""
    name = Identifier(database)
    connection.execute(SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC").format(name))
    connection.execute(SQL("GRANT CONNECT, TEMPORARY ON DATABASE {} TO ritrovo_app").format(name))
