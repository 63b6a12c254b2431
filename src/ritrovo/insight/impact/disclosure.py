"""What of a study may be told: decided here, once, for pages, papers, files and programs.

Counts that tell of being helped, or of who both gives and receives, are hidden when fewer than
`disclosure.minimum_count` stand behind them, or behind what is left of their whole; so is every
figure by which they could be worked out. Rates are told from `disclosure.minimum_rate_base`.
Counts of givers always show. Needs are told: an initiative publishes each of its own.

A wide scope must not tell what a narrower one hides: all of an ecosystem less its other
initiatives is the one that was hidden. So where a count of a scope is hidden, that of a wider one
is hidden too, with all it goes with, whenever it, less the told ones of the siblings, is the
hidden count itself or fewer than `disclosure.minimum_count`. It is told where enough are left
over that are of others: of several hidden initiatives, or outside all of them. The narrow stays
as it is, and the wide gives way: so each scope is decided once, from the narrowest to the widest
(`differences`). Everything, ecosystems, municipalities, initiatives and the organisation that
promotes them are compared so, in each year and always.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Protocol

from ritrovo.foundations.contributions.rules import told
from ritrovo.foundations.kernel.parameters import parameters
from ritrovo.insight.impact.measures.facts import PEOPLE
from ritrovo.insight.impact.registered import FIGURES, NETWORKS, Base, Care, Registered
from ritrovo.insight.impact.shown import FEW, HIDDEN, NOT_DEFINED, Told

COUNT: Final = "disclosure.minimum_count"
RATE_BASE: Final = "disclosure.minimum_rate_base"
SURVIVALS: Final = {"survival": "people", "survival_households": "households"}
# Who was helped is told where they are enough, even if not how many of them gave.
HELPED_FIRST: Final = "helped"
ELSEWHERE: Final = "elsewhere"
Key = tuple[str, str]
Closed = set[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """How many must stand behind a delicate count, and behind a rate."""

    count: int
    rate_base: int


class Kept(Protocol):
    """A figure as it was kept."""

    network: str
    code: str
    value: float | None
    whole: int | None
    low: float | None
    high: float | None
    reason: str


def thresholds() -> Thresholds:
    """Read both thresholds as they stand today. One query."""
    found = parameters(COUNT, RATE_BASE)
    return Thresholds(found[COUNT], found[RATE_BASE])


def told_figures(
    rows: Iterable[Kept],
    least: Thresholds,
    few_elsewhere: Collection[str] = (),
    closed: Collection[tuple[str, str]] = (),
) -> dict[Key, Told]:
    """Give of each kept figure what may be told, by network and code.

    `few_elsewhere` names the networks in which a study that adds up with this one has too few who
    were helped: this one, and always, would tell of them. `closed` names what else is not told:
    networks with a kind of care, with one code, or with ELSEWHERE for all that tells of being
    helped.
    """
    kept = {(each.network, each.code): each for each in rows if each.code in FIGURES}
    shut = closed_groups(kept, least.count) | {(each, ELSEWHERE) for each in few_elsewhere}
    shut |= set(closed)
    return {key: told_of(each, kept, shut, least) for key, each in kept.items()}


def few_helped(kept: Mapping[Key, Kept], least: int) -> set[str]:
    """Name the networks in which too few were helped, or too few of them gave or did not."""
    return {
        network
        for network in NETWORKS
        if 0 < count_of(kept, network, HELPED_FIRST) < least
        or is_small(
            count_of(kept, network, "helped_gave"), count_of(kept, network, HELPED_FIRST), least
        )
    }


def closed_groups(kept: Mapping[Key, Kept], least: int) -> Closed:
    """Find in which networks too few stand behind the counts of a kind of care."""
    closed: Closed = set()
    for network in ("", *NETWORKS):
        if is_small(
            count_of(kept, network, "both_sides"), count_of(kept, network, "receivers"), least
        ):
            closed.add((network, Care.RECEIVING))
        if is_small(
            count_of(kept, network, "helped_gave"), count_of(kept, network, "helped"), least
        ):
            closed.add((network, Care.HELPED))
    return closed


def is_small(count: int, whole: int, least: int) -> bool:
    """Say whether a count, or what is left of its whole, is too small; nobody at all is not."""
    return whole > 0 and told(count, whole, least) is None


def count_of(kept: Mapping[Key, Kept], network: str, code: str) -> int:
    """Give a count, 0 where there is none."""
    found = kept.get((network, code))
    return int(found.value) if found is not None and found.value is not None else 0


def told_of(figure: Kept, kept: Mapping[Key, Kept], closed: Closed, least: Thresholds) -> Told:
    """Give what may be told of one figure among those it was kept with."""
    registered = FIGURES[figure.code]
    if is_hidden(figure, registered, kept, closed, least):
        return Told(figure.code, figure.network, reason=HIDDEN)
    if figure.value is None:
        return Told(figure.code, figure.network, reason=f"{NOT_DEFINED}{figure.reason}")
    if registered.base and base_of(figure, registered.base, kept) < least.rate_base:
        return Told(figure.code, figure.network, reason=FEW)
    return Told(
        code=figure.code,
        network=figure.network,
        value=int(figure.value) if registered.is_count else figure.value,
        whole=figure.whole,
        low=figure.low,
        high=figure.high,
    )


def is_hidden(
    figure: Kept,
    registered: Registered,
    kept: Mapping[Key, Kept],
    closed: Closed,
    least: Thresholds,
) -> bool:
    """Say whether a figure tells too much of few people."""
    if registered.care is None:
        return False
    if registered.care is Care.HELPED and (figure.network, ELSEWHERE) in closed:
        return True
    # Who was helped first has the name of its kind of care: of it alone, ELSEWHERE tells.
    if figure.code == HELPED_FIRST:
        return 0 < count_of(kept, figure.network, HELPED_FIRST) < least.count
    if closed & {(figure.network, registered.care), (figure.network, figure.code)}:
        return True
    is_part = registered.care is Care.HELPED and registered.is_count
    if not is_part or figure.value is None or not figure.whole:
        return False
    return is_small(int(figure.value), figure.whole, least.count)


def base_of(figure: Kept, base: Base, kept: Mapping[Key, Kept]) -> int:
    """Say of how many things a rate is."""
    if base is Base.WHOLE:
        return figure.whole or 0
    return count_of(kept, figure.network, base.value)


def told_tables(
    tables: Mapping[str, list[dict[str, Any]]], figures: Mapping[Key, Told], least: Thresholds
) -> dict[str, list[dict[str, Any]]]:
    """Give of each kept table the rows that may be told."""
    shown = dict(tables)
    for name, network in SURVIVALS.items():
        if name in shown:
            shown[name] = told_curve(shown[name], figures.get((network, "helped_gave")), least)
    if "kinds" in shown:
        shown["kinds"] = [told_cell(row, least.count) for row in shown["kinds"]]
    return shown


def told_curve(
    rows: list[dict[str, Any]], gave: Told | None, least: Thresholds
) -> list[dict[str, Any]]:
    """Give the curve as far as enough people are followed; nothing of too few people."""
    if gave is None or not gave.is_told or (gave.whole or 0) < least.rate_base:
        return []
    return [row for row in rows if row["at_risk"] >= least.count]


def told_cell(row: dict[str, Any], least: int) -> dict[str, Any]:
    """Give a row of the ties between kinds, empty where few people received something."""
    if row["receiver_kind"] not in PEOPLE or row["ties"] >= least:
        return row
    return {**row, "ties": None, "gifts": None}
