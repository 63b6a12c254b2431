"""The page that says how to send a promised sum: never worded as a debt."""

from __future__ import annotations

from datetime import datetime

from ritrovo.foundations.documents.pages import TransferPage
from ritrovo.foundations.documents.sign import sign_in_black
from ritrovo.foundations.documents.typesetting import typeset_pdf
from ritrovo.foundations.documents.wording import Language, words_of
from ritrovo.foundations.look.formatting import format_day, format_euros
from ritrovo.foundations.payments.references import iban_grouped, transfer_qr

_USUAL_STEPS = ("step_1", "step_2", "step_3")


def transfer_pdf(page: TransferPage, *, language: Language, made_at: datetime) -> bytes:
    """Set the bank-transfer page on A4: lines to copy, the code, what happens next.

    Raises ValueError when the parts do not add up to the whole, and what `transfer_qr` raises
    for an IBAN, a sum or a reason that no bank would take.
    """
    if page.parts and sum(part.cents for part in page.parts) != page.amount_cents:
        raise ValueError("The parts of a transfer add up to its amount.")
    return typeset_pdf("transfer", _content(page, language), language=language, made_at=made_at)


def _content(page: TransferPage, language: Language) -> dict[str, object]:
    words = words_of("transfer", language)
    thanks = words["thanks"].format(name=page.pledger) if page.pledger else words["thanks_nobody"]
    return {
        "sign": sign_in_black(),
        "thanks": thanks,
        "subject": words["for"].format(campaign=page.campaign, promoter=page.promoter),
        "holder": page.holder,
        "iban": iban_grouped(page.iban),
        "bank": page.bank,
        "amount": format_euros(page.amount_cents, language),
        "parts": [(part.words, format_euros(part.cents, language)) for part in page.parts],
        "by_day": words["by_day"].format(on=format_day(page.by_day, language))
        if page.by_day
        else "",
        "reason": page.reason,
        "qr": _code(page),
        "steps": _steps(page, words),
        "lines": _lines(page, words),
    }


def _code(page: TransferPage) -> str:
    made = transfer_qr(
        holder=page.holder, iban=page.iban, cents=page.amount_cents, reason=page.reason
    )
    # In a page of HTML the namespace is understood; the typesetter wants it written.
    return made.svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)


def _steps(page: TransferPage, words: dict[str, str]) -> list[str]:
    usual = [words[step].format(holder=page.holder) for step in _USUAL_STEPS]
    return list(page.next_steps) or usual


def _lines(page: TransferPage, words: dict[str, str]) -> list[tuple[str, str]]:
    lines = [(words["manage"], page.manage_url), (words["contact"], page.contact)]
    return [(name, value) for name, value in lines if value]
