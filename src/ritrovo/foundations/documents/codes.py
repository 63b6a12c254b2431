"""Codes that take a phone to a page; those for transfers are in `payments.references`."""

from __future__ import annotations

import io

import segno

# A code on paper gets a crease or a coffee stain: level Q repairs a quarter of it.
_PAGE_ERROR_LEVEL = "q"
QUIET_MODULES = 4  # The white that ISO/IEC 18004 asks around a code.


def page_code_svg(url: str, *, border: int = QUIET_MODULES) -> str:
    """Draw the QR code of a page's address as SVG, black on white.

    `border` is white around it, in modules; less than 4 only where the paper gives the rest.
    """
    return _svg(segno.make_qr(url, error=_PAGE_ERROR_LEVEL), border)


def page_code_png(url: str, *, module_pixels: int = 8) -> bytes:
    """Draw the QR code of a page's address as PNG, each module `module_pixels` wide."""
    return _png(segno.make_qr(url, error=_PAGE_ERROR_LEVEL), module_pixels)


def _svg(code: segno.QRCode, border: int) -> str:
    drawn = io.BytesIO()
    code.save(
        drawn,
        kind="svg",
        xmldecl=False,
        dark="#000",
        light="#fff",
        omitsize=True,
        border=border,
    )
    return drawn.getvalue().decode().strip()


def _png(code: segno.QRCode, module_pixels: int) -> bytes:
    drawn = io.BytesIO()
    code.save(drawn, kind="png", scale=module_pixels, dark="#000", light="#fff")
    return drawn.getvalue()
