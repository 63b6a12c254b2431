"""The columns of a campaign, whatever platform it comes from, and the data dictionary of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import ibis


@dataclass(frozen=True, slots=True)
class Column:
    """A column, its Ibis type, its unit, what it says; `counts` when it makes the row's digest."""

    name: str
    type: str
    unit: str
    meaning: str
    counts: bool = True


MODELS: Final = ("reward", "donation", "equity", "lending", "do-it-yourself", "hybrid")
# The path of a campaign. `continuous` is money raised without an end: success is not defined.
STATES: Final = (
    "draft",
    "submitted",
    "rejected",
    "open",
    "successful",
    "failed",
    "cancelled",
    "suspended",
    "continuous",
    "unknown",
)
NEVER_PUBLISHED: Final = ("draft", "submitted", "rejected")
ENDED: Final = ("successful", "failed", "cancelled", "suspended")

COLUMNS: Final = (
    Column("platform", "string", "", "The portal, by the name of its mapping."),
    Column("campaign_id", "string", "", "The portal's own id of the campaign."),
    Column("title", "string", "", "The title, repaired where its bytes were broken."),
    Column(
        "category", "string", "", "The portal's own category, MAIN/SUB where it has two levels."
    ),
    Column("model", "string", "", f"One of {', '.join(MODELS)}; empty: unknown."),
    Column("state", "string", "", f"What the portal says: one of {', '.join(STATES)}."),
    Column("country", "string", "ISO 3166", "Two letters; empty: unknown."),
    Column("currency", "string", "ISO 4217", "The currency of goal_cents and raised_cents."),
    Column("launched_on", "date", "day", "First day, as the portal writes it; empty: unknown."),
    Column("closes_on", "date", "day", "Last day; its year is the campaign's year."),
    Column("goal_cents", "int64", "cents of currency", "What was asked for."),
    Column("raised_cents", "int64", "cents of currency", "What the portal says was pledged."),
    Column("counted_currency", "string", "ISO 4217", "The currency of every money column below."),
    Column(
        "counted_cents",
        "int64",
        "cents",
        "The money that is summed: what was collected where told, else what the mapping names.",
    ),
    Column("counted_goal_cents", "int64", "cents", "The goal in the currency that is summed."),
    Column("rate_source", "string", "", "Who converted the money; empty: nobody had to."),
    Column("collected_cents", "int64", "cents", "Money that really arrived; empty: not told."),
    Column(
        "minimum_cents", "int64", "cents", "What had to be collected; empty: no such rule told."
    ),
    Column("crowd_cents", "int64", "cents", "Of counted_cents, from the crowd; empty: unknown."),
    Column("match_cents", "int64", "cents", "Of counted_cents, from co-funding; empty: unknown."),
    Column("sponsor_cents", "int64", "cents", "Of counted_cents, from sponsors; empty: unknown."),
    Column(
        "collective_cents",
        "int64",
        "cents",
        "Given by many together, as at a dinner: beside counted_cents, not in it; empty: unknown.",
    ),
    Column("backers", "int64", "backers", "All who backed it; empty: unknown, never 0."),
    Column("backers_single", "int64", "persons", "Backers who are one person; empty: unknown."),
    Column("backers_collective", "int64", "groups", "Backers that stand for many; empty: unknown."),
    Column("flags", "string", "", "Codes of what is remarkable, by blanks."),
    Column("line", "int64", "line", "Where the row stood in its file, from 1.", counts=False),
    Column("seen_on", "date", "day", "The day whose state the file tells.", counts=False),
    Column("key", "int64", "", "The campaign in 64 bits of MD5: portal and id.", counts=False),
    Column("digest", "int64", "", "The row in 64 bits of MD5, without these four.", counts=False),
)
NAMES: Final = tuple(column.name for column in COLUMNS)
COUNTED: Final = tuple(column.name for column in COLUMNS if column.counts)
SCHEMA: Final = ibis.schema({column.name: column.type for column in COLUMNS})


def dictionary(columns: Sequence[Column] = COLUMNS) -> str:
    """Write the data dictionary as a Markdown table."""
    rows = [
        f"| `{column.name}` | {column.type} | {column.unit} | {column.meaning} |"
        for column in columns
    ]
    return "\n".join(["| column | type | unit | what it says |", "|---|---|---|---|", *rows]) + "\n"
