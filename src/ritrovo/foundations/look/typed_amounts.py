"""Amounts as people type them: commas and dots both ways, a euro sign, spaces."""

from __future__ import annotations

import re
from typing import Final

SIGN: Final = re.compile(r"^(€|euro?)\s*|\s*(€|euro?)$", re.IGNORECASE)
SPACED: Final = re.compile(r"(?<=\d)[\s'’](?=\d{3}(?!\d))")  # 1 234 and 1'234.
PLAIN: Final = re.compile(r"\d{1,15}")
GROUPED: Final = re.compile(r"[1-9]\d{0,2}([.,])\d{3}(\1\d{3})*")
WHOLE: Final = r"\d{1,15}|[1-9]\d{0,2}([.,])\d{3}(\2\d{3})*"
DECIMAL: Final = re.compile(rf"(?P<whole>{WHOLE})[.,](?P<rest>\d{{1,2}})")


class NotAnAmount(ValueError):
    """The text cannot be read as one sum of money without guessing."""


def cents_typed(text: str) -> int:
    """Read euro cents from what a person typed: `1.234,50`, `1,234.50`, `20`, `20,5 €`.

    Two digits or one after the last mark are cents; three after every mark are thousands, so
    `1.500` is one thousand five hundred. A minus sign is refused. Raises NotAnAmount.
    """
    bare = SPACED.sub("", SIGN.sub("", text.strip()))
    if PLAIN.fullmatch(bare):
        return int(bare) * 100
    if GROUPED.fullmatch(bare):
        return int(re.sub(r"[.,]", "", bare)) * 100
    if (found := DECIMAL.fullmatch(bare)) and not same_mark_twice(bare):
        whole = int(re.sub(r"[.,]", "", found["whole"]))
        return whole * 100 + int(found["rest"].ljust(2, "0"))
    raise NotAnAmount(text)


def same_mark_twice(text: str) -> bool:
    """Say whether thousands and cents are marked with the same sign, as in `1.234.50`."""
    marks = re.sub(r"\d", "", text)
    return len(marks) > 1 and marks[-1] in marks[:-1]


def cents_to_type(cents: int, language: str) -> str:
    """Write cents as they would be typed in a field: `1234,50` or, in English, `1234.50`."""
    euros, rest = divmod(cents, 100)
    mark = "." if language == "en" else ","
    return f"{euros}{mark}{rest:02d}" if rest else str(euros)
