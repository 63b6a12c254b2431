"""The QR code that fills in a transfer on a banking app (EPC069-12, version 002)."""

from __future__ import annotations

import io
from dataclasses import dataclass
from decimal import Decimal

from segno import helpers

from ritrovo.foundations.payments.references.ibans import checked_iban

MAX_HOLDER = 70
_PIXELS_A_MODULE = 8
_QUIET_MODULES = 4


@dataclass(frozen=True, slots=True)
class TransferQR:
    """The code as an SVG to put in a page, and as the bytes of a PNG."""

    svg: str
    png: bytes


def transfer_qr(*, holder: str, iban: str, cents: int, reason: str) -> TransferQR:
    """Draw the code of one transfer, with the reason as free text.

    `holder` is the exact name at the bank; the code carries its first 70 letters. `cents` from 1 to
    99,999,999,999. Raises ValueError beyond these bounds, IbanUnreadable, IbanMistyped.
    """
    code = helpers.make_epc_qr(
        name=holder[:MAX_HOLDER],
        iban=checked_iban(iban),
        amount=Decimal(cents).scaleb(-2),
        text=reason,
        encoding="utf-8",
    )
    png = io.BytesIO()
    code.save(png, kind="png", scale=_PIXELS_A_MODULE, border=_QUIET_MODULES)
    svg = code.svg_inline(border=_QUIET_MODULES, omitsize=True, light="#fff", lineclass=None)
    return TransferQR(svg=svg, png=png.getvalue())
