"""What every number of the report means, and which campaigns stand behind it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from ibis.expr import types as ir

from ritrovo.insight.observatory.counting.outcomes import BACKERS, PARTS
from ritrovo.insight.observatory.counting.rules import UNKNOWN
from ritrovo.insight.observatory.counting.words import Words

Kind = Literal["count", "cents", "share", "index", "day", "words"]
Where = Callable[[ir.Table], ir.BooleanValue]
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


@dataclass(frozen=True, slots=True)
class Meaning:
    """A column of numbers: its title, its rule in words, its unit, the campaigns behind it.

    `adds` is the column of the campaigns whose sum the number is, `campaigns` for their count,
    nothing where it is no sum. `part` of 100 takes the hundredth part with most money, 1 all.
    """

    title: Words
    rule: Words
    kind: Kind
    where: Where
    adds: str = ""
    part: int = 1


def everything(rows: ir.Table) -> ir.BooleanValue:
    """Every campaign of the group."""
    return rows.platform.notnull()


def won(rows: ir.Table) -> ir.BooleanValue:
    """Those counted as successful."""
    return rows.is_successful


def decided(rows: ir.Table) -> ir.BooleanValue:
    """Those that succeeded or failed."""
    return rows.is_successful | (rows.state == "failed")


def won_with_money(rows: ir.Table) -> ir.BooleanValue:
    """The successful ones whose money is told."""
    return rows.is_successful & rows.counted_cents.notnull()


COUNTS: Final = {
    "campaigns": Meaning(
        Words("Campagne", "Campaigns"),
        Words(
            "Ogni campagna una volta sola, come la dice il file più recente.",
            "Every campaign once, as the latest file tells it.",
        ),
        "count",
        everything,
        "campaigns",
    ),
    "published": Meaning(
        Words("Pubblicate", "Published"),
        Words(
            "Tutte tranne bozze, proposte e respinte: quelle che si sono viste.",
            "All but drafts, submitted and rejected ones: those the public saw.",
        ),
        "count",
        lambda rows: rows.is_published,
        "campaigns",
    ),
    "ended": Meaning(
        Words("Finite", "Ended"),
        Words(
            "Riuscite, non riuscite, annullate, sospese: hanno un esito.",
            "Successful, failed, cancelled, suspended: they have an outcome.",
        ),
        "count",
        lambda rows: rows.is_ended,
        "campaigns",
    ),
    "failed": Meaning(
        Words("Non riuscite", "Failed"),
        Words("Lo dice la piattaforma.", "The platform says so."),
        "count",
        lambda rows: rows.state == "failed",
        "campaigns",
    ),
    "successful": Meaning(
        Words("Riuscite", "Successful"),
        Words(
            "È riuscita la campagna che la piattaforma dice riuscita, non quella che ha promesse "
            "pari all'obiettivo. Dove si sa quanto è arrivato davvero, deve bastare al minimo.",
            "A campaign succeeded if the platform says so, not if pledges reached the goal. Where "
            "it is known how much really arrived, that must reach the minimum.",
        ),
        "count",
        won,
        "campaigns",
    ),
    "decided": Meaning(
        Words("Riuscite o non riuscite", "Successful or failed"),
        Words("Senza annullate e sospese.", "Without cancelled and suspended ones."),
        "count",
        decided,
        "campaigns",
    ),
    "submitted": Meaning(
        Words("Proposte", "Submitted"),
        Words(
            "Quelle mandate alla piattaforma, bozze escluse. Vuoto se la fonte non le mostra.",
            "Those sent to the platform, drafts left out. Empty where the source shows none.",
        ),
        "count",
        lambda rows: rows.state != "draft",
        "campaigns",
    ),
    "raised_unknown": Meaning(
        Words("Riuscite di cui non si sa quanto", "Successful, amount unknown"),
        Words("Non si contano come zero.", "They are not counted as 0."),
        "count",
        lambda rows: rows.is_successful & rows.counted_cents.isnull(),
        "campaigns",
    ),
    "reached_not_successful": Meaning(
        Words("All'obiettivo, ma non riuscite", "At their goal, not successful"),
        Words(
            "Hanno promesse pari o sopra l'obiettivo, ma la piattaforma non le dice riuscite: "
            "annullate, sospese o mancate. Si mostrano, non si contano fra le riuscite.",
            "Pledges reached the goal, but the platform does not call them successful: cancelled, "
            "suspended or lost. They are shown, not counted as successful.",
        ),
        "count",
        lambda rows: rows.has_reached_goal & ~rows.is_successful,
        "campaigns",
    ),
}
MONEY: Final = {
    "raised_cents": Meaning(
        Words("Raccolto dalle riuscite", "Raised by successful ones"),
        Words(
            "La somma delle sole campagne riuscite: il denaro arrivato dove si sa, altrimenti "
            "quello che la piattaforma dichiara. Ogni valuta sta da sé.",
            "The sum of successful campaigns only: money that arrived where known, else what the "
            "platform declares. Every currency stands alone.",
        ),
        "cents",
        won_with_money,
        "counted_cents",
    ),
    "previous_cents": Meaning(
        Words("L'anno prima", "The year before"),
        Words("Lo stesso, un anno prima.", "The same, a year before."),
        "cents",
        won_with_money,
        "counted_cents",
    ),
    "largest_cents": Meaning(
        Words("La più grande", "The largest"),
        Words("La campagna riuscita con più denaro.", "The successful campaign with most money."),
        "cents",
        won_with_money,
    ),
    "top_1_cents": Meaning(
        Words("L'1% più grande", "The largest 1 %"),
        Words(
            "Le campagne riuscite con più denaro: una ogni cento, arrotondando in su.",
            "The successful campaigns with most money: one in a hundred, rounded up.",
        ),
        "cents",
        won_with_money,
        "counted_cents",
        100,
    ),
    "top_10_cents": Meaning(
        Words("Il 10% più grande", "The largest 10 %"),
        Words(
            "Le campagne riuscite con più denaro: una ogni dieci, arrotondando in su.",
            "The successful campaigns with most money: one in ten, rounded up.",
        ),
        "cents",
        won_with_money,
        "counted_cents",
        10,
    ),
}
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
