"""Questions an engine is asked again and again: each is put into its own words once.

Writing an expression down and compiling it takes longer than counting a village. Where the same
expression is asked of tables that are filled anew under the same names, only its words are sent.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import ibis
import pyarrow as pa

from ritrovo.insight.engine.keeping import drop, keep

if TYPE_CHECKING:
    from ibis import BaseBackend
    from ibis.expr.types import IntegerValue, Table

EMBEDDED: Final = "duckdb"


@dataclass(frozen=True, slots=True)
class Words:
    """Expressions as an engine's own words, and the shape of what they give, by name."""

    of: dict[str, str] = field(default_factory=dict)
    shapes: dict[str, pa.Schema] = field(default_factory=dict)


class Statements:
    """What one engine was asked, and how: expressions by name, compiled when first asked.

    An expression is written again for every question where the engine is not the embedded one:
    there the answer takes longer than the question. Names are plain words; under one name stands
    one expression, over tables that keep their columns. `words` may be those of an earlier session
    over tables of the same names and columns.
    """

    def __init__(self, session: BaseBackend, words: Words | None = None) -> None:
        self.session = session
        self._is_embedded = session.name == EMBEDDED
        self._words = words or Words()
        self._tables: dict[str, Table] = {}
        self._seen: set[str] = set()

    def keep(self, name: str, write: Callable[[], Table]) -> Table:
        """Have the engine work out rows and keep them under a name, in place of those before."""
        if not self._is_embedded:
            self._tables[name] = keep(self.session, name, write())
            return self._tables[name]
        said = self._said(name, write)
        self._see_no_more(name)
        self.run(f"CREATE OR REPLACE TABLE {name} AS {self._typed(name)} FROM ({said})")
        return self._table(name)

    def see(self, name: str, write: Callable[[], Table], question: str) -> Table:
        """Have the engine work rows out whenever they are read under a name; nothing is copied.

        `question` is what the expression is known by, where a name has several. Engines other
        than the embedded one keep the rows: to work them out again costs them more than a copy.
        """
        if not self._is_embedded:
            return self.keep(name, write)
        said = self._said(question, write)
        if name not in self._seen:
            drop(self.session, name)
            self._seen.add(name)
        self.run(f"CREATE OR REPLACE VIEW {name} AS {self._typed(question)} FROM ({said})")
        return self._table(name)

    def _see_no_more(self, name: str) -> None:
        """Make room for a table where a view stands."""
        if name in self._seen:
            self.run(f"DROP VIEW {name}")
            self._seen.discard(name)

    def put(self, name: str, row: pa.Table) -> Table:
        """Have the engine keep a few rows of this process under a name, in place of others."""
        if not self._is_embedded:
            self._tables[name] = keep(self.session, name, row)
            return self._tables[name]
        self.session.con.register(f"{name}_brought", row)
        self.run(f"CREATE OR REPLACE TABLE {name} AS FROM {name}_brought")
        self.session.con.unregister(f"{name}_brought")
        return self._table(name)

    def arrow(self, name: str, write: Callable[[], Table]) -> pa.Table:
        """Ask for rows, as an Arrow table."""
        if not self._is_embedded:
            return self.session.to_pyarrow(write())
        found = self.session.con.execute(self._said(name, write)).to_arrow_table()
        return found.cast(self._words.shapes[name])

    def rows(self, name: str, write: Callable[[], Table]) -> list[dict[str, Any]]:
        """Ask for rows, by column."""
        found: list[dict[str, Any]] = self.arrow(name, write).to_pylist()
        return found

    @property
    def is_embedded(self) -> bool:
        """Say whether the engine runs inside this process."""
        return bool(self._is_embedded)

    def _said(self, name: str, write: Callable[[], Table]) -> str:
        """Give an expression in the engine's words, compiled when it is asked first."""
        if name not in self._words.of:
            wanted = write()
            self._words.of[name] = self.session.compile(wanted)
            self._words.shapes[name] = wanted.schema().to_pyarrow()
        return self._words.of[name]

    def _typed(self, name: str) -> str:
        """Select each column as the type its expression says: a sum is wider in the engine."""
        schema = ibis.Schema.from_pyarrow(self._words.shapes[name])
        to_word = self.session.compiler.type_mapper.to_string
        cells = (
            f'CAST("{column}" AS {to_word(kind)}) AS "{column}"' for column, kind in schema.items()
        )
        return f"SELECT {', '.join(cells)}"

    def _table(self, name: str) -> Table:
        """Give a kept table; its columns are always the same."""
        if name not in self._tables:
            self._tables[name] = self.session.table(name)
        return self._tables[name]

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
