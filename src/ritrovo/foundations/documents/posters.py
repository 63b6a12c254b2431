"""What makes a campaign known: a poster for the wall, a card for shared links."""

from __future__ import annotations

import io
from datetime import datetime

from PIL import Image, ImageOps

from ritrovo.foundations.documents.codes import page_code_svg
from ritrovo.foundations.documents.pages import PosterPage, SocialCard
from ritrovo.foundations.documents.sign import sign_in_black, sign_in_colour
from ritrovo.foundations.documents.typesetting import typeset_pdf, typeset_png
from ritrovo.foundations.documents.wording import Language, words_of

_POSTER_PIXELS = {"a4": 1800, "a3": 2500}  # About 220 dots per inch across the sheet.
_CARD_PIXELS = 1260


def poster_pdf(page: PosterPage, *, language: Language, made_at: datetime) -> bytes:
    """Set a campaign's poster on one A4 or A3 sheet, with the code of its page."""
    return typeset_pdf(
        "poster", _poster_content(page, language), language=language, made_at=made_at
    )


def social_card_png(card: SocialCard, *, language: Language) -> bytes:
    """Draw a campaign's social card, a PNG of 1200 by 630 pixels."""
    return typeset_png("social_card", _card_content(card, language), language=language)


def address_of(url: str) -> str:
    """Write a page's address as people type it, without its scheme and last slash."""
    return url.split("://", 1)[-1].removesuffix("/")


def _poster_content(page: PosterPage, language: Language) -> dict[str, object]:
    words = words_of("poster", language)
    return {
        "sign": sign_in_black(),
        "size": page.size,
        "title": page.title,
        "place": page.place,
        "by": words["by"].format(promoter=page.promoter),
        "lines": list(page.lines),
        "qr": page_code_svg(page.url, border=0),
        "address": address_of(page.url),
        "picture": _sized(page.picture, _POSTER_PIXELS[page.size]),
        "picture_alt": page.picture_alt or page.title,
    }


def _card_content(card: SocialCard, language: Language) -> dict[str, object]:
    words = words_of("social_card", language)
    colours = card.colours
    return {
        "sign": sign_in_colour(card.progress, colours),
        "title": card.title,
        "place": card.place,
        "by": words["by"].format(promoter=card.promoter),
        "address": card.address,
        "label": card.progress.label if card.progress else "",
        "picture": _sized(card.picture, _CARD_PIXELS),
        "picture_alt": card.picture_alt or card.title,
        "colours": {"paper": colours.paper, "ink": colours.ink, "brand": colours.brand},
    }


def _sized(picture: bytes | None, longest: int) -> bytes | None:
    """Turn a picture upright, no larger than print needs, without what its camera wrote."""
    if picture is None:
        return None
    with Image.open(io.BytesIO(picture)) as opened:
        upright = ImageOps.exif_transpose(opened).convert("RGB")
    upright.thumbnail((longest, longest))
    made = io.BytesIO()
    upright.save(made, "JPEG", quality=85)
    return made.getvalue()
