"""The deed by which a campaign hands over what it made, with room for signatures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ritrovo.foundations.documents.codes import page_code_svg
from ritrovo.foundations.documents.sign import sign_in_black
from ritrovo.foundations.documents.typesetting import typeset_pdf
from ritrovo.foundations.documents.wording import Language, words_of


@dataclass(frozen=True, slots=True)
class DeedPage:
    """A deed: `keepers` are printed already, and `rows` is how many may sign in all."""

    campaign: str
    promoter: str
    what: str
    title: str
    description: str
    recipient: str
    terms: str
    page_url: str
    needed: int
    months: tuple[int, int]
    terms_url: str = ""
    keepers: tuple[str, ...] = ()
    rows: int = 2


def deed_pdf(page: DeedPage, *, language: Language, made_at: datetime) -> bytes:
    """Set the deed; who signs stands on the same sheet as what they sign, when it fits."""
    words = words_of("deed", language)
    said = words["from"].format(promoter=page.promoter, campaign=page.campaign)
    first, second = page.months
    manners = words["keepers_text"].format(first=first, second=second, needed=page.needed)
    content = {
        "sign": sign_in_black(),
        "from": said,
        "manners": manners,
        "what": page.what[:1].upper() + page.what[1:],
        "title": page.title,
        "description": page.description,
        "recipient": page.recipient,
        "terms": page.terms,
        "terms_url": page.terms_url,
        "page_url": page.page_url.partition("://")[2],
        "page_code": page_code_svg(page.page_url, border=0),
        "names": [*page.keepers, *[""] * max(0, page.rows - len(page.keepers))],
    }
    return typeset_pdf("deed", content, language=language, made_at=made_at)
