"""What payments write to donors: never with a codice fiscale."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.kernel.refusals import require_transaction
from ritrovo.foundations.messages.kinds import Kind, register
from ritrovo.foundations.messages.steps import Letter, send, send_many
from ritrovo.foundations.payments.links import receipt_url, site_of_body, summary_url
from ritrovo.foundations.payments.models import Receipt, YearlySummary
from ritrovo.foundations.payments.receipts import number_of

RECEIPT = Kind(
    "payments.receipt",
    _("Ricevute dei tuoi doni"),
    "at_once",
    why=_("Ti scriviamo perché hai fatto un dono e questa è la sua ricevuta."),
)
SUMMARY = Kind(
    "payments.summary",
    _("Riepilogo dei tuoi doni dell'anno"),
    "at_once",
    why=_("Ti scriviamo perché nell'anno hai fatto dei doni: questo è il loro riepilogo."),
)


def register_kinds() -> None:
    """Tell `messages` what payments write."""
    register(RECEIPT, SUMMARY)


def summary_letter(summary: YearlySummary, *, to: str, language: str, gifts: int) -> Letter:
    """Give the letter that takes a donor to their year's summary. Reads its body."""
    return Letter(
        key=summary.pk,
        to=to,
        party_id=summary.donor_id,
        language=language,
        context={
            "year": str(summary.year),
            "beneficiary": summary.beneficiary.legal_name,
            "gifts": gifts,
            "amount": Amount(summary.cents),
            "link": summary_url(summary.pk, site_of_body(summary.beneficiary_id)),
        },
    )


def send_letters(letters: Sequence[Letter], *, beneficiary_id: UUID, year: int) -> int:
    """Send the letters of a body's year, each once for ever; how many are new."""
    require_transaction()
    return send_many(
        kind=SUMMARY.code,
        letters=letters,
        subject=format_lazy(_("Il riepilogo dei tuoi doni del {year}"), year=str(year)),
        template="payments/mail/summary",
        site=site_of_body(beneficiary_id),
    )


def send_receipt(receipt: Receipt, *, to: str, language: str = "it") -> None:
    """Send the link to a receipt, once; nobody to write to, nothing sent."""
    require_transaction()
    if not to:
        return
    due = receipt.payment.due
    site = site_of_body(due.beneficiary_id)
    number = number_of(receipt)
    corrects = receipt.corrects
    send(
        kind=RECEIPT.code,
        key=receipt.pk,
        to=to,
        party_id=due.debtor_id,
        subject=format_lazy(_("La ricevuta {number} del tuo dono"), number=number),
        template="payments/mail/receipt",
        context={
            "number": number,
            "beneficiary": receipt.snapshot["beneficiary"]["name"],
            "campaign": receipt.snapshot["campaign"],
            "amount": Amount(receipt.cents),
            "link": receipt_url(receipt.pk, site),
            "corrects": number_of(corrects) if corrects else "",
        },
        site=site,
        language=language,
    )
