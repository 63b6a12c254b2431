"""The observatory's import and tables as somebody writes them for pandas, by whole columns."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import pandas as pd

TOP_PARTS: Final = 10
STATES: Final = {
    "successful": "successful",
    "failed": "failed",
    "canceled": "cancelled",
    "suspended": "suspended",
    "live": "open",
    "undefined": "unknown",
}
MONEY: Final = {
    "goal": "goal_cents",
    "pledged": "raised_cents",
    "usd_pledged_real": "counted_cents",
    "usd_goal_real": "counted_goal_cents",
}
TEXTS: Final = {"ID": "campaign_id", "name": "title"}
BOUNDS: Final = (-1, 99, 99_999, 999_999, 4_999_999, 9_999_999, 99_999_999, 2**62)
DAMAGED: Final = 'N,0"'
FIRST_DAY: Final = "2009-04-28"
DECIDED: Final = ("successful", "failed", "cancelled", "suspended")
OUTCOMES: Final = {
    "campaigns": ("campaign_id", "size"),
    "decided": ("is_decided", "sum"),
    "failed": ("is_failed", "sum"),
    "successful": ("is_successful", "sum"),
    "raised": ("won_cents", "sum"),
    "backers": ("won_backers", "sum"),
    "backers_known": ("won_backers", "count"),
    "reached": ("is_reached", "sum"),
}


def bring_in(csv: Path, parquet: Path) -> None:
    """Read cells as texts, check them, flag and seal each row; keep good and refused ones."""
    told = pd.read_csv(csv, dtype=str, keep_default_na=False)
    told = told.apply(lambda column: column.str.strip().replace("", pd.NA))
    rows = pd.DataFrame({name: told[source] for source, name in TEXTS.items()})
    rows["platform"], rows["model"], rows["counted_currency"] = "kickstarter", "reward", "USD"
    rows["category"] = told["main_category"] + "/" + told["category"]
    rows["state"] = told["state"].map(STATES)
    damaged = (told["country"] == DAMAGED).fillna(value=False)
    rows["country"] = coded(told["country"], "^[A-Za-z]{2}$").mask(damaged)
    rows["currency"] = coded(told["currency"], "^[A-Za-z]{3}$")
    rows["launched_on"] = day(told["launched"])
    rows["closes_on"] = day(told["deadline"])
    rows["launched_on"] = rows["launched_on"].where(rows["launched_on"] >= FIRST_DAY)
    for source, name in MONEY.items():
        cents = (pd.to_numeric(told[source], errors="coerce") * 100).round()
        rows[name] = cents.astype("Int64")
    rows["backers"] = pd.to_numeric(told["backers"], errors="coerce").astype("Int64").mask(damaged)
    rows["flags"] = flags(rows, damaged)
    rows["reasons"] = reasons(rows, told)
    rows["line"] = range(2, len(rows) + 2)
    rows["key"] = pd.util.hash_pandas_object(rows[["platform", "campaign_id"]], index=False)
    rows["digest"] = pd.util.hash_pandas_object(rows.drop(columns=["line", "key"]), index=False)
    is_good = rows["reasons"] == ""
    refused = told[~is_good].assign(reasons=rows["reasons"])
    refused.to_parquet(parquet.with_name("pandas_refused.parquet"), compression="zstd")
    kept = rows[is_good].drop_duplicates("key").drop(columns="reasons")
    kept.to_parquet(parquet, compression="zstd", index=False)


def coded(texts: Any, shape: str) -> Any:
    """Keep what looks like a code, in capitals."""
    return texts.where(texts.str.match(shape).fillna(value=False)).str.upper()


def day(texts: Any) -> Any:
    """Read the day a text begins with."""
    return pd.to_datetime(texts.str[:10], errors="coerce", format="%Y-%m-%d")


def flags(rows: Any, damaged: Any) -> Any:
    """Join the codes of what is remarkable of each row."""
    is_success = rows["state"] == "successful"
    reached = rows["raised_cents"] >= rows["goal_cents"]
    marks = {
        "country_damaged": damaged,
        "state_unknown": rows["state"] == "unknown",
        "not_ended": rows["state"] == "open",
        "reached_not_successful": ~is_success & reached.fillna(value=False),
        "successful_below_goal": is_success & ~reached.fillna(value=True),
    }
    return joined(rows.index, marks)


def reasons(rows: Any, told: Any) -> Any:
    """Join the reasons for which each row may not enter."""
    needed = ("campaign_id", "state", "currency", "closes_on")
    marks = {f"{name}:missing": rows[name].isna() for name in needed}
    for source, name in MONEY.items():
        marks[f"{name}:not_money"] = told[source].notna() & rows[name].isna()
        marks[f"{name}:negative"] = (rows[name] < 0).fillna(value=False)
    marks["closes_on:ends_before_start"] = rows["closes_on"] < rows["launched_on"]
    return joined(rows.index, marks)


def joined(index: Any, marks: dict[str, Any]) -> Any:
    """Write the names of the marks that are true of each row."""
    whole = pd.Series("", index=index)
    for name, is_marked in marks.items():
        whole = whole.where(~is_marked.astype(bool), whole + name + " ")
    return whole.str.rstrip()


def tables_of(frame: Any) -> dict[str, Any]:
    """Count the same tables as the report: outcomes by ten groupings, years, lives, the largest."""
    won = frame["state"] == "successful"
    frame = frame.assign(
        is_decided=frame["state"].isin(DECIDED),
        is_failed=frame["state"] == "failed",
        is_successful=won,
        won_cents=frame["counted_cents"].where(won),
        won_backers=frame["backers"].where(won),
        is_reached=~won & (frame["raised_cents"] >= frame["goal_cents"]).fillna(value=False),
        main=frame["category"].str.split("/").str[0],
        band=pd.cut(frame["counted_cents"].astype("float64"), BOUNDS, labels=False),
        year=frame["closes_on"].dt.year,
        is_damaged=frame["flags"].str.contains("country_damaged"),
    )
    by = {
        "totals": ["counted_currency"],
        "platforms": ["platform", "model", "counted_currency"],
        "categories": ["category", "counted_currency"],
        "mains": ["main", "counted_currency"],
        "models": ["model", "counted_currency"],
        "sizes": ["band", "counted_currency"],
        "stages": ["platform"],
        "growth": ["platform", "counted_currency", "year"],
        "shares": ["model", "platform", "counted_currency"],
        "flagged": ["is_damaged", "state"],
        "years": ["year"],
    }
    found = {
        name: frame.groupby(columns, observed=True).agg(**OUTCOMES) for name, columns in by.items()
    }
    found["lives"] = frame.groupby("platform")["launched_on"].agg(["min", "max"])
    ordered = frame.loc[won, "counted_cents"].sort_values(ascending=False)
    found["cumulated"] = ordered.cumsum()
    return found
