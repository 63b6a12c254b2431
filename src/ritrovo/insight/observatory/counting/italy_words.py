"""The words beside the figures that others published on Italy."""

from __future__ import annotations

import csv
from functools import cache
from typing import Final

from ritrovo.insight.observatory.counting.figures import SHIPPED
from ritrovo.insight.observatory.counting.words import Words

TOTALS: Final = Words("Quanto è stato detto, quando e da chi", "What was said, when and by whom")
PARTS: Final = Words("Le parti del 2017", "The parts of 2017")
GROWTH: Final = Words("Quanto è cresciuto", "How it grew")
CONFLICTS: Final = Words("Detto in due modi", "Said in two ways")
RATES: Final = Words("Riuscita, categorie, chiusure", "Success, categories, closures")
LIVES: Final = Words("Piattaforme nate, ferme, chiuse", "Platforms born, dormant, closed")
PLATFORMS: Final = Words("Quante piattaforme", "How many platforms")
TOTALS_SAID: Final = Words(
    "Lo stock è tutto il denaro dalla nascita delle piattaforme, il flusso quello di un periodo: "
    "stanno accanto e non si sommano.",
    "A stock is all money since the platforms began, a flow that of a period: they stand side by "
    "side and are never added.",
)
PARTS_SAID: Final = Words(
    "Le parti pubblicate fanno {sum}, il totale pubblicato dice {published}: la differenza è di "
    "{difference}, e resta in vista.",
    "The published parts add to {sum}, the published total says {published}: the difference is "
    "{difference}, and stays in sight.",
)
GROWTH_SAID: Final = Words(
    "Una crescita si dice solo dentro la stessa serie, cioè lo stesso conto rifatto dallo stesso "
    "autore. Per le altre coppie sta scritto perché no.",
    "Growth is stated within one series only: the same count, made again by the same author. For "
    "other pairs it is written why not.",
)
CLAIMS: Final = Words("Crescite dette da altri", "Growths that others stated")
CLAIMS_SAID: Final = Words(
    "Così come sono state pubblicate, ognuna sul conto del suo autore: non le confermiamo.",
    "As they were published, each on its author's own count: we do not confirm them.",
)
CONFLICTS_SAID: Final = Words(
    "Una sola cifra può essere letta in due modi, o portare due date. Non scegliamo: stanno "
    "tutte e due, con la loro fonte.",
    "One figure may be read in two ways, or bear two dates. We do not choose: both stand, each "
    "with its source.",
)
RATES_SAID: Final = Words("Come sono state pubblicate.", "As they were published.")
LIVES_SAID: Final = Words(
    "Una piattaforma chiusa resta nei conti degli anni in cui c'era.",
    "A closed platform stays in the counts of the years it lived in.",
)


@cache
def _translations() -> dict[str, str]:
    """Read what the shipped notes say in Italian; they are kept in English."""
    with (SHIPPED / "words_it.csv").open(encoding="utf-8", newline="") as file:
        return {row["en"]: row["it"] for row in csv.DictReader(file)}


def in_words(text: str, language: str) -> str:
    """Give a note of the shipped figures in a language; one that somebody added stays as it is."""
    return text if language == "en" else _translations().get(text, text)
