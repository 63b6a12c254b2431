"""One import on its way: a session, a scratch folder, a file's checked records."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import ibis
from ibis.expr import types as ir

from ritrovo.insight.engine.sessions import open_duckdb
from ritrovo.insight.observatory.counting.checking import Checked, checked
from ritrovo.insight.observatory.counting.presets import Preset
from ritrovo.insight.observatory.counting.reading import Raw, read_raw, stops_at_line_breaks


class Work:
    """One import on its way: a session, a scratch folder, the file's checked records."""

    def __init__(self, session: Any, scratch: Path, preset: Preset) -> None:
        self.session, self.scratch, self.preset = session, scratch, preset
        self.raw: Raw | None = None
        self._made = 0

    @property
    def reading(self) -> Raw:
        """Give how the file was read. Raises RuntimeError where none was."""
        if self.raw is None:
            raise RuntimeError("No file was read yet.")
        return self.raw

    def check(self, path: Path) -> ir.Table:
        """Read and check a file, by all cores where its cells allow it."""
        try:
            table = self._check(path, split=True)
            if not self.reading.has_line_breaks(int(table.count().execute())):
                return table
        except Exception as error:
            if not stops_at_line_breaks(error):
                raise
        return self._check(path, split=False)

    def _check(self, path: Path, *, split: bool) -> ir.Table:
        self.raw = read_raw(self.session, path, self.preset, self.scratch, split=split)
        return self.settle(checked(self.raw, self.preset))

    def settle(self, rows: Checked) -> ir.Table:
        """Keep the checked records in the session, and refuse those whose id tells two things."""
        table = self._table("checked", rows.table)
        good = table.filter(table.reasons.isnull())
        twice = good.group_by("key").aggregate(
            rows=good.count(), facts=good.digest.nunique(), first=good.line.min()
        )
        twice = self._table("twice", twice.filter(twice.rows > 1))
        if not twice.count().execute():
            return table.mutate(is_repeated=False)
        joined = table.left_join(twice, table.key == twice.key).select(
            table, facts=twice.facts, first=twice.first
        )
        is_told = joined.reasons.isnull() & joined.facts.notnull()
        joined = joined.mutate(
            is_apart=is_told & (joined.facts > 1),
            is_repeated=is_told & (joined.facts == 1) & (joined.line != joined.first),
        )
        return self.refuse_apart(joined.drop("facts", "first"), rows.raw)

    def refuse_apart(self, table: ir.Table, raw: Raw) -> ir.Table:
        """Refuse the rows marked `is_apart`: one id that tells two things. Their cells are kept."""
        own = raw.table.select(
            own_line="line", own=ibis.array([raw.table[name] for name in raw.record])
        )
        apart = table.filter(table.is_apart.fill_null(False))  # noqa: FBT003  A value of the engine's.
        apart = self._table("apart", apart.select(apart_line="line"))
        own = self._table("own", own.semi_join(apart, own.own_line == apart.apart_line))
        joined = table.left_join(own, table.line == own.own_line).select(table, own.own)
        is_apart = joined.own.notnull()
        joined = joined.mutate(
            reasons=ibis.ifelse(is_apart, "campaign_id:same_id", joined.reasons),
            cells=ibis.ifelse(is_apart, joined.own, joined.cells),
            is_repeated=joined.is_repeated.fill_null(False),  # noqa: FBT003  As above.
        )
        return self._table("settled", joined.drop("own", "is_apart"))

    def _table(self, name: str, rows: ir.Table) -> ir.Table:
        self._made += 1
        name = f"{name}_{self._made}"
        return self.session.create_table(name, rows, temp=True)


@contextmanager
def working(preset: Preset) -> Iterator[Work]:
    """Open a session and a scratch folder for one import; both are gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="ritrovo-observatory-") as folder:
        session: Any = open_duckdb()
        try:
            yield Work(session, Path(folder), preset)
        finally:
            session.disconnect()
