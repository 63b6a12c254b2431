"""The one way to the typesetter: a template by name and its content in, PDF or PNG out.

What people wrote reaches the typesetter as JSON and is never read as markup.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path

import typst
from fontTools.ttLib import TTFont

from ritrovo.foundations.documents.wording import Language, words_of

_HERE = Path(__file__).parent
_TEMPLATES = _HERE / "typst"
_FONTS = _HERE / "fonts"
# Archives can keep PDF/A-2b for good, and screen readers can read PDF/UA-1.
_STANDARDS: list[typst.PDFStandard] = ["a-2b", "ua-1"]
_UNKNOWN_LETTER = "\ufffd"

Content = Mapping[str, object]


def typeset_pdf(template: str, content: Content, *, language: Language, made_at: datetime) -> bytes:
    """Set a page as PDF/A-2b and PDF/UA-1. The same content and moment give the same bytes.

    `made_at` is written in the file as its date. Raises ValueError when it has no time zone.
    """
    if made_at.tzinfo is None:
        raise ValueError("A document's moment needs its time zone.")
    return typst.compile(
        _TEMPLATES / f"{template}.typ",
        root=_TEMPLATES,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs=_inputs(template, content, language),
        pdf_standards=_STANDARDS,
        timestamp=int(made_at.timestamp()),
    )


def typeset_png(template: str, content: Content, *, language: Language) -> bytes:
    """Set a page as a picture, one pixel for each point of the page."""
    return typst.compile(
        _TEMPLATES / f"{template}.typ",
        root=_TEMPLATES,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        format="png",
        ppi=72,
        sys_inputs=_inputs(template, content, language),
    )


def printable(text: str) -> str:
    """Keep what our fonts can draw: emoji go, letters of scripts we lack become `�`.

    An archive PDF may not hold a character without its drawing, so one would stop the page.
    """
    if all(ord(character) in _drawable() for character in text):
        return text
    kept = "".join(_drawn(character) for character in unicodedata.normalize("NFC", text))
    return re.sub(" {2,}", " ", kept).strip()


def _drawn(character: str) -> str:
    if ord(character) in _drawable() or character == "\n":
        return character
    if character.isspace():
        return " "
    return _UNKNOWN_LETTER if unicodedata.category(character).startswith("L") else ""


def _inputs(template: str, content: Content, language: Language) -> dict[str, str]:
    whole = {
        "words": words_of(template, language),
        "language": language,
        "page": _clean(content),
    }
    return {"content": json.dumps(whole, ensure_ascii=False)}


def _clean(value: object) -> object:
    match value:
        case str():
            return printable(value)
        case bytes():
            return list(value)  # JSON has no bytes; the template makes them again.
        case Mapping():
            return {key: _clean(inner) for key, inner in value.items()}
        case list() | tuple():
            return [_clean(inner) for inner in value]
        case _:
            return value


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[_FONTS]
    )


@cache
def _drawable() -> frozenset[int]:
    # The regular faces decide: the bolder ones of each family draw the same characters.
    regular = ("AtkinsonHyperlegibleNext_400Regular.ttf", "DejaVuSans-Bold.ttf")
    drawn: set[int] = {ord("\n")}
    for name in regular:
        with TTFont(_FONTS / name, lazy=True) as font:
            drawn.update(font.getBestCmap())
    return frozenset(drawn)
