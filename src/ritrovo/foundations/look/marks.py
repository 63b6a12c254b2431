"""The files drawn from code: default colours, logo, favicons. Run as a module to draw them anew.

`python -m ritrovo.foundations.look.marks` writes them below `static/look`; a test compares them
with what the code would draw.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from vl_convert import svg_to_png

from ritrovo.foundations.look.rings import FULL, framed, logo_svg, open_rings
from ritrovo.foundations.look.themes import DARK, LIGHT, theme_css

FOLDER: Final = Path(__file__).parent / "static" / "look"
PRINTED: Final = (LIGHT.brand, LIGHT.kin)
SQUARE: Final = "4 -14 92 92"
NOTE: Final = "/* Drawn by look/marks.py from look/themes.py: change the colours there. */\n"


def favicon() -> str:
    """Return the logo on a square, with fixed colours, for a browser's tab."""
    return framed(open_rings(FULL, FULL, PRINTED), 64, "", SQUARE)


def touch_icon() -> str:
    """Return the logo on a square of paper, for a phone's home screen."""
    ground = f'<rect x="-20" y="-38" width="140" height="140" fill="{LIGHT.paper}"/>'
    return framed(ground + open_rings(FULL, FULL, PRINTED), 180, "", "-12 -30 124 124")


def texts() -> dict[str, str]:
    """Return every drawn text file by its place below the static folder."""
    return {
        "colours.css": NOTE + theme_css(LIGHT, DARK),
        "marks/favicon.svg": favicon(),
        "marks/logo.svg": logo_svg(64, PRINTED, "Ritrovo"),
        "marks/logo-one-colour.svg": logo_svg(64, ("#000000", "#000000"), "Ritrovo"),
    }


def pictures() -> dict[str, bytes]:
    """Return every drawn PNG by its place below the static folder."""
    return {
        "marks/favicon-32.png": svg_to_png(favicon(), scale=0.5),
        "marks/touch-180.png": svg_to_png(touch_icon()),
    }


def main() -> None:
    """Write every drawn file and name it on standard error."""
    files = {place: text.encode() for place, text in texts().items()} | pictures()
    for place, content in files.items():
        target = FOLDER / place
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        sys.stderr.write(f"{place} {len(content)} bytes\n")


if __name__ == "__main__":
    main()
