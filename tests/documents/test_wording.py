"""Both languages say the same things; sums and days are written as on Italian receipts."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from string import Formatter

import pytest

from ritrovo.foundations.documents import wording
from ritrovo.foundations.documents.wording import day_in_table, euro_in_words, words_of

FOLDER = Path(wording.__file__).parent / "wording"
SPOKEN = ("common", "transfer", "poster", "social_card", "yearly_summary", "call_list", "chart")


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("document", SPOKEN)
def test_english_says_everything_that_italian_says(document: str) -> None:
    italian, english = words_of(document, "it"), words_of(document, "en")
    assert italian.keys() == english.keys()
    for key, text in english.items():
        assert places(text) <= places(italian[key]), key


def test_a_receipt_has_no_words_in_english() -> None:
    assert words_of("receipt", "it")["title"] == "Ricevuta di erogazione liberale"
    with pytest.raises(KeyError):
        words_of("receipt", "en")


@pytest.mark.parametrize("language", ["it", "en"])
def test_every_word_is_filled_in(language: str) -> None:
    words = json.loads((FOLDER / f"{language}.json").read_text(encoding="utf-8"))
    empty = [key for part in words.values() for key, text in part.items() if not text]
    assert empty == ([] if language == "it" else ["in_words"])


@pytest.mark.parametrize(
    ("cents", "words"),
    [
        (105250, "millecinquantadue/50"),
        (100, "uno/00"),
        (5, "zero/05"),
        (300, "tre/00"),
        (2300, "ventitré/00"),
        (100002300, "un milione e ventitré/00"),
        (1300, "tredici/00"),
        (10800, "centotto/00"),
    ],
)
def test_sums_are_spelled_as_on_italian_receipts(cents: int, words: str) -> None:
    assert euro_in_words(cents) == words


def test_a_negative_sum_is_never_spelled() -> None:
    with pytest.raises(ValueError, match="never negative"):
        euro_in_words(-1)


def test_days_in_a_table_take_ten_characters() -> None:
    assert day_in_table(date(2026, 3, 7), "it") == day_in_table(date(2026, 3, 7), "en")
    assert day_in_table(date(2026, 3, 7), "it") == "07/03/2026"
