"""Cards by which somebody sends people to a campaign: eight on a sheet, to cut."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ritrovo.foundations.documents.codes import page_code_svg
from ritrovo.foundations.documents.posters import address_of
from ritrovo.foundations.documents.sign import sign_in_black
from ritrovo.foundations.documents.typesetting import typeset_pdf
from ritrovo.foundations.documents.wording import Language, words_of


@dataclass(frozen=True, slots=True)
class Invitation:
    """Who sends people, their code as it is read aloud, and the address the code stands for."""

    name: str
    code: str
    url: str


@dataclass(frozen=True, slots=True)
class InvitationPage:
    """A sheet of equal cards for one campaign."""

    campaign: str
    place: str
    summary: str
    invitation: Invitation


def invitations_pdf(page: InvitationPage, *, language: Language, made_at: datetime) -> bytes:
    """Set eight cards on one A4 sheet, each with the code of the link and the one to write."""
    words = words_of("invitations", language)
    invitation = page.invitation
    content: dict[str, object] = {
        "sign": sign_in_black(),
        "title": words["title"].format(campaign=page.campaign),
        "campaign": page.campaign,
        "place": page.place,
        "summary": page.summary,
        "by": words["sent_by"].format(name=invitation.name),
        "code": invitation.code,
        "qr": page_code_svg(invitation.url, border=0),
        "address": address_of(invitation.url),
    }
    return typeset_pdf("invitations", content, language=language, made_at=made_at)
