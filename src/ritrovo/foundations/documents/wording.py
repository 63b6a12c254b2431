"""What printed pages say, in Italian and English, with sums and days as paper needs them.

The words live in `wording/<language>.json`, because the typesetter reads them too.
"""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from babel.dates import format_date
from num2words import num2words

Language = Literal["it", "en"]

_FOLDER = Path(__file__).parent / "wording"
_DAYS_AND_MONTHS = {"it": "it_IT", "en": "en_GB"}


def words_of(document: str, language: Language) -> dict[str, str]:
    """Read the fixed words of one kind of document, and those common to all.

    Raises KeyError for a kind without words in `language`: a receipt has none in English.
    """
    words = _all_words(language)
    return words["common"] | words[document]


def euro_in_words(cents: int) -> str:
    """Write a sum as Italian receipts do: `millecinquantadue/50`.

    Raises ValueError below zero: a receipt never states a negative sum.
    """
    if cents < 0:
        raise ValueError("A sum in words is never negative.")
    whole, rest = divmod(cents, 100)
    return f"{_italian_number(whole)}/{rest:02}"


def day_short(on: date, language: Language) -> str:
    """Write a day without its year, for the axis of a chart: `7 mar` or `7 Mar`."""
    return format_date(on, "d MMM", locale=_DAYS_AND_MONTHS[language])


def day_in_table(on: date, language: Language) -> str:
    """Write a day in ten characters, for columns: `07/03/2026` in both languages."""
    return format_date(on, "dd/MM/y", locale=_DAYS_AND_MONTHS[language])


def _italian_number(whole: int) -> str:
    spelled: str = num2words(whole, lang="it")
    # Compounds of "tre" carry an accent; the library forgets it past a million.
    if spelled.endswith("tre") and spelled != "tre":
        return f"{spelled[:-1]}é"
    return spelled


@cache
def _all_words(language: Language) -> dict[str, dict[str, str]]:
    text = (_FOLDER / f"{language}.json").read_text(encoding="utf-8")
    words: dict[str, dict[str, str]] = json.loads(text)
    return words
