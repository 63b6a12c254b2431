"""Counts and sums of the report: what each means, and which campaigns stand behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Literal

from ibis.expr import types as ir

from ritrovo.insight.observatory.counting.words import Words

Kind = Literal["count", "cents", "share", "index", "day", "words"]
Where = Callable[[ir.Table], ir.BooleanValue]


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
