"""Member cards to cut out: eight on an A4 page, each with its code and the rings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ritrovo.foundations.documents.codes import page_code_svg
from ritrovo.foundations.documents.sign import sign_in_black
from ritrovo.foundations.documents.typesetting import typeset_pdf
from ritrovo.foundations.documents.wording import Language


@dataclass(frozen=True, slots=True)
class PrintedCard:
    """A card: whose it is, the address its QR opens, its code in letters."""

    name: str
    url: str
    code: str


@dataclass(frozen=True, slots=True)
class MemberCards:
    """The cards of one organisation, eight to a page; `contact` for who loses one."""

    organisation: str
    contact: str
    cards: tuple[PrintedCard, ...]


def member_cards_pdf(page: MemberCards, *, language: Language, made_at: datetime) -> bytes:
    """Set cards of 85 by 54 mm to print on stiff paper and cut along the marks."""
    content = {
        "sign": sign_in_black(),
        "organisation": page.organisation,
        "contact": page.contact,
        "cards": [
            {"name": each.name, "qr": page_code_svg(each.url, border=0), "code": each.code}
            for each in page.cards
        ],
    }
    return typeset_pdf("member_cards", content, language=language, made_at=made_at)
