"""Tables that an engine keeps for a while, so that what follows is not counted twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis
from ibis.expr.types import Table

if TYPE_CHECKING:
    from ibis import BaseBackend


def keep(session: BaseBackend, name: str, rows: Any) -> Table:
    """Have the engine work out rows, an expression or an Arrow table, and keep them under a name.

    What stood under the name before is gone. Names are plain words.
    """
    wanted = rows if isinstance(rows, Table) else brought(session, name, rows)
    drop(session, name)
    return session.create_table(name, wanted)


def brought(session: BaseBackend, name: str, rows: Any) -> Table:
    """Bring rows of this process into an engine.

    Into Spark as Arrow: by way of pandas, which Ibis takes, what is unknown would become a word.
    """
    if session.name != "pyspark":
        return ibis.memtable(rows)
    view = f"{name}_brought"
    session._session.createDataFrame(rows).createOrReplaceTempView(view)
    return session.table(view)


def forget(session: BaseBackend, *tables: Table) -> None:
    """Have the engine forget tables it kept."""
    for table in tables:
        drop(session, table.op().name)


def drop(session: BaseBackend, name: str) -> None:
    """Drop a table if it is there.

    Written out: what Ibis 12 writes loses its table's name with sqlglot 30.
    """
    session.raw_sql(f"DROP TABLE IF EXISTS {name}")
