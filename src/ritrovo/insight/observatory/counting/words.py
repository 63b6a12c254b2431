"""What is said of a row, in Italian and in English, without an installation behind it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Words:
    """One sentence in both languages; `{cell}` stands for what the file had."""

    it: str
    en: str

    def said(self, language: str, **facts: object) -> str:
        """Say it in a language, Italian unless English is asked for."""
        return (self.en if language == "en" else self.it).format_map(facts)


# Why a row waits in quarantine. The code is what the files keep.
REASONS: Final = {
    "too_many_cells": Words(
        "la riga ha più celle dell'intestazione: qualche colonna è scivolata",
        "the row has more cells than the header: some column has shifted",
    ),
    "too_few_cells": Words(
        "la riga ha meno celle dell'intestazione: qualche colonna è scivolata",
        "the row has fewer cells than the header: some column has shifted",
    ),
    "not_json": Words("la riga non è JSON leggibile", "the line is no readable JSON"),
    "missing": Words("manca, e serve", "it is missing, and needed"),
    "not_money": Words("«{cell}» non è una somma di denaro", "“{cell}” is not a sum of money"),
    "negative": Words("«{cell}» è sotto zero", "“{cell}” is below zero"),
    "not_count": Words("«{cell}» non è un numero intero", "“{cell}” is not a whole number"),
    "not_date": Words("«{cell}» non è una data che esista", "“{cell}” is not a date that exists"),
    "unknown_state": Words(
        "lo stato «{cell}» non è fra quelli che la mappa conosce",
        "the state “{cell}” is none that the mapping knows",
    ),
    "unknown_word": Words(
        "«{cell}» non è fra le parole che la mappa conosce",
        "“{cell}” is none of the words that the mapping knows",
    ),
    "not_country": Words(
        "«{cell}» non è una sigla di paese di due lettere",
        "“{cell}” is not a two-letter code of a country",
    ),
    "not_currency": Words(
        "«{cell}» non è una sigla di valuta di tre lettere",
        "“{cell}” is not a three-letter code of a currency",
    ),
    "ends_before_start": Words(
        "finisce il {cell}, prima di cominciare", "it ends on {cell}, before it begins"
    ),
    "same_id": Words(
        "la sigla «{cell}» sta su più righe che dicono cose diverse",
        "the id “{cell}” stands on several rows that tell different things",
    ),
}

# What is remarkable in a row that entered all the same.
FLAGS: Final = {
    "country_damaged": Words("il paese è rovinato: ignoto", "the country is damaged: unknown"),
    "backers_unknown": Words(
        "non si sa quante persone hanno sostenuto", "how many people backed it is unknown"
    ),
    "state_unknown": Words("la piattaforma non dice l'esito", "the platform tells no outcome"),
    "not_ended": Words("era ancora aperta", "it was still open"),
    "before_platform": Words(
        "comincia prima che la piattaforma esistesse: data ignota",
        "it begins before the platform existed: date unknown",
    ),
    "reached_not_successful": Words(
        "ha raggiunto l'obiettivo, ma la piattaforma non la dice riuscita",
        "it reached its goal, but the platform does not call it successful",
    ),
    "successful_below_goal": Words(
        "la piattaforma la dice riuscita, ma sotto l'obiettivo",
        "the platform calls it successful, but below its goal",
    ),
    "collected_below_minimum": Words(
        "è arrivato meno del minimo: non si conta fra le riuscite",
        "less than the minimum arrived: it is not counted as successful",
    ),
}

# Why a growth is not stated between two years of a platform.
NO_GROWTH: Final = {
    "year_not_whole": Words("l'anno non è finito nei dati", "the data do not tell the whole year"),
    "no_previous_year": Words("manca l'anno prima", "there is no year before"),
    "previous_is_nothing": Words("l'anno prima è zero", "the year before is 0"),
    "nothing_told": Words("non si sa quanto", "how much is unknown"),
}


def spoken_language() -> str:
    """Name the language of this terminal: Italian where the locale says so, else English."""
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(variable):
            return "it" if value.lower().startswith("it") else "en"
    return "en"
