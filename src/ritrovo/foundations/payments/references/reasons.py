"""The words of a bank transfer: they say what is paid, in the letters every bank carries."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

# EPC217-08, best practices on the SEPA character set; 140 is AT-05 of the credit transfer.
MAX_REASON = 140
_FORBIDDEN = re.compile(r"[^A-Z0-9/\-?:().,'+ ]+")
# What decomposition does not spell: ligatures, strokes, quotation marks and dashes.
_SPELT = str.maketrans(
    {"&": " E ", "€": " EUR ", "_": "-", '"': "'", "«": "'", "»": "'", "ß": "SS"}
    | {"Æ": "AE", "æ": "AE", "Œ": "OE", "œ": "OE", "Ø": "O", "ø": "O", "Ł": "L", "ł": "L"}
    | {"Đ": "D", "đ": "D", "\u2018": "'", "\u2019": "'", "\u201c": "'", "\u201d": "'"}
    | {"\u2013": "-", "\u2014": "-"}
)


@dataclass(frozen=True, slots=True)
class ReasonPart:
    """One of the sums of a transfer: what it is, in bank words, and its cents."""

    words: str
    cents: int


def sepa_text(text: str) -> str:
    """Write a text in capitals of the SEPA Latin set: accents go, other signs become spaces."""
    spread = unicodedata.normalize("NFKD", text.translate(_SPELT))
    plain = "".join(mark for mark in spread if not unicodedata.combining(mark)).upper()
    spaced = " ".join(_FORBIDDEN.sub(" ", plain).split())
    # EPC125-05: "//" separates fields and may not stand in a text, nor "/" at its ends.
    return re.sub(r"/{2,}", "/", spaced).strip("/ ")


def reason_parts(*, gift_cents: int, price_cents: int, deductible: bool) -> tuple[ReasonPart, ...]:
    """Split a transfer into its gift and its reward, each with the words it may carry.

    EROGAZIONE LIBERALE is only for a gift to a body of art. 83 of the Codice del Terzo settore
    (`deductible`). Raises ValueError unless the sums are whole, not negative and not both zero.
    """
    if min(gift_cents, price_cents) < 0 or gift_cents + price_cents == 0:
        raise ValueError("A transfer pays something.")
    gift_words = "EROGAZIONE LIBERALE" if deductible else "CONTRIBUTO"
    parts = (ReasonPart(gift_words, gift_cents), ReasonPart("ACQUISTO RICOMPENSA", price_cents))
    return tuple(part for part in parts if part.cents)


def reason_text(
    *, reference: str, title: str, gift_cents: int, price_cents: int, deductible: bool
) -> str:
    """Write the reason of a transfer, at most 140 characters: reference, what is paid, campaign.

    The reference comes first so that no bank cuts it; a long title is cut at a word.
    """
    parts = reason_parts(gift_cents=gift_cents, price_cents=price_cents, deductible=deductible)
    if gift_cents and price_cents:
        words = (
            f"{parts[0].words} {bank_amount(gift_cents)} E RICOMPENSA {bank_amount(price_cents)}"
        )
    elif price_cents or deductible:
        words = parts[0].words
    else:
        words = "CONTRIBUTO A"
    start = f"{reference} {words}"
    return f"{start} {_cut(sepa_text(title), MAX_REASON - len(start) - 1)}".strip()


def bank_amount(cents: int) -> str:
    """Write cents as an amount in a reason: 20,00."""
    return f"{cents // 100},{cents % 100:02d}"


def _cut(text: str, length: int) -> str:
    if len(text) <= length:
        return text
    whole_words = text[: length + 1].rpartition(" ")[0]
    return (whole_words or text[:length]).rstrip(" -/:,.('+")
