"""A study: all measures of one scope over one period, with their intervals and tables.

The facts of an installation are loaded once; a scope is a filter on them and a period another,
put into tables of fixed names, so that every expression is compiled once and asked of each scope.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import reduce
from hashlib import md5
from typing import TYPE_CHECKING, Any, Final

import ibis
import pyarrow as pa

from ritrovo.insight.impact.measures import facts as kinds
from ritrovo.insight.impact.measures import lasting
from ritrovo.insight.impact.measures.commons import FIRST, LAST
from ritrovo.insight.impact.measures.community_studies import (
    of_giving,
    of_milestones,
    of_time,
    tables_of,
)
from ritrovo.insight.impact.measures.network_studies import DRAWN, networks, of_help, of_network
from ritrovo.insight.impact.measures.statements import Statements
from ritrovo.insight.impact.measures.views import Counted, View

if TYPE_CHECKING:
    from ibis import BaseBackend
    from ibis.expr.types import BooleanValue, Table

BETWEEN: Final = {"people": kinds.between_people, "households": kinds.between_households}
FIRSTS: Final = (
    *("giver", "receiver", "giver_kind", "giver_home", "headcount", "basis"),
    *("ecosystem", "context", "day", "at", "recorded_at", "fact", "within"),
)
YEAR: Final = timedelta(days=365)
DAY: Final = timedelta(days=1)
# A change of what is counted counts everything anew: it is part of what a study is known by.
DEFINITIONS: Final = 2
# Its square fits in the 32 bits of some engines.
PRIME: Final = 46_337
DIGEST: Final = """
    SELECT md5(
        (SELECT concat(count(*), '.', bit_xor(hash(f)), '.', sum(hash(f))) FROM study_facts f)
        || '-' ||
        (SELECT concat(count(*), '.', bit_xor(hash(m)), '.', sum(hash(m))) FROM scope_milestones m))
"""


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
    """The facts and milestones of an installation, loaded once, and what was asked of them.

    Tables are as `read_stored` gives them; `placed` are the contexts whose place is known.
    """

    facts: Table
    milestones: Table
    known_until: datetime
    asked: Statements
    placed: Collection[str] = ()
    _has_firsts: bool = False

    def look_at(self, where: Where) -> None:
        """Keep the facts of a scope's community, and say of each whether it is of the scope."""
        asked, self._has_firsts = self.asked, False
        asked.put("scope_flags", flags(where))
        for name, ids in named_ids(where, self.placed).items():
            asked.put(f"scope_{name}", pa.table({"id": pa.array(sorted(ids), pa.string())}))
        if where.everywhere:
            asked.see("scope_facts", lambda: all_facts(self.facts), "scope_everything")
        else:
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
        asked.see("study_facts", lambda: study_facts(asked.session), "study_facts")

    def digest(self, since: date | None, until: date | None) -> str:
        """Tell what a study of the present scope and period would be counted from.

        All facts and milestones of its community; the month, because those who were helped are
        followed on; and whether the period is over.
        """
        found = digest_in(self.asked)
        today = self.known_until.date()
        is_over = until is not None and until <= today
        when = "over" if is_over else f"{today:%Y-%m}"
        return f"{DEFINITIONS}-{found[:24]}-{when}"

    def study(self) -> tuple[list[Counted], dict[str, list[dict[str, Any]]]]:
        """Count every figure and table of the scope and period looked at."""
        view = View(self.asked)
        self.keep_firsts()
        figures = [*of_giving(view), *of_time(view), *of_milestones(view)]
        tables = tables_of(view)
        for network in networks(view):
            figures += of_network(view, *network)
        for name in DRAWN:
            figures_of_help, curve = of_help(view, name)
            figures += figures_of_help
            tables["survival" if name == "people" else f"survival_{name}"] = curve
        return figures, tables

    def keep_firsts(self) -> None:
        """Keep the first gift of each giver and between every two, for all periods of a scope."""
        if self._has_firsts:
            return
        asked, facts = self.asked, self.asked.session.table
        asked.keep("scope_firsts", lambda: firsts_in(facts("scope_facts")))
        for name, between in BETWEEN.items():
            asked.keep(
                f"scope_first_ties_{name}",
                lambda between=between: first_ties_in(facts("scope_facts"), between),  # type: ignore[misc]
            )
        self._has_firsts = True


def firsts_in(facts: Table) -> Table:
    """Give the first gift of each giver in each ecosystem, with what tells who is new."""
    return lasting.first_of_each(facts).select(*FIRSTS)


def first_ties_in(facts: Table, between: Callable[[Table], Table]) -> Table:
    """Give the day of the first gift between every two people, or households."""
    return lasting.first_of_pairs(between(kinds.helping(facts))).select("day", "within")


def digest_in(asked: Statements) -> str:
    """Digest the facts and milestones looked at, in whatever order they stand.

    By the embedded engine's own words, which are the quickest there; by an expression elsewhere.
    """
    if asked.is_embedded:
        return str(asked.session.con.execute(DIGEST).fetchone()[0])
    tables = ("study_facts", "scope_milestones")
    found = [row_of_digest(asked, name) for name in tables]
    return md5(repr(found).encode(), usedforsecurity=False).hexdigest()


def row_of_digest(asked: Statements, name: str) -> list[Any]:
    """Count the rows of a table, and add up what each is known by."""
    (row,) = asked.rows(f"digest:{name}", lambda: digest_of(asked.session.table(name)))
    return list(row.values())


def digest_of(rows: Table) -> Table:
    """Write, in one row, how many rows there are and what they add up to."""
    cells = (rows[name].cast("string").fill_null("~") for name in sorted(rows.columns))
    hashed = rows.select(known_by=reduce(lambda one, other: one + "|" + other, cells).hash())
    rest = hashed.known_by % PRIME
    return hashed.aggregate(
        rows=hashed.count(), added=hashed.known_by.sum(), squares=(rest * rest).sum()
    )


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


def all_facts(facts: Table) -> Table:
    """Give every fact as one of the scope."""
    return facts.mutate(within=ibis.literal(True))  # noqa: FBT003


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


def bodies_in(facts: Table) -> Table:
    """List the organisations that gave or received anything."""
    sides = (
        facts.select(body=facts[side], kind=facts[f"{side}_kind"]) for side in ("giver", "receiver")
    )
    found = ibis.union(*sides)
    return found.filter(~found.kind.isin((*kinds.PEOPLE, *kinds.ACTORS_APART))).distinct()
