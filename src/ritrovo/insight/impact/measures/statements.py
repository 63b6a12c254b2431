"""Questions an engine is asked again and again: each is put into its own words once.

Writing an expression down and compiling it takes longer than counting a village. Where the same
expression is asked of tables that are filled anew under the same names, only its words are sent.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from ritrovo.insight.engine.keeping import drop, keep

if TYPE_CHECKING:
    from ibis import BaseBackend
    from ibis.expr.types import IntegerValue, Table

EMBEDDED = "duckdb"


class Statements:
    """What one engine was asked, and how: expressions by name, compiled when first asked.

    An expression is written again for every question where the engine is not the embedded one:
    there the answer takes longer than the question. Names are plain words; under one name stands
    one expression, over tables that keep their columns.
    """

    def __init__(self, session: BaseBackend) -> None:
        self.session = session
        self._is_embedded = session.name == EMBEDDED
        self._words: dict[str, str] = {}
        self._shapes: dict[str, pa.Schema] = {}
        self._tables: dict[str, Table] = {}

    def keep(self, name: str, write: Callable[[], Table]) -> Table:
        """Have the engine work out rows and keep them under a name, in place of those before."""
        if not self._is_embedded or name not in self._tables:
            wanted = write()
            self._tables[name] = keep(self.session, name, wanted)
            if self._is_embedded:
                self._words[name] = self.session.compile(wanted)
        else:
            self.run(f"CREATE OR REPLACE TABLE {name} AS {self._words[name]}")
        return self._tables[name]

    def put(self, name: str, row: pa.Table) -> Table:
        """Have the engine keep a few rows of this process under a name, in place of others."""
        if self._is_embedded and name in self._tables:
            self.session.con.register(f"{name}_brought", row)
            self.run(f"CREATE OR REPLACE TABLE {name} AS FROM {name}_brought")
            self.session.con.unregister(f"{name}_brought")
        else:
            self._tables[name] = keep(self.session, name, row)
        return self._tables[name]

    def arrow(self, name: str, write: Callable[[], Table]) -> pa.Table:
        """Ask for rows, as an Arrow table."""
        if not self._is_embedded:
            return self.session.to_pyarrow(write())
        if name not in self._words:
            wanted = write()
            self._words[name] = self.session.compile(wanted)
            self._shapes[name] = wanted.schema().to_pyarrow()
        found = self.session.con.execute(self._words[name]).to_arrow_table()
        return found.cast(self._shapes[name])

    def rows(self, name: str, write: Callable[[], Table]) -> list[dict[str, Any]]:
        """Ask for rows, by column."""
        found: list[dict[str, Any]] = self.arrow(name, write).to_pylist()
        return found

    def forget(self, *names: str) -> None:
        """Have the engine drop tables; their expressions are remembered."""
        for name in names:
            drop(self.session, name)

    def run(self, words: str) -> None:
        """Send words of the engine's own."""
        self.session.con.execute(words)


def population_in(asked: Statements, mark: str, count: int) -> IntegerValue:
    """Keep how many people there are where expressions find it."""
    row = pa.table({"n": pa.array([count], pa.int64())})
    return asked.put(f"{mark}_population", row).n.as_scalar()
