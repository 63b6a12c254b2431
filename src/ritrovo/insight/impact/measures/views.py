"""The facts of a scope as a study sees them, and the figures it counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ritrovo.insight.engine.intervals import Interval
from ritrovo.insight.impact.measures import lasting
from ritrovo.insight.impact.measures.measuring import Value
from ritrovo.insight.impact.measures.statements import Statements

if TYPE_CHECKING:
    from ibis.expr.types import Scalar, Table


@dataclass(frozen=True, slots=True)
class Counted:
    """One figure: what it is a part of, and between which values it lies."""

    network: str
    code: str
    value: Value
    whole: int | None = None
    interval: Interval | None = None


@dataclass(frozen=True, slots=True)
class View:
    """The facts of a community as a study sees them: `here` marks those of scope and period."""

    asked: Statements

    @property
    def all(self) -> Table:
        """Give all facts of the community, each with `here`."""
        return self.asked.session.table("study_facts")

    @property
    def firsts(self) -> Table:
        """Give the first gift of each giver in each ecosystem: who is new is among them."""
        return self.in_period(self.asked.session.table("scope_firsts"))

    def first_ties(self, name: str) -> Table:
        """Give the first gift between every two people, or households."""
        return self.in_period(self.asked.session.table(f"scope_first_ties_{name}"))

    def in_period(self, rows: Table) -> Table:
        """Say of rows of the scope which lie in the period, as `here`."""
        return rows.mutate(
            here=rows.within & lasting.within(rows.day, self.at("since"), self.at("until"))
        )

    @property
    def here(self) -> Table:
        """Give the facts of the scope in the period."""
        rows = self.all
        return rows.filter(rows.here)

    @property
    def milestones(self) -> Table:
        """Give the milestones of the scope, of whatever day."""
        return self.asked.session.table("scope_milestones")

    def at(self, name: str) -> Scalar:
        """Give a day, or the moment of knowledge, of the study."""
        return self.asked.session.table("study_at")[name].as_scalar()

    def one(self, name: str, write: Callable[[], Scalar]) -> Any:
        """Ask for one value."""
        (row,) = self.asked.rows(name, lambda: write().name("value").as_table())
        return row["value"]

    def row(self, name: str, write: Callable[[], Table]) -> dict[str, Any]:
        """Ask for one row."""
        (row,) = self.asked.rows(name, write)
        return row
