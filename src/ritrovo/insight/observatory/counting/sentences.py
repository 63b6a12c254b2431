"""What each table says in one sentence, and the chart that shows it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from ritrovo.foundations.documents.figures import Bar, Bars, Figure, Range, Ranges
from ritrovo.foundations.look.formatting import grouped
from ritrovo.insight.observatory.counting.labels import label
from ritrovo.insight.observatory.counting.shown import money, percent
from ritrovo.insight.observatory.counting.taxonomy import Taxonomy
from ritrovo.insight.observatory.counting.words import Words

Rows = Sequence[Mapping[str, Any]]
Tables = Mapping[str, Rows]
MOST_BARS: Final = 12

WHOLE: Final = Words(
    "{won} campagne riuscite su {all}: {money}.", "{won} of {all} campaigns succeeded: {money}."
)
NOTHING: Final = Words("Nessuna campagna riuscita con un importo.", "No success with an amount.")
MOST: Final = Words(
    "Di più ha raccolto {who}: {money}, con {won} campagne riuscite.",
    "{who} raised most: {money}, with {won} successful campaigns.",
)
BEST_YEAR: Final = Words(
    "L'anno con più denaro è il {who}: {money}, con {won} campagne riuscite.",
    "The year with most money is {who}: {money}, with {won} successful campaigns.",
)
LARGEST: Final = Words(
    "La quota più grande è di {who}: {share}.", "{who} has the largest share: {share}."
)
BAND: Final = Words(
    "La fascia con più riuscite è {who}: {won} campagne.",
    "Most successes are in the band {who}: {won} campaigns.",
)
STAGE: Final = Words(
    "Di {decided} campagne arrivate a un esito ne sono riuscite {won}: {share}.",
    "Of {decided} campaigns that came to an outcome {won} succeeded: {share}.",
)
UNDECIDED: Final = Words(
    "Nessuna campagna è arrivata a un esito.", "No campaign has come to an outcome."
)
GREW: Final = Words(
    "L'ultimo confronto possibile: {who} nel {year}, {share} sull'anno prima.",
    "The last comparison there is: {who} in {year}, {share} on the year before.",
)
NEVER_GREW: Final = Words(
    "Nessun confronto è possibile: accanto a ogni anno sta scritto perché.",
    "No comparison is possible: why is written beside each year.",
)
SPREAD: Final = Words(
    "Il 10% delle campagne riuscite, le più grandi, prende il {share} del denaro in {unit}.",
    "The largest 10 % of successful campaigns take {share} of the money in {unit}.",
)
LIVES: Final = Words(
    "{all} piattaforme nei dati; {quiet} senza campagne nuove da un anno.",
    "{all} platforms in the data; {quiet} without a new campaign for a year.",
)
LOST: Final = Words(
    "{all} campagne stanno in categorie che l'albero non conosce ancora.",
    "{all} campaigns stand in categories that the tree does not know yet.",
)
NONE_LOST: Final = Words("Ogni categoria ha il suo posto.", "Every category has its place.")
FLAGGED: Final = Words(
    "{all} volte qualcosa da notare in righe che sono entrate lo stesso.",
    "Something remarkable {all} times in rows that entered all the same.",
)
CLEAN: Final = Words("Niente da notare.", "Nothing remarkable.")
RAISED: Final = Words("raccolto dalle riuscite", "raised by successful campaigns")


def main_currency(tables: Tables) -> str:
    """Give the currency in which most campaigns succeeded, nothing where none did."""
    flows = [row for row in tables["totals"] if row["raised_cents"] is not None]
    best = max(flows, key=lambda row: (row["successful"], str(row["currency"])), default=None)
    return str(best["currency"]) if best else ""


def sentence(name: str, tables: Tables, tree: Taxonomy, language: str) -> str:
    """Say what a table shows, in one sentence with numbers; nothing for one without rows."""
    rows = tables[name]
    if name in SAYS:
        return SAYS[name](rows, tree, language)
    unit = main_currency(tables)
    group = GROUP_SHOWN.get(name)
    found = _added(rows, group, unit) if group else []
    if not group or not found:
        return NOTHING.said(language)
    code, cents, won = max(found, key=lambda each: each[1])
    words = {
        "who": label(group, code, tree, language),
        "money": money(cents, unit, language),
        "won": grouped(won, language),
    }
    return (BEST_YEAR if name == "years" else MOST).said(language, **words)


# By which column a table's chart stands.
GROUP_SHOWN: Final = {
    "platforms": "platform",
    "categories": "main",
    "themes": "theme",
    "models": "model",
    "years": "year",
}


def _added(rows: Rows, group: str, unit: str) -> list[tuple[str, int, int]]:
    """Add the money of one currency by a group, flow and stock apart: the flow where there is."""
    sums: dict[str, tuple[int, int]] = {}
    measures = {row.get("measure", "flow") for row in rows}
    measure = "flow" if "flow" in measures else "stock"
    for row in rows:
        if row["currency"] == unit and row.get("measure", measure) == measure:
            cents, won = sums.get(str(row[group]), (0, 0))
            here = row["raised_cents"] or 0
            sums[str(row[group])] = (cents + here, won + row.get("successful", 0))
    return [(code, cents, won) for code, (cents, won) in sums.items() if cents]


def _whole(rows: Rows, tree: Taxonomy, language: str) -> str:
    said = [
        WHOLE.said(
            language,
            won=grouped(row["successful"], language),
            all=grouped(row["campaigns"], language),
            money=f"{money(row['raised_cents'], row['currency'], language)} "
            f"({label('measure', row['measure'], tree, language)})",
        )
        for row in sorted(rows, key=lambda row: -row["campaigns"])
        if row["raised_cents"] is not None
    ]
    return " ".join(said) or NOTHING.said(language)


def _band(rows: Rows, tree: Taxonomy, language: str) -> str:
    best = max(rows, key=lambda row: row["successful"], default=None)
    if best is None or not best["successful"]:
        return NOTHING.said(language)
    who = f"{label('band', best['band'], tree, language)} {best['currency']}"
    return BAND.said(language, who=who, won=grouped(best["successful"], language))


def _stage(rows: Rows, tree: Taxonomy, language: str) -> str:
    told = [row for row in rows if row["successful"] is not None]
    decided = sum(row["decided"] for row in told)
    won = sum(row["successful"] for row in told)
    if not decided:
        return UNDECIDED.said(language)
    words = {"decided": grouped(decided, language), "won": grouped(won, language)}
    return STAGE.said(language, **words, share=percent(won / decided, language))


def _grew(rows: Rows, tree: Taxonomy, language: str) -> str:
    stated = [row for row in rows if row["growth"] is not None]
    if not stated:
        return NEVER_GREW.said(language)
    last = max(stated, key=lambda row: (int(row["year"]), row["raised_cents"]))
    return GREW.said(
        language,
        who=label("platform", last["platform"], tree, language),
        year=last["year"],
        share=percent(last["growth"], language, signed=True),
    )


def _spread(rows: Rows, tree: Taxonomy, language: str) -> str:
    best = max(rows, key=lambda row: row["campaigns"], default=None)
    if best is None or best["top_10_share"] is None:
        return NOTHING.said(language)
    return SPREAD.said(
        language, share=percent(best["top_10_share"], language), unit=best["currency"]
    )


def _largest(rows: Rows, tree: Taxonomy, language: str) -> str:
    best = max(
        (row for row in rows if row["share"] is not None),
        key=lambda row: row["raised_cents"],
        default=None,
    )
    if best is None:
        return NOTHING.said(language)
    who = label("platform", best["platform"], tree, language)
    unit = f"{percent(best['share'], language)} {best['currency']}"
    return LARGEST.said(language, who=who, share=unit)


def _lives(rows: Rows, tree: Taxonomy, language: str) -> str:
    quiet = sum(row["is_quiet"] in ("yes", True) for row in rows)
    return LIVES.said(language, all=grouped(len(rows), language), quiet=quiet)


def _counted(some: Words, none: Words) -> Callable[[Rows, Taxonomy, str], str]:
    def say(rows: Rows, tree: Taxonomy, language: str) -> str:
        many = sum(row["campaigns"] for row in rows)
        return some.said(language, all=grouped(many, language)) if many else none.said(language)

    return say


SAYS: Final[Mapping[str, Callable[[Rows, Taxonomy, str], str]]] = {
    "totals": _whole,
    "sizes": _band,
    "stages": _stage,
    "growth": _grew,
    "concentration": _spread,
    "platform_shares": _largest,
    "lives": _lives,
    "unmapped": _counted(LOST, NONE_LOST),
    "flags": _counted(FLAGGED, CLEAN),
}


def chart(name: str, title: str, tables: Tables, tree: Taxonomy, language: str) -> Figure | None:
    """Draw up the chart of a table: one idea, or none where a chart would show nothing more."""
    said = sentence(name, tables, tree, language)
    shape: Bars | Ranges | None = None
    if name == "stages":
        shape = _stages_drawn(tables[name], tree, language)
    if name == "sizes":
        shape = _bands_drawn(tables[name], main_currency(tables), tree, language)
    if group := GROUP_SHOWN.get(name):
        shape = _bars(tables[name], group, main_currency(tables), tree, language)
    return Figure(title, said, shape) if shape else None


def _bars(rows: Rows, group: str, unit: str, tree: Taxonomy, language: str) -> Bars | None:
    found = _added(rows, group, unit)
    if group == "year":
        found = sorted(found)[-MOST_BARS:]
    else:
        found = sorted(found, key=lambda each: -each[1])[:MOST_BARS]
    if len(found) < 2:  # noqa: PLR2004  One bar compares nothing.
        return None
    return Bars(
        tuple(
            Bar(
                label(group, code, tree, language),
                cents / 100,
                money(_whole_units(cents), unit, language),
            )
            for code, cents, _ in found
        ),
        "brand",
    )


def _whole_units(cents: int) -> int:
    """Leave the cents to the table: beside a bar they are noise."""
    return round(cents, -2)


def _bands_drawn(rows: Rows, unit: str, tree: Taxonomy, language: str) -> Bars | None:
    kept = [row for row in rows if row["currency"] == unit and row["measure"] == "flow"]
    bars = [
        Bar(
            label("band", row["band"], tree, language),
            row["successful"],
            grouped(row["successful"], language),
        )
        for row in kept
        if row["successful"]
    ]
    return Bars(tuple(bars), "brand") if len(bars) > 1 else None


def _stages_drawn(rows: Rows, tree: Taxonomy, language: str) -> Ranges | None:
    told = [row for row in rows if row["successful_of_decided_low"] is not None and row["decided"]]
    ranges = [
        Range(
            label("platform", row["platform"], tree, language),
            row["successful_of_decided"],
            row["successful_of_decided_low"],
            row["successful_of_decided_high"],
            percent(row["successful_of_decided"], language),
        )
        for row in told[:MOST_BARS]
    ]
    return Ranges(tuple(ranges)) if ranges else None
