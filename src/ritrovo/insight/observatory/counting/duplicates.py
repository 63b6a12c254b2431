"""One campaign on two portals: candidates are proposed, a person decides."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import ibis
import pyarrow as pa
from ibis.expr import types as ir

from ritrovo.insight.observatory.counting.errors import FigureBroken

DECISIONS: Final = "decisions.csv"
SAME: Final = "same"
TWO: Final = "two"
FIRST: Final = "first"
OTHER: Final = "other"
Campaign = tuple[str, str]

DAYS_APART: Final = 60
# A goal is the same when it differs by at most a fifth of the larger.
GOAL_PARTS: Final = 5
MOST: Final = 1000
SHORTEST: Final = 8


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person said of two campaigns, each a platform and an id: one, or two.

    Of one campaign told twice `counted` is the one that counts.
    """

    first: Campaign
    other: Campaign
    is_one: bool
    counts_other: bool = False

    @property
    def counted(self) -> Campaign:
        """Give the campaign that counts."""
        return self.other if self.counts_other else self.first

    @property
    def left_out(self) -> Campaign:
        """Give the campaign that does not count, where both are one."""
        return self.first if self.counts_other else self.other


HEADER: Final = (
    "platform",
    "campaign_id",
    "other_platform",
    "other_campaign_id",
    "verdict",
    "counted",
)


def read_decisions(path: Path) -> list[Decision]:
    """Read `decisions.csv`: verdict is same or two, counted is first or other; none is none.

    Raises FigureBroken with line and column.
    """
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        return [_decision(path, reader.line_num, row) for row in reader]


def _decision(path: Path, line: int, row: dict[str, str]) -> Decision:
    for column, known in (("verdict", (SAME, TWO)), ("counted", (FIRST, OTHER, ""))):
        if row.get(column) not in known:
            cell = row.get(column) or ""
            raise FigureBroken(name=path.name, line=line, column=column, cell=cell)
    return Decision(
        (row["platform"], row["campaign_id"]),
        (row["other_platform"], row["other_campaign_id"]),
        row["verdict"] == SAME,
        row["counted"] == OTHER,
    )


def decision_row(told: Decision) -> tuple[str, ...]:
    """Give a decision as a row of its file."""
    counted = (OTHER if told.counts_other else FIRST) if told.is_one else ""
    return (*told.first, *told.other, SAME if told.is_one else TWO, counted)


def counted_once(campaigns: ir.Table, decisions: Iterable[Decision]) -> ir.Table:
    """Leave out the campaigns that a person said are told by another row that is there.

    Of those that are one, the first counts that is there and that nobody left out; the last that
    is there always counts, so that undoing an import never loses a campaign.
    """
    members = _ranked([told for told in decisions if told.is_one])
    if not members:
        return campaigns
    told = ibis.memtable(pa.Table.from_pylist(members))
    found = campaigns.select("platform", "campaign_id", "key").join(
        told,
        [
            campaigns.platform == told.its_platform,
            campaigns.campaign_id == told.its_id,
        ],
    )
    window = ibis.window(group_by="bundle", order_by="place")
    placed = found.mutate(turn=ibis.row_number().over(window))
    return campaigns.anti_join(placed.filter(placed.turn > 0).select("key"), "key")


def _ranked(decisions: Sequence[Decision]) -> list[dict[str, object]]:
    """Put the campaigns of each bundle in the order in which they may count."""
    bundle: dict[Campaign, Campaign] = {}

    def root(campaign: Campaign) -> Campaign:
        while (above := bundle.setdefault(campaign, campaign)) != campaign:
            campaign = above
        return campaign

    for told in decisions:
        bundle[root(told.left_out)] = root(told.counted)
    left_out = {told.left_out for told in decisions}
    ordered = sorted(bundle, key=lambda campaign: (campaign in left_out, campaign))
    return [
        {
            "its_platform": campaign[0],
            "its_id": campaign[1],
            "bundle": "/".join(root(campaign)),
            "place": place,
        }
        for place, campaign in enumerate(ordered)
    ]


def undecided(
    pairs: Iterable[dict[str, object]], decisions: Iterable[Decision]
) -> Iterator[dict[str, object]]:
    """Give the proposed pairs of which nobody has said anything."""
    known = {(told.first, told.other) for told in decisions}
    for pair in pairs:
        first = (pair["platform"], pair["campaign_id"])
        if (first, (pair["other_platform"], pair["other_campaign_id"])) not in known:
            yield pair


def plain_title(title: ir.StringValue) -> ir.StringValue:
    """Keep letters and digits of a title only, in small letters: what portals punctuate apart."""
    return title.lower().re_replace(r"[^a-z0-9àáâãäåæçèéêëìíîïñòóôõöøùúûüý]+", "")


def candidates(campaigns: ir.Table) -> ir.Table:
    """Propose pairs of campaigns of two platforms that may be one; counted as two until decided.

    The same plain title of at least 8 letters, beginnings at most 60 days apart (or one unknown),
    and, in one currency, goals that differ by at most a fifth. Each pair once, at most 1,000.
    """
    named = campaigns.select(
        "platform",
        "campaign_id",
        "title",
        "currency",
        "launched_on",
        "goal_cents",
        plain=plain_title(campaigns.title),
    )
    named = named.filter(named.plain.length() >= SHORTEST)
    portals = named.group_by("plain").aggregate(portals=named.platform.nunique())
    shared = portals.filter(portals.portals > 1)
    named = named.semi_join(shared, "plain")
    other = named.rename(lambda name: f"other_{name}")
    pairs = named.join(
        other, [named.plain == other.other_plain, named.platform < other.other_platform]
    )
    kept = pairs.filter(_is_near(pairs), _has_one_goal(pairs))
    by = ["platform", "campaign_id", "other_platform", "other_campaign_id"]
    return kept.drop("plain", "other_plain").order_by(by).limit(MOST)


def _is_near(pairs: ir.Table) -> ir.BooleanValue:
    span = ibis.interval(days=DAYS_APART)
    first, second = pairs.launched_on, pairs.other_launched_on
    is_near = (first <= second + span) & (second <= first + span)
    return is_near.fill_null(True)  # noqa: FBT003  A value of the engine's.


def _has_one_goal(pairs: ir.Table) -> ir.BooleanValue:
    first, second = pairs.goal_cents, pairs.other_goal_cents
    larger = ibis.greatest(first, second)
    is_one = (first - second).abs() * GOAL_PARTS <= larger
    is_one = is_one | (pairs.currency != pairs.other_currency)
    return is_one.fill_null(True)  # noqa: FBT003  A value of the engine's.
