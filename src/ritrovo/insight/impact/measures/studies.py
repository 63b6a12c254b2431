"""A study: all measures of one scope over one period, with their intervals and tables.

The facts of an installation are loaded once; a scope is a filter on them and a period another,
put into tables of fixed names, so that every expression is compiled once and asked of each scope.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pyarrow as pa

from ritrovo.insight.engine.intervals import Interval, wilson
from ritrovo.insight.impact.measures import facts as kinds
from ritrovo.insight.impact.measures import lasting
from ritrovo.insight.impact.measures.certainty import (
    MOST_TIES,
    of_days,
    of_dyads,
    of_people,
    of_survival,
)
from ritrovo.insight.impact.measures.commons import (
    FIRST,
    LAST,
    commons,
    each_need,
    months_of_answers,
    needs,
)
from ritrovo.insight.impact.measures.helping import Moment, firsts_of, told, waits_of
from ritrovo.insight.impact.measures.measuring import (
    MEASURES,
    NO_FACTS,
    NO_GROUPS,
    NO_TIES,
    NotDefined,
    Value,
)
from ritrovo.insight.impact.measures.results import Measured, measure_network, network_in
from ritrovo.insight.impact.measures.statements import Statements

if TYPE_CHECKING:
    from ibis import BaseBackend
    from ibis.expr.types import BooleanValue, Scalar, Table

YEAR: Final = timedelta(days=365)
DAY: Final = timedelta(days=1)
NOTHING_BEFORE: Final = NotDefined("nobody gave in the period before")
NO_ANSWER: Final = NotDefined("no need was answered")
TOO_MANY: Final = NotDefined("too many ties: only a bound is known")
DRAWN: Final = ("people", "households")
# A change of what is counted counts everything anew: it is part of what a study is known by.
DEFINITIONS: Final = 1
DIGEST: Final = """
    SELECT md5(
        (SELECT concat(count(*), '.', bit_xor(hash(f)), '.', sum(hash(f))) FROM study_facts f)
        || '-' ||
        (SELECT concat(count(*), '.', bit_xor(hash(m)), '.', sum(hash(m))) FROM scope_milestones m))
"""


@dataclass(frozen=True, slots=True)
class Counted:
    """One figure: what it is a part of, and between which values it lies."""

    network: str
    code: str
    value: Value
    whole: int | None = None
    interval: Interval | None = None


@dataclass(frozen=True, slots=True)
class Where:
    """Which facts are of a scope: of contexts, of ecosystems, or given or received by a party.

    With `by_place` a fact of a placed context is where that is, any other where its ecosystem is.
    """

    everywhere: bool = False
    by_place: bool = False
    contexts: Collection[str] = ()
    ecosystems: Collection[str] = ()
    parties: Collection[str] = ()


@dataclass(slots=True)
class Community:
    """The facts and milestones of an installation, loaded once, and what was asked of them."""

    facts: Table
    milestones: Table
    known_until: datetime
    asked: Statements
    placed: Collection[str] = ()

    @classmethod
    def of(
        cls,
        session: BaseBackend,
        facts: Table,
        milestones: Table,
        known_until: datetime,
        placed: Collection[str] = (),
    ) -> Community:
        """Take tables as `read_stored` gives them; `placed` are contexts of known place."""
        return cls(facts, milestones, known_until, Statements(session), placed)

    def look_at(self, where: Where) -> None:
        """Keep the facts of a scope's community, and say of each whether it is of the scope."""
        asked = self.asked
        asked.put("scope_flags", flags(where))
        for name, ids in named_ids(where, self.placed).items():
            asked.put(f"scope_{name}", pa.table({"id": pa.array(sorted(ids), pa.string())}))
        asked.keep("scope_facts", lambda: scope_facts(self.facts, asked.session))
        asked.keep("scope_milestones", lambda: scope_milestones(self.milestones, asked.session))

    def years(self) -> list[int]:
        """List the Italian years with facts or milestones of the scope looked at."""
        rows = self.asked.rows("scope:years", lambda: years_of(self.asked.session))
        return sorted(int(row["year"]) for row in rows)

    def look_over(self, since: date | None, until: date | None) -> None:
        """Mark the facts of the scope that lie in a period."""
        asked = self.asked
        asked.put("study_at", days_of(since, until, self.known_until))
        asked.keep("study_facts", lambda: study_facts(asked.session))

    def digest(self, since: date | None, until: date | None) -> str:
        """Tell what a study of the present scope and period would be counted from.

        All facts and milestones of its community; the month, because those who were helped are
        followed on; and whether the period is over.
        """
        (found,) = self.asked.session.con.execute(DIGEST).fetchone()
        today = self.known_until.date()
        is_over = until is not None and until <= today
        when = "over" if is_over else f"{today:%Y-%m}"
        return f"{DEFINITIONS}-{found[:24]}-{when}"

    def study(self) -> tuple[list[Counted], dict[str, list[dict[str, Any]]]]:
        """Count every figure and table of the scope and period looked at."""
        view = View(self.asked)
        figures = [*of_giving(view), *of_time(view), *of_milestones(view)]
        tables = tables_of(view)
        for network in networks(view):
            figures += of_network(view, *network)
        for name in DRAWN:
            figures_of_help, curve = of_help(view, name)
            figures += figures_of_help
            tables["survival" if name == "people" else f"survival_{name}"] = curve
        return figures, tables


