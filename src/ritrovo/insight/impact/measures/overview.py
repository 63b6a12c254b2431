"""All that the facts of an installation tell, for those who study it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from ritrovo.insight.impact.measures import facts as kinds
from ritrovo.insight.impact.measures.bridging import (
    e_i_of_kinds,
    e_i_of_places,
    ties_between_kinds,
)
from ritrovo.insight.impact.measures.commons import commons, needs
from ritrovo.insight.impact.measures.helping import HelpedThenHelp, helped_then_help
from ritrovo.insight.impact.measures.lasting import (
    cohorts,
    community_share,
    contributors,
    new_contributors,
    new_ties,
    organisations,
    retention,
    settings_by_year,
    within,
)
from ritrovo.insight.impact.measures.measuring import (
    NO_FACTS,
    NO_GROUPS,
    NotDefined,
    Value,
    first_row,
)
from ritrovo.insight.impact.measures.results import Measured, measure_gifts

if TYPE_CHECKING:
    from ibis import BaseBackend
    from ibis.expr.types import Table

YEAR: Final = timedelta(days=365)
# Days are Italian, and half-open: today belongs to the last year.
DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Overview:
    """The measures of a community, as known at a moment.

    `networks` by what they are made of; `figures` by code; `tables` of years.
    """

    known_until: datetime
    networks: dict[str, Measured]
    figures: dict[str, Value]
    helped: HelpedThenHelp
    tables: dict[str, list[dict[str, Any]]]

    def as_json(self) -> dict[str, Any]:
        """Give all of it for programs; what is not defined says why in its place."""
        told = {
            "known_until": self.known_until.isoformat(),
            "networks": {
                name: {"people": each.population, **each.values}
                for name, each in self.networks.items()
            },
            "figures": self.figures,
            "helped_then_help": {name: getattr(self.helped, name) for name in asdict(self.helped)},
            "tables": self.tables,
        }
        return dict(plain(told))


def overview(
    session: BaseBackend, facts: Table, milestones: Table, known_until: datetime
) -> Overview:
    """Count everything of these facts and milestones: the last year against the one before."""
    today = (known_until + DAY).date()
    last_year = today - YEAR
    here = within(facts.day, last_year, today)
    near = kinds.between_people(kinds.helping(facts))
    of_help = kinds.between_people(facts.filter(facts.basis.isin(kinds.HELPED)))
    scalars = {
        "contributors": contributors(facts),
        "organisations": organisations(facts),
        "contributors_last_year": contributors(facts.filter(here)),
        "new_contributors_last_year": new_contributors(facts, here),
        "new_ties_last_year": new_ties(near, within(near.day, last_year, today)),
        "ties_between_kinds": ties_between_kinds(facts),
        "paid": kinds.paid(facts).times.sum().fill_null(0).cast("int64"),
    }
    shares = {
        "retention": retention(facts, last_year - YEAR, last_year, today)["share"],
        "community_share": community_share(facts)["share"],
        "e_i_of_kinds": e_i_of_kinds(facts)["index"],
        "e_i_of_places": e_i_of_places(facts)["index"],
    }
    scalars |= {name: share.as_scalar() for name, share in shares.items()}
    reasons = {"e_i_of_kinds": NO_GROUPS, "e_i_of_places": NO_GROUPS}
    figures = {
        name: or_not(session.to_pyarrow(each).as_py(), reasons.get(name, NO_FACTS))
        for name, each in scalars.items()
    }
    for table in (needs(milestones, known_until), commons(milestones, known_until)):
        row = first_row(session, table)
        figures |= {name: or_not(row[name], NO_FACTS) for name in row}
    return Overview(
        known_until=known_until,
        networks=networks(session, facts),
        figures=figures,
        helped=helped_then_help(session, near, of_help, known_until),
        tables={
            "cohorts": session.to_pyarrow(cohorts(facts)).to_pylist(),
            "settings": session.to_pyarrow(settings_by_year(facts)).to_pylist(),
        },
    )


def networks(session: BaseBackend, facts: Table) -> dict[str, Measured]:
    """Measure gifts between people, those both sides confirm and the others apart, and homes."""
    given = kinds.helping(facts)
    everybody = kinds.between_people(facts)
    homes = kinds.between_households(facts)
    wanted = {
        "people": (kinds.between_people(given), everybody),
        "confirmed": (kinds.between_people(kinds.confirmed(given)), everybody),
        "one_sided": (kinds.between_people(kinds.one_sided(given)), everybody),
        "households": (kinds.between_households(given), homes),
        "paid": (kinds.between_people(kinds.paid(facts)), everybody),
    }
    return {
        name: measure_gifts(session, gifts, named(session, among), mark=f"impact_{name}")
        for name, (gifts, among) in wanted.items()
    }


def named(session: BaseBackend, gifts: Table) -> int:
    """Count the people who gave or received anything at all: the population of a community."""
    people = gifts.select(person=gifts.giver).union(gifts.select(person=gifts.receiver))
    count: int = session.execute(people.person.nunique())
    return count


def or_not(value: int | float | None, reason: NotDefined) -> Value:
    """Give a figure, or why there is none."""
    return reason if value is None else value


def plain(value: Any) -> Any:
    """Write values that JSON knows."""
    if isinstance(value, NotDefined):
        return {"not_defined": value.reason}
    if isinstance(value, dict):
        return {name: plain(each) for name, each in value.items()}
    return value
