"""What stands in the report: its tables, with their titles and the rules behind them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import pyarrow as pa
from ibis.expr import types as ir

from ritrovo.insight.engine.intervals import wilson
from ritrovo.insight.observatory.counting.spread import concentration, platform_shares
from ritrovo.insight.observatory.counting.tables import (
    Market,
    by_category,
    by_model,
    by_platform,
    by_size,
    by_theme,
    by_year,
    flagged,
    growth,
    lives_in_data,
    stages,
    totals,
    unmapped,
)
from ritrovo.insight.observatory.counting.words import Words


def as_counted(told: pa.Table) -> pa.Table:
    """Leave a table as it was counted."""
    return told


def with_intervals(told: pa.Table) -> pa.Table:
    """Add between which shares the success of decided campaigns lies, 95 times in a hundred."""
    rows = told.select(["successful", "decided"]).to_pylist()
    found = [
        None if row["successful"] is None else wilson(row["successful"], row["decided"])
        for row in rows
    ]
    for name in ("low", "high"):
        ends = [getattr(interval, name) if interval else None for interval in found]
        told = told.append_column(f"successful_of_decided_{name}", pa.array(ends, pa.float64()))
    return told


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the report: its file's name, its title, the rule it follows, its expression."""

    name: str
    title: Words
    rule: Words
    expression: Callable[[Market], ir.Table]
    finish: Callable[[pa.Table], pa.Table] = as_counted


TABLES: Final = (
    Table(
        "totals",
        Words("Totali", "Totals"),
        Words(
            "Riuscita è la campagna che la piattaforma dice riuscita e il cui denaro è arrivato. "
            "Ogni valuta sta da sé; le raccolte senza fine sono uno stock e stanno a parte.",
            "Successful is what the platform calls so and whose money arrived. Every currency "
            "stands alone; collections without an end are a stock and stand apart.",
        ),
        totals,
    ),
    Table(
        "platforms",
        Words("Piattaforma per piattaforma", "Platform by platform"),
        Words("Come i totali, per piattaforma e modello.", "As the totals, by platform and model."),
        by_platform,
    ),
    Table(
        "categories",
        Words("Categoria per categoria", "Category by category"),
        Words(
            "Le categorie di ogni piattaforma stanno in un solo albero; quelle che non conosce "
            "ancora si vedono a parte.",
            "Every platform's categories stand in one tree; those it does not know yet are shown "
            "apart.",
        ),
        by_category,
    ),
    Table(
        "themes",
        Words("I nostri temi", "Our themes"),
        Words(
            "Solo le categorie che appartengono a un tema.", "Only categories that have a theme."
        ),
        by_theme,
    ),
    Table(
        "models",
        Words("Modello per modello", "Model by model"),
        Words(
            "Ricompense, donazioni, capitale, prestiti e fai da te non si sommano mai.",
            "Rewards, donations, equity, lending and do-it-yourself are never added.",
        ),
        by_model,
    ),
    Table(
        "sizes",
        Words("Per grandezza", "By size"),
        Words("Fasce del denaro contato, nella sua valuta.", "Bands of the money counted."),
        by_size,
    ),
    Table(
        "years",
        Words("Anno per anno", "Year by year"),
        Words("L'anno è quello in cui la campagna finisce.", "The year is that of the end."),
        by_year,
    ),
    Table(
        "stages",
        Words("Proposte, pubblicate, riuscite", "Submitted, published, successful"),
        Words(
            "Uno stadio che la fonte non mostra è vuoto, non zero.",
            "A stage that the source does not show is empty, not 0.",
        ),
        stages,
        with_intervals,
    ),
    Table(
        "growth",
        Words("Crescita sull'anno prima", "Growth on the year before"),
        Words(
            "Solo fra due anni interi della stessa piattaforma nella stessa valuta.",
            "Only between two whole years of one platform in one currency.",
        ),
        growth,
    ),
    Table(
        "concentration",
        Words("Concentrazione", "Concentration"),
        Words("Quanto prendono le campagne più grandi.", "What the largest campaigns take."),
        concentration,
    ),
    Table(
        "platform_shares",
        Words("Quote delle piattaforme", "Platforms' shares"),
        Words("Dentro un modello e una valuta.", "Within one model and currency."),
        platform_shares,
    ),
    Table(
        "lives",
        Words("La vita delle piattaforme nei dati", "Platforms' lives in the data"),
        Words("Prima e ultima campagna.", "First and last campaign."),
        lives_in_data,
    ),
    Table(
        "unmapped",
        Words("Categorie senza posto nell'albero", "Categories without a place in the tree"),
        Words("Da mappare.", "To be mapped."),
        unmapped,
    ),
    Table(
        "flags",
        Words("Righe da guardare", "Rows to look at"),
        Words("Sono entrate, con quello che manca ignoto.", "They entered, the missing unknown."),
        flagged,
    ),
)


def figures_of(table: Table, market: Market) -> pa.Table:
    """Count one table, and finish its few rows."""
    return table.finish(table.expression(market).to_pyarrow())