@dataclass(frozen=True, slots=True)
class View:
    """The facts of a community as a study sees them: `here` marks those of scope and period."""

    asked: Statements

    @property
    def all(self) -> Table:
        """Give all facts of the community, each with `here`."""
        return self.asked.session.table("study_facts")

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


def flags(where: Where) -> pa.Table:
    """Write what a scope is, in one row."""
    return pa.table({"everywhere": [where.everywhere], "by_place": [where.by_place]})


def named_ids(where: Where, placed: Collection[str]) -> dict[str, Collection[str]]:
    """Name the lists of ids that say what is of a scope."""
    return {
        "contexts": where.contexts,
        "ecosystems": where.ecosystems,
        "parties": where.parties,
        "placed": placed,
    }


def days_of(since: date | None, until: date | None, known_until: datetime) -> pa.Table:
    """Write the days of a study in one row: its own, and those by which it is compared.

    Whoever gave in the period before is looked for again in the period; always is compared by the
    last year.
    """
    today = (known_until + DAY).date()
    start, end = since or FIRST, until or LAST
    middle, last = (since, until) if since and until else (today - YEAR, today)
    moments = {"known_until": known_until.astimezone(UTC).replace(tzinfo=None)}
    days = {
        "since": start,
        "until": end,
        "last_year": today - YEAR,
        "tomorrow": today,
        "before": middle - (last - middle),
        "middle": middle,
        "last": last,
    }
    columns = {name: pa.array([day], pa.date32()) for name, day in days.items()}
    columns |= {name: pa.array([at], pa.timestamp("us")) for name, at in moments.items()}
    return pa.table(columns)


def among(column: Any, session: BaseBackend, name: str) -> BooleanValue:
    """Say of each id whether it is in a list of the scope."""
    ids = session.table(f"scope_{name}").id.cast(column.type())
    return column.isin(ids).fill_null(False)  # noqa: FBT003


def is_of_scope(rows: Table, session: BaseBackend) -> BooleanValue:
    """Say of each fact or milestone whether its context or ecosystem is of the scope."""
    told_scope = session.table("scope_flags")
    everywhere, by_place = (told_scope[name].as_scalar() for name in ("everywhere", "by_place"))
    placed = among(rows.context, session, "placed")
    there = among(rows.ecosystem, session, "ecosystems") & (~by_place | ~placed)
    return everywhere | there | among(rows.context, session, "contexts")


def scope_facts(facts: Table, session: BaseBackend) -> Table:
    """Keep the facts of all ecosystems that a scope touches: its history is theirs."""
    theirs = among(facts.giver, session, "parties") | among(facts.receiver, session, "parties")
    marked = facts.mutate(within=is_of_scope(facts, session) | theirs)
    touched = marked.filter(marked.within, marked.ecosystem.notnull()).ecosystem
    return marked.filter(marked.within | marked.ecosystem.isin(touched).fill_null(False))  # noqa: FBT003


def scope_milestones(milestones: Table, session: BaseBackend) -> Table:
    """Keep the milestones of a scope."""
    return milestones.filter(is_of_scope(milestones, session))


def years_of(session: BaseBackend) -> Table:
    """List the years of a scope."""
    facts, milestones = session.table("scope_facts"), session.table("scope_milestones")
    days = facts.filter(facts.within).select("day").union(milestones.select("day"))
    return days.select(year=days.day.year()).distinct()


def study_facts(session: BaseBackend) -> Table:
    """Mark the facts of a scope that lie in the period."""
    facts, at = session.table("scope_facts"), session.table("study_at")
    since, until = at.since.as_scalar(), at.until.as_scalar()
    return facts.mutate(here=facts.within & lasting.within(facts.day, since, until))


