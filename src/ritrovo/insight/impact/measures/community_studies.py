"""What a study counts of a community: who gives, who stays, needs, goods, months."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from typing import TYPE_CHECKING, Any, Final

from ritrovo.insight.engine.intervals import Interval, wilson
from ritrovo.insight.impact.measures import bridging, lasting
from ritrovo.insight.impact.measures import facts as kinds
from ritrovo.insight.impact.measures.certainty import of_days
from ritrovo.insight.impact.measures.commons import commons, each_need, months_of_answers, needs
from ritrovo.insight.impact.measures.measuring import NO_FACTS, NO_GROUPS, NotDefined
from ritrovo.insight.impact.measures.views import Counted, View

if TYPE_CHECKING:
    from ibis.expr.types import BooleanValue, Scalar, Table

NOTHING_BEFORE: Final = NotDefined("nobody gave in the period before")
NO_ANSWER: Final = NotDefined("no need was answered")


def of_giving(view: View) -> Iterator[Counted]:
    """Count who gave, how many for the first time, and what."""
    firsts = view.firsts
    wanted: dict[str, Callable[[], Scalar]] = {
        "contributors": lambda: lasting.contributors(view.here),
        "new_contributors": lambda: lasting.new_contributors(firsts, firsts.here),
        "new_companions": lambda: lasting.new_companions(firsts, firsts.here),
        "giving_households": lambda: lasting.giving_households(view.here),
        "new_giving_households": lambda: lasting.new_giving_households(firsts, firsts.here),
        "organisations": lambda: lasting.organisations(view.here),
        "ties_between_kinds": lambda: bridging.ties_between_kinds(view.here),
        "paid": lambda: summed_times(kinds.paid(view.here)),
        "gifts": lambda: summed_times(kinds.helping(view.here)),
        "minutes": lambda: summed(kinds.helping(view.here), "minute"),
        "euro_cents": lambda: summed(kinds.helping(view.here), "eur_cent"),
        "contributors_last_year": lambda: lasting.contributors(in_last_year(view)),
        "new_contributors_last_year": lambda: lasting.new_contributors(
            firsts, firsts.here & is_in_last_year(view, firsts)
        ),
    }
    for code, write in wanted.items():
        yield Counted("", code, int(view.one(f"study:{code}", write)))
    helped = view.row("study:helped", lambda: lasting.helped_who_help(view.all, view.all.here))
    yield Counted("", "helped_who_help", helped["helped"], helped["givers"])


def of_time(view: View) -> Iterator[Counted]:
    """Count who stays, the shift to the community, and bridges."""
    stayed = view.row(
        "study:retention",
        lambda: lasting.retention(in_scope(view), *map(view.at, ("before", "middle", "last"))),
    )
    yield share("retention", stayed["again"], stayed["before"], NOTHING_BEFORE)
    shift = view.row("study:shift", lambda: lasting.community_share(view.here))
    yield share("community_share", shift["community"], shift["gifts"], NO_FACTS)
    for code, count in (
        ("e_i_of_kinds", bridging.e_i_of_kinds),
        ("e_i_of_places", bridging.e_i_of_places),
    ):
        row = view.row(f"study:{code}", lambda count=count: count(view.here))  # type: ignore[misc]
        index = NO_GROUPS if row["index"] is None else row["index"]
        yield Counted("", code, index, row["ties"], sure_of(row["index"], row["ties"]))


def sure_of(index: float | None, ties: int) -> Interval | None:
    """Give the interval of an E–I index: Wilson's, of the share of ties between groups."""
    if index is None:
        return None
    found = wilson(round((index + 1) / 2 * ties), ties)
    return Interval(2 * found.low - 1, 2 * found.high - 1) if found else None


def of_milestones(view: View) -> Iterator[Counted]:
    """Count needs and common goods, and how long needs waited."""
    when = (view.at("since"), view.at("until"))
    until = view.at("known_until")
    found = view.row("study:needs", lambda: needs(view.milestones, until, *when))
    waits = view.asked.arrow(
        "study:waits", lambda: each_need(view.milestones, until, *when).select("days")
    )
    days = waits["days"].drop_null().to_numpy()
    for name in ("opened", "answered", "met"):
        whole = None if name == "opened" else found["opened"]
        yield Counted("", f"needs_{name}", found[name], whole)
    waited = NO_ANSWER if found["median_days"] is None else found["median_days"]
    yield Counted("", "needs_median_days", waited, found["answered"], of_days(days))
    kept = view.row("study:commons", lambda: commons(view.milestones, until, *when))
    wholes = {"kept": "a_year_old"}
    for name in ("promised", "delivered", "a_year_old", "kept"):
        whole = kept[wholes[name]] if name in wholes else None
        yield Counted("", f"commons_{name}", kept[name], whole)


def tables_of(view: View) -> dict[str, list[dict[str, Any]]]:
    """Give the tables of a study."""
    asked = view.asked
    return {
        "months": months(view),
        "settings": asked.rows("study:settings", lambda: lasting.settings_by_year(view.here)),
        "cohorts": asked.rows("study:cohorts", lambda: lasting.cohorts(view.here)),
        "kinds": asked.rows("study:kinds", lambda: bridging.kinds_of_ties(view.here)),
    }


def months(view: View) -> list[dict[str, Any]]:
    """Give what happened month by month, from the first to the last, quiet months too."""
    giving = view.asked.rows(
        "study:months",
        lambda: lasting.months_of_giving(view.all, view.all.here, view.firsts),
    )
    answers = view.asked.rows(
        "study:answers",
        lambda: months_of_answers(
            view.milestones, view.at("known_until"), view.at("since"), view.at("until")
        ),
    )
    found: dict[tuple[int, int], dict[str, Any]] = {}
    for row in (*giving, *answers):
        month = row.pop("year"), row.pop("month")
        found.setdefault(month, {}).update(row)
    quiet = {"contributors": 0, "new": 0, "answered": 0, "euro_cents": 0}
    return [
        {"month": f"{year:04}-{month:02}", **quiet, **found.get((year, month), {})}
        for year, month in from_first_to_last(found)
    ]


def from_first_to_last(found: Collection[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Give every month from the first to the last."""
    if not found:
        return
    year, month = min(found)
    while (year, month) <= max(found):
        yield year, month
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)  # noqa: PLR2004


def in_scope(view: View) -> Table:
    """Give the facts of the scope, of whatever day."""
    rows = view.all
    return rows.filter(rows.within)


def is_in_last_year(view: View, facts: Table) -> BooleanValue:
    """Say of each fact whether it is of the last 365 days."""
    return lasting.within(facts.day, view.at("last_year"), view.at("tomorrow"))


def in_last_year(view: View) -> Table:
    """Give the facts of scope and period of the last 365 days."""
    rows = view.all
    return rows.filter(rows.here & is_in_last_year(view, rows))


def summed_times(facts: Table) -> Scalar:
    """Count facts."""
    return facts.times.sum().fill_null(0).cast("int64")


def summed(facts: Table, unit: str) -> Scalar:
    """Add up what was given in a unit."""
    return facts.quantity.sum(where=facts.unit == unit).fill_null(0).cast("int64")


def share(code: str, count: int, whole: int, otherwise: NotDefined) -> Counted:
    """Give a share with Wilson's interval, or why there is none."""
    if not whole:
        return Counted("", code, otherwise)
    return Counted("", code, count / whole, int(whole), wilson(int(count), int(whole)))
