"""The register of receipts as rows for a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.payments.models import Receipt
from ritrovo.foundations.payments.receipts import number_of


def register_header() -> tuple[str, ...]:
    """Name the columns of the register, in the reader's language."""
    return (
        _("numero"),
        _("emessa il"),
        _("donatore"),
        _("codice fiscale"),
        _("importo"),
        _("pagato il"),
        _("metodo"),
        _("stato"),
        _("annullata il"),
        _("motivo"),
    )


def register_row(receipt: Receipt) -> Iterator[str]:
    """Write one line of the register; days as ISO, sums with a comma."""
    told = receipt.snapshot
    void = getattr(receipt, "void", None)
    donor = told.get("donor", {})
    yield number_of(receipt)
    yield receipt.issued_on.isoformat()
    yield donor.get("name", "")
    yield donor.get("tax_code", "")
    yield f"{receipt.cents // 100},{receipt.cents % 100:02d}"
    yield told.get("paid_on", "")
    yield str(receipt.payment.get_rail_display())
    yield _("annullata") if void else _("valida")
    yield clock.day_of(void.voided_at).isoformat() if void else ""
    yield str(void.get_reason_display()) if void else ""