def of_giving(view: View) -> Iterator[Counted]:
    """Count who gave, how many for the first time, and what."""
    wanted: dict[str, Callable[[], Scalar]] = {
        "contributors": lambda: lasting.contributors(view.here),
        "new_contributors": lambda: lasting.new_contributors(view.all, view.all.here),
        "new_companions": lambda: lasting.new_companions(view.all, view.all.here),
        "giving_households": lambda: lasting.giving_households(view.here),
        "new_giving_households": lambda: lasting.new_giving_households(view.all, view.all.here),
        "organisations": lambda: lasting.organisations(view.here),
        "ties_between_kinds": lambda: lasting.ties_between_kinds(view.here),
        "paid": lambda: summed_times(kinds.paid(view.here)),
        "gifts": lambda: summed_times(kinds.helping(view.here)),
        "minutes": lambda: summed(kinds.helping(view.here), "minute"),
        "euro_cents": lambda: summed(kinds.helping(view.here), "eur_cent"),
        "contributors_last_year": lambda: lasting.contributors(in_last_year(view)),
        "new_contributors_last_year": lambda: lasting.new_contributors(
            view.all, view.all.here & is_in_last_year(view)
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
        ("e_i_of_kinds", lasting.e_i_of_kinds),
        ("e_i_of_places", lasting.e_i_of_places),
    ):
        row = view.row(f"study:{code}", lambda count=count: count(view.here))  # type: ignore[misc]
        index = NO_GROUPS if row["index"] is None else row["index"]
        yield Counted("", code, index, row["ties"], bridging(row["index"], row["ties"]))


def bridging(index: float | None, ties: int) -> Interval | None:
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


def networks(view: View) -> Iterator[tuple[str, Callable[[], Table], Callable[[], Table]]]:
    """Give each network: its name, its gifts, and all that makes somebody one of its people."""

    def given() -> Table:
        return kinds.helping(view.here)

    def everybody() -> Table:
        return kinds.between_people(view.here)

    yield "people", lambda: kinds.between_people(given()), everybody
    yield (
        "households",
        lambda: kinds.between_households(given()),
        lambda: kinds.between_households(view.here),
    )
    yield "confirmed", lambda: kinds.between_people(kinds.confirmed(given())), everybody
    yield "one_sided", lambda: kinds.between_people(kinds.one_sided(given())), everybody
    yield "paid", lambda: kinds.between_people(kinds.paid(view.here)), everybody


def of_network(
    view: View, name: str, gifts: Callable[[], Table], everybody: Callable[[], Table]
) -> Iterator[Counted]:
    """Count every measure of one network, with intervals for those of people and of households."""
    asked, mark = view.asked, f"study_{name}"
    population = int(view.one(f"{mark}:named", lambda: named(everybody())))
    if not population:
        yield from of_nobody(name)
        return
    tables = network_in(asked, gifts, mark)
    measured = measure_network(tables, population)
    intervals: dict[str, Interval] = {}
    if name in DRAWN and ties_in(measured) <= MOST_TIES:
        columns = asked.arrow(f"{mark}:sums", lambda: tables.people.select("given", "received"))
        given, received = (columns[each].to_numpy() for each in ("given", "received"))
        drawn = of_people(given.astype(np.float64), received.astype(np.float64), population)
        intervals = drawn | drawn_dyads(measured)
    tables.drop()
    yield Counted(name, "people", population)
    yield Counted(name, "people_with_ties", measured.people)
    yield from of_measured(name, measured, intervals)
    if name in DRAWN:
        yield Counted(name, "new_ties", int(view.one(f"{mark}:new", lambda: new_ties(view, name))))


def of_nobody(name: str) -> Iterator[Counted]:
    """Give the measures of a network without people: nothing needs to be counted."""
    yield from (Counted(name, code, 0) for code in ("people", "people_with_ties"))
    for code, measure in MEASURES.items():
        yield Counted(name, code, 0 if measure.undefined is None else NO_TIES)
    yield from (Counted(name, code, NO_TIES) for code in ("circularity", "largest_strong_share"))
    if name in DRAWN:
        yield Counted(name, "new_ties", 0)


def of_measured(name: str, measured: Measured, intervals: dict[str, Interval]) -> Iterator[Counted]:
    """Give each measure of a network with what it is a part of."""
    values = dict(measured.values)
    if not measured.circulation.is_exact:
        values["circularity_bound"] = values["circularity"]
        values["circularity"] = TOO_MANY
    wholes = {"r": values["ties"], "both_sides": values["receivers"]}
    wholes |= {"reciprocated": values["ties"], "both_sides_share": measured.population}
    if measured.population:
        both = wilson(whole_number(values["both_sides"]), measured.population)
        intervals = intervals | ({"both_sides_share": both} if both else {})
    for code, value in values.items():
        whole = wholes.get(code)
        is_there = not isinstance(value, NotDefined)
        yield Counted(
            name,
            code,
            value,
            whole_number(whole) if whole is not None and is_there else None,
            intervals.get(code) if is_there else None,
        )


def drawn_dyads(measured: Measured) -> dict[str, Interval]:
    """Give the intervals of what is counted on every two people."""
    returned = whole_number(measured.values["reciprocated"])
    return of_dyads(ties_in(measured), returned, measured.population)


def of_help(view: View, name: str) -> tuple[list[Counted], list[dict[str, Any]]]:
    """Follow who was first helped in the scope and period, until what is known; the curve too."""
    between = kinds.between_people if name == "people" else kinds.between_households

    def waits() -> Table:
        given = between(kinds.helping(view.all))
        received = between(view.all.filter(view.all.basis.isin(kinds.HELPED)))
        return waits_of(firsts_of(given, received), view.at("known_until"))

    moments = [Moment(**row) for row in view.asked.rows(f"study:waits_{name}", waits)]
    found = told(moments)
    intervals = of_survival(moments)
    helped = whole_number(found.helped)
    figures = [Counted(name, "helped", helped)]
    for field_name in ("gave", "censored", "within_180", "within_365", "median_days"):
        value = getattr(found, field_name)
        interval = None if isinstance(value, NotDefined) else intervals.get(field_name)
        figures.append(Counted(name, f"helped_{field_name}", value, helped, interval))
    lost = whole_number(found.censored)
    for days in ("180", "365"):
        early = getattr(found, f"censored_before_{days}")
        figures.append(Counted(name, f"helped_censored_before_{days}", early, lost))
    return figures, curve_of(moments)


def curve_of(moments: list[Moment]) -> list[dict[str, Any]]:
    """Give the survival by day: which share has given so far, and how many are still followed."""
    at_risk = sum(each.gave + each.censored for each in moments)
    left, rows = 1.0, [{"day": 0, "share": 0.0, "at_risk": at_risk}]
    for each in sorted(moments, key=lambda each: each.day):
        left *= (at_risk - each.gave) / at_risk
        rows.append({"day": each.day, "share": 1 - left, "at_risk": at_risk})
        at_risk -= each.gave + each.censored
    return rows


def tables_of(view: View) -> dict[str, list[dict[str, Any]]]:
    """Give the tables of a study."""
    asked = view.asked
    return {
        "months": months(view),
        "settings": asked.rows("study:settings", lambda: lasting.settings_by_year(view.here)),
        "cohorts": asked.rows("study:cohorts", lambda: lasting.cohorts(view.here)),
        "kinds": asked.rows("study:kinds", lambda: lasting.kinds_of_ties(view.here)),
    }


def months(view: View) -> list[dict[str, Any]]:
    """Give what happened month by month, from the first to the last, quiet months too."""
    giving = view.asked.rows(
        "study:months", lambda: lasting.months_of_giving(view.all, view.all.here)
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


def new_ties(view: View, name: str) -> Scalar:
    """Count the pairs first tied in the scope and period."""
    between = kinds.between_people if name == "people" else kinds.between_households
    gifts = between(kinds.helping(view.all))
    return lasting.new_ties(gifts, gifts.here)


def named(gifts: Table) -> Scalar:
    """Count the people who gave or received anything at all."""
    people = gifts.select(person=gifts.giver).union(gifts.select(person=gifts.receiver))
    return people.person.nunique()


def in_scope(view: View) -> Table:
    """Give the facts of the scope, of whatever day."""
    rows = view.all
    return rows.filter(rows.within)


def is_in_last_year(view: View) -> BooleanValue:
    """Say of each fact whether it is of the last 365 days."""
    return lasting.within(view.all.day, view.at("last_year"), view.at("tomorrow"))


def in_last_year(view: View) -> Table:
    """Give the facts of scope and period of the last 365 days."""
    rows = view.all
    return rows.filter(rows.here & is_in_last_year(view))


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


def whole_number(value: Value) -> int:
    """Give a count."""
    return 0 if isinstance(value, NotDefined) else int(value)


def ties_in(measured: Measured) -> int:
    """Count the ties of a network."""
    return whole_number(measured.values["ties"])
