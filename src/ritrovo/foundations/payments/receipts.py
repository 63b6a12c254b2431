"""What a receipt says, as plain values kept with it: the same paper can always be made again.

The fields are those of the tax office's practice (Circ. AdE 7/E/2018, 14/E and 15/E/2023).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from ritrovo.foundations.payments.models import Payment, Receipt, ReceiptSeries
from ritrovo.foundations.payments.subjects import Donor, Subject
from ritrovo.foundations.people.choices import OrganisationKind, RuntsSection
from ritrovo.foundations.people.models import Organisation
from ritrovo.foundations.people.queries import is_entitled

WhoGave = Literal["debtor", "payer"]
# Art. 12 D.Lgs. 117/2017: the words the name of a registered body carries.
_WORDS = {RuntsSection.A: "ODV", RuntsSection.B: "APS"}
_COOPERATIVES = {OrganisationKind.SOCIAL_COOP_A, OrganisationKind.SOCIAL_COOP_B}
_METHODS = {
    "bank_transfer": "bonifico bancario",
    "satispay": "Satispay",
    "paypal": "PayPal",
    "card": "carta di pagamento",
    "cheque": "assegno",
    "postal_slip": "bollettino postale",
}


@dataclass(frozen=True, slots=True)
class Gift:
    """What there is to receipt: a payment, what is left of its gift, who gave and who paid."""

    payment: Payment
    kept_cents: int
    subject: Subject
    donor: Donor
    payer_name: str = ""


def number_of(receipt: Receipt) -> str:
    """Write a receipt's number as it is printed: prefix, year, six digits. Reads its series."""
    return number_text(receipt.series, receipt.number)


def number_text(series: ReceiptSeries, number: int) -> str:
    """Write a number of a series: `2026/000123`."""
    return f"{series.prefix}{series.year}/{number:06d}"


def snapshot_of(gift: Gift, *, corrects: str = "") -> dict[str, Any]:
    """Give every printed field of a receipt but its number and day, which the row itself has."""
    payment, due = gift.payment, gift.payment.due
    line = payment.line
    return {
        "beneficiary": body_told(due.beneficiary),
        "donor": _giver(gift.donor),
        "donor_is_body": gift.donor.is_body,
        "payer": {"name": gift.payer_name} if gift.payer_name else None,
        "amount_cents": net_gift_given(payment),
        "returned_cents": net_gift_given(payment) - gift.kept_cents,
        "fee_cents": min(payment.fee_cents, payment.gift_cents),
        "paid_on": payment.paid_on.isoformat(),
        "method": _METHODS[payment.rail],
        "reference": line.bank_reference if line and line.bank_reference else due.reference,
        "campaign": gift.subject.title,
        "purpose": gift.subject.purpose,
        "relief": relief_of(due.beneficiary, payment),
        "corrects": corrects,
    }


def net_gift_given(payment: Payment) -> int:
    """Say how much of a payment was given, net of what its carrier kept."""
    return max(payment.gift_cents - payment.fee_cents, 0)


def relief_of(beneficiary: Organisation, payment: Payment) -> str:
    """Say which relief a gift carries: `odv`, `ets`, or `none` (art. 83 D.Lgs. 117/2017)."""
    if not is_entitled(beneficiary, payment.paid_on):
        return "none"
    return "odv" if beneficiary.runts_section == RuntsSection.A else "ets"


def legal_name_of(organisation: Organisation) -> str:
    """Give a body's name with the words of its register, added where the name lacks them."""
    name = organisation.legal_name
    if not organisation.runts_section or organisation.kind in _COOPERATIVES:
        return name
    words = _WORDS.get(RuntsSection(organisation.runts_section), "ETS")
    spoken = name.upper().replace(".", "").split()
    return name if {words, "ETS"} & set(spoken) else f"{name} {words}"


def body_told(organisation: Organisation) -> dict[str, Any]:
    """Give what papers print of a body, as plain values; its municipality read along."""
    place = organisation.municipality
    town = f"{place.name} ({place.province_code})" if place else ""
    seat = ", ".join(
        filter(None, [organisation.address, f"{organisation.postcode} {town}".strip()])
    )
    return {
        "name": legal_name_of(organisation),
        "tax_code": organisation.tax_code,
        "vat_number": organisation.vat_number,
        "seat": seat,
        "registration": _registration(organisation),
    }


def _registration(organisation: Organisation) -> dict[str, str] | None:
    if not organisation.runts_section or organisation.runts_date is None:
        return None
    section = RuntsSection(organisation.runts_section)
    words = str(section.label).partition(": ")[2]
    return {
        "section": f"{section.value}) {words}",
        "number": organisation.runts_number,
        "since": organisation.runts_date.isoformat(),
    }


def _giver(donor: Donor) -> dict[str, str]:
    return {"name": donor.name, "tax_code": donor.tax_code, "address": donor.address}
