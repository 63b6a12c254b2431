"""What a measure is: an expression with a name, and a value that may not exist."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from ibis import BaseBackend
    from ibis.expr.types import IntegerValue, Scalar, Table

    from ritrovo.insight.impact.measures.statements import Statements

Expression = Callable[["Table", "IntegerValue"], "Scalar"]


@dataclass(frozen=True, slots=True)
class NotDefined:
    """A figure that does not exist here, and why; it is neither 0 nor an error."""

    reason: str


Value = int | float | NotDefined

NO_TIES: Final = NotDefined("no ties")
NO_PEOPLE: Final = NotDefined("no people")
TOO_FEW: Final = NotDefined("fewer than two people")
FULL: Final = NotDefined("everybody gives to everybody")
NO_SPREAD: Final = NotDefined("all give, or all receive, the same")
NO_PATHS: Final = NotDefined("nobody stands between two others")
NO_GROUPS: Final = NotDefined("no tie between people of known groups")
NO_TIME: Final = NotDefined("no time is told")
NOBODY_HELPED: Final = NotDefined("nobody was helped first")
NOT_REACHED: Final = NotDefined("fewer than half have given so far")
NO_FACTS: Final = NotDefined("nothing was given")


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure: its code, the table it is counted on, its expression, and when it is undefined.

    The expression takes that table and how many people there are, and gives one figure, null
    where it is not defined.
    """

    code: str
    table: str
    expression: Expression
    undefined: NotDefined | None

    @property
    def told(self) -> str:
        """Give its docstring: what it is, formula, unit, source, edge cases."""
        return inspect.getdoc(self.expression) or ""


MEASURES: Final[dict[str, Measure]] = {}


def measure(table: str, undefined: NotDefined | None = None) -> Callable[[Expression], Expression]:
    """Enter a function among the measures of a table, under its own name."""

    def enter(expression: Expression) -> Expression:
        code = expression.__name__
        MEASURES[code] = Measure(code, table, expression, undefined)
        return expression

    return enter


def measured(
    asked: Statements,
    mark: str,
    tables: Mapping[str, Callable[[], Table]],
    population: IntegerValue,
) -> dict[str, Value]:
    """Count every measure of these tables: one query for each table."""
    found: dict[str, Value] = {}
    for name, table in tables.items():
        wanted = [each for each in MEASURES.values() if each.table == name]
        (row,) = asked.rows(f"{mark}:{name}", partial(all_of, wanted, table, population))
        found |= {each.code: told_or_not(each, row[each.code]) for each in wanted}
    return found


def all_of(wanted: list[Measure], table: Callable[[], Table], population: IntegerValue) -> Table:
    """Write several measures of one table as one row."""
    on = table()
    return on.aggregate(**{each.code: each.expression(on, population) for each in wanted})


def first_row(session: BaseBackend, table: Table) -> dict[str, Any]:
    """Run an expression of one row and give it by column."""
    row: dict[str, Any] = session.to_pyarrow(table).to_pylist()[0]
    return row


def told_or_not(of: Measure, value: int | float | None) -> Value:
    """Give the figure, or why there is none.

    Raises ValueError where a measure that is always defined is not, which no table allows.
    """
    if value is not None:
        return value
    if of.undefined is None:
        raise ValueError(f"{of.code} has no value")
    return of.undefined


def whole_number(value: Value) -> int:
    """Give a count, 0 where it is not defined."""
    return 0 if isinstance(value, NotDefined) else int(value)
