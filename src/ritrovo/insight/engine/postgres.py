"""PostgreSQL read in bulk by DuckDB: tables and views as Ibis tables, never row by row."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Final

import duckdb

if TYPE_CHECKING:
    from ibis import BaseBackend

EXTENSION: Final = "postgres_scanner"


def attach(session: BaseBackend, url: str, name: str) -> None:
    """Let a DuckDB session read the PostgreSQL at `url`, read-only, as the catalogue `name`.

    The extension comes with the packages of this installation: nothing is fetched. Tables are then
    `session.table("people_party", database=(name, "public"))`; what one expression reads is of one
    moment.
    """
    session.raw_sql(f"LOAD '{extension_file()}'")
    address = url.replace("'", "''")
    session.raw_sql(f"ATTACH '{address}' AS {name} (TYPE postgres, READ_ONLY)")


def extension_file() -> str:
    """Find the extension that belongs to this very version of DuckDB."""
    folder = files(f"duckdb_extension_{EXTENSION}") / "extensions" / f"v{duckdb.__version__}"
    return str(folder / f"{EXTENSION}.duckdb_extension").replace("'", "''")
