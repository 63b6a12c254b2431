"""What every number of the report means, and which campaigns stand behind it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ibis.expr import types as ir

from ritrovo.insight.observatory.counting.numbers import (
    COUNTS,
    MONEY,
    Meaning,
    Where,
    decided,
    everything,
    won_with_money,
)
from ritrovo.insight.observatory.counting.outcomes import BACKERS, PARTS
from ritrovo.insight.observatory.counting.rules import UNKNOWN
from ritrovo.insight.observatory.counting.words import Words

# Columns that say which group of campaigns a row tells of, and that column of the campaigns.
GROUPS: Final = {
    "platform": "platform",
    "model": "model",
    "measure": "measure",
    "currency": "counted_currency",
    "main": "main",
    "node": "node",
    "theme": "theme",
    "band": "band",
    "year": "year",
    "category": "category",
    "flag": "flags",
}
# Tables that compare years, or tell of lives: a report's period does not cut them.
OF_ALL_YEARS: Final = frozenset({"years", "growth", "lives"})
FLOWS_ONLY: Final = frozenset({"years", "growth"})

WHOSE: Final = {
    "crowd": Words("Dalla folla", "From the crowd"),
    "match": Words("Da cofinanziatori", "From co-funders"),
    "sponsor": Words("Da sponsor", "From sponsors"),
    "backers": Words("Chi ha sostenuto", "Backers"),
    "backers_single": Words("Persone", "Single backers"),
    "backers_collective": Words("Gruppi", "Collective backers"),
}
TOLD_BY: Final = Words("{what}: quante lo dicono", "{what}: how many tell it")


def _shared(told: str) -> Where:
    return lambda rows: rows.is_successful & rows[told].notnull()


def _whose() -> dict[str, Meaning]:
    """Make the columns of parts and backers, each with how many campaigns tell it."""
    found: dict[str, Meaning] = {}
    rule = Words(
        "Delle sole riuscite che lo dicono: dove non è detto è ignoto, non zero.",
        "Of successful ones that tell it: what is not told is unknown, not 0.",
    )
    for name in (*PARTS, *BACKERS):
        is_money = name in PARTS
        column = f"{name}_cents" if is_money else name
        where = _shared(column)
        found[column] = Meaning(WHOSE[name], rule, "cents" if is_money else "count", where, column)
        title = Words(*(TOLD_BY.said(lang, what=WHOSE[name].said(lang)) for lang in ("it", "en")))
        found[f"{name}_told_by"] = Meaning(title, rule, "count", where, "campaigns")
    return found


SHARES: Final = {
    "success_of_decided": Meaning(
        Words("Riuscita", "Success"),
        Words(
            "Riuscite diviso riuscite più non riuscite.", "Successful over successful plus failed."
        ),
        "share",
        decided,
    ),
    "success_of_ended": Meaning(
        Words("Riuscita fra le finite", "Success among ended"),
        Words(
            "Riuscite diviso tutte le finite, annullate e sospese comprese.",
            "Successful over all that ended, cancelled and suspended among them.",
        ),
        "share",
        lambda rows: rows.is_ended,
    ),
    "published_of_submitted": Meaning(
        Words("Pubblicate fra le proposte", "Published among submitted"),
        Words("Pubblicate diviso proposte.", "Published over submitted."),
        "share",
        lambda rows: rows.state != "draft",
    ),
    "successful_of_published": Meaning(
        Words("Riuscite fra le pubblicate", "Successful among published"),
        Words("Riuscite diviso pubblicate.", "Successful over published."),
        "share",
        lambda rows: rows.is_published,
    ),
    "successful_of_decided": Meaning(
        Words("Riuscite fra le decise", "Successful among decided"),
        Words(
            "Riuscite diviso riuscite più non riuscite, con l'intervallo di Wilson al 95%.",
            "Successful over successful plus failed, with Wilson's interval at 95 %.",
        ),
        "share",
        decided,
    ),
    "successful_of_decided_low": Meaning(
        Words("almeno", "at least"),
        Words("Il basso dell'intervallo di Wilson al 95%.", "The low end of Wilson's interval."),
        "share",
        decided,
    ),
    "successful_of_decided_high": Meaning(
        Words("al più", "at most"),
        Words("L'alto dell'intervallo di Wilson al 95%.", "The high end of Wilson's interval."),
        "share",
        decided,
    ),
    "growth": Meaning(
        Words("Crescita", "Growth"),
        Words(
            "Raccolto dell'anno meno quello dell'anno prima, diviso quello dell'anno prima. Solo "
            "fra due anni interi della stessa piattaforma e valuta.",
            "Raised in the year less the year before, over the year before. Only between two "
            "whole years of one platform and currency.",
        ),
        "share",
        won_with_money,
    ),
    "top_1_share": Meaning(
        Words("Quota dell'1% più grande", "Share of the largest 1 %"),
        Words("Quanto del raccolto.", "Of what was raised."),
        "share",
        won_with_money,
        part=100,
    ),
    "top_10_share": Meaning(
        Words("Quota del 10% più grande", "Share of the largest 10 %"),
        Words("Quanto del raccolto.", "Of what was raised."),
        "share",
        won_with_money,
        part=10,
    ),
    "share": Meaning(
        Words("Quota", "Share"),
        Words(
            "Il raccolto della piattaforma diviso quello di tutte, dentro un modello e una valuta.",
            "What the platform raised over what all did, within a model and currency.",
        ),
        "share",
        won_with_money,
    ),
    "gini": Meaning(
        Words("Indice di Gini", "Gini index"),
        Words(
            "Da 0, tutte uguali, a quasi 1, una prende tutto: 2 Σ i·x / (n Σ x) − (n + 1) / n.",
            "From 0, all equal, to nearly 1, one takes all: 2 Σ i·x / (n Σ x) − (n + 1) / n.",
        ),
        "index",
        won_with_money,
    ),
    "hhi": Meaning(
        Words("Indice HHI", "HHI index"),
        Words(
            "Somma dei quadrati delle quote: 1 quando una piattaforma ha tutto.",
            "Sum of squared shares: 1 where one platform has it all.",
        ),
        "index",
        won_with_money,
    ),
}
DAYS: Final = {
    name: Meaning(title, rule, "day", everything)
    for name, title, rule in (
        (
            "first_day",
            Words("Prima campagna", "First campaign"),
            Words("Il primo inizio nei dati.", "The first beginning in the data."),
        ),
        (
            "last_day",
            Words("Ultima campagna", "Last campaign"),
            Words("L'ultimo inizio nei dati.", "The last beginning in the data."),
        ),
        (
            "seen_on",
            Words("Dati del", "Data of"),
            Words("Il giorno di cui il file racconta.", "The day that the file tells of."),
        ),
    )
}
MEANINGS: Final[Mapping[str, Meaning]] = COUNTS | MONEY | _whose() | SHARES | DAYS
# Where a table means something narrower by a column of that name.
NARROWER: Final = {
    ("concentration", "campaigns"): Meaning(
        Words("Riuscite con un importo", "Successful with an amount"),
        COUNTS["successful"].rule,
        "count",
        won_with_money,
        "campaigns",
    ),
}


def meaning_of(table: str, column: str) -> Meaning | None:
    """Give what a column of a table means; None for the columns that name groups."""
    return NARROWER.get((table, column)) or MEANINGS.get(column)


def behind(
    rows: ir.Table, table: str, meaning: Meaning, at: Mapping[str, str], *, year_before: bool
) -> ir.Table:
    """Give the campaigns behind a number: those of its group, as its meaning says.

    `at` has the row's groups as the CSV writes them, empty for unknown. The parts that only the
    largest campaigns make are cut by whoever reads them.
    """
    kept = rows.filter(meaning.where(rows))
    if table not in OF_ALL_YEARS:
        kept = kept.filter(kept.in_period)
    if table in FLOWS_ONLY:
        kept = kept.filter(kept.measure == "flow")
    for column, code in at.items():
        kept = kept.filter(_is_at(kept, column, code, year_before=year_before))
    return kept


def _is_at(rows: ir.Table, column: str, code: str, *, year_before: bool) -> ir.BooleanValue:
    cells = rows[GROUPS[column]]
    if column == "flag":
        return (" " + rows.flags.fill_null("") + " ").contains(f" {code} ")
    if column == "year":
        return cells == int(code) - year_before if code else cells.isnull()
    if code in ("", UNKNOWN) and column != "band":
        return cells.isnull() | (cells == code)
    return cells == code
