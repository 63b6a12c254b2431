"""What payments write to donors: never with a codice fiscale."""

from __future__ import annotations

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.kernel.refusals import require_transaction
from ritrovo.foundations.messages.kinds import Kind, register
from ritrovo.foundations.messages.steps import send
from ritrovo.foundations.payments.links import receipt_url, site_of_body
from ritrovo.foundations.payments.models import Receipt
from ritrovo.foundations.payments.receipts import number_of

RECEIPT = Kind(
    "payments.receipt",
    _("Ricevute dei tuoi doni"),
    "at_once",
    why=_("Ti scriviamo perché hai fatto un dono e questa è la sua ricevuta."),
)


def register_kinds() -> None:
    """Tell `messages` what payments write."""
    register(RECEIPT)


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
