"""Receipts of gifts, always in Italian and impersonal."""

from __future__ import annotations

from datetime import datetime

from ritrovo.foundations.documents.codes import page_code_svg
from ritrovo.foundations.documents.pages import Body, Giver, ReceiptPage, VoidMark
from ritrovo.foundations.documents.sign import sign_in_black
from ritrovo.foundations.documents.typesetting import typeset_pdf
from ritrovo.foundations.documents.wording import Language, euro_in_words, words_of
from ritrovo.foundations.look.formatting import format_day, format_euros


def receipt_pdf(page: ReceiptPage, *, made_at: datetime) -> bytes:
    """Set one receipt on A4, with every field of the tax office's practice (Circ. 7/E/2018)."""
    return typeset_pdf("receipt", _content(page), language="it", made_at=made_at)


def body_lines(body: Body, language: Language) -> dict[str, object]:
    """Write a beneficiary as its name and the lines below it: seat, codes, register."""
    words = words_of("common", language)
    lines = [body.seat, f"{words['tax_code']} {body.tax_code}"]
    if body.vat_number:
        lines.append(f"{words['vat_number']} {body.vat_number}")
    if entry := body.registration:
        since = format_day(entry.since, language)
        lines.append(words["runts"].format(section=entry.section, number=entry.number, since=since))
    return {"name": body.name, "lines": lines}


def giver_lines(giver: Giver, language: Language) -> dict[str, object]:
    """Write a donor or payer as a name and the lines below it: address, tax code."""
    tax_code = f"{words_of('common', language)['tax_code']} {giver.tax_code}"
    lines = [giver.address, tax_code if giver.tax_code else ""]
    return {"name": giver.name, "lines": [line for line in lines if line]}


def _content(page: ReceiptPage) -> dict[str, object]:
    words = words_of("receipt", "it")
    return {
        "sign": sign_in_black(),
        "number": page.number,
        "issued_on": format_day(page.issued_on, "it"),
        "beneficiary": body_lines(page.beneficiary, "it"),
        "donor": giver_lines(page.donor, "it"),
        "payer": giver_lines(page.payer, "it") if page.payer else None,
        "amount": format_euros(page.amount_cents, "it"),
        "in_words": words["in_words"].format(words=euro_in_words(page.amount_cents)),
        "facts": _facts(page, words),
        "notes": list(page.notes.legal),
        "stamp": page.notes.stamp,
        "not_deductible": page.notes.not_deductible,
        "corrects": words["corrects"].format(number=page.corrects) if page.corrects else "",
        "void": _void_words(page.void, words) if page.void else "",
        "verification": _verification(page),
    }


def _facts(page: ReceiptPage, words: dict[str, str]) -> list[tuple[str, str]]:
    returned = (
        format_euros(page.returned_cents, "it") if page.returned_cents else words["none_returned"]
    )
    facts = [
        (words["paid_on"], format_day(page.paid_on, "it")),
        (words["method"], page.method),
        (words["reference"], page.reference),
        (words["campaign"], page.campaign),
        (words["purpose"], page.purpose),
        (words["returned"], returned),
    ]
    if page.fee_cents:
        gross = format_euros(page.amount_cents + page.fee_cents, "it")
        facts += [(words["gross"], gross), (words["fee"], format_euros(page.fee_cents, "it"))]
    if page.returned_cents:
        facts.append((words["net"], format_euros(page.amount_cents - page.returned_cents, "it")))
    return [(name, value) for name, value in facts if value]


def _void_words(void: VoidMark, words: dict[str, str]) -> str:
    said = words["void_on"].format(on=format_day(void.on, "it"), reason=void.reason.rstrip("."))
    if void.replaced_by:
        return f"{said} {words['replaced_by'].format(number=void.replaced_by)}"
    return said


def _verification(page: ReceiptPage) -> str:
    """Draw the code of the page's address of verification, when it has one."""
    return page_code_svg(page.verification_url, border=0) if page.verification_url else ""
