"""The rings as printed pages carry them: in black alone, or with their colours written out."""

from __future__ import annotations

from ritrovo.foundations.documents.pages import CardColours, Progress
from ritrovo.foundations.look.rings import logo_svg, rings_svg

_BLACK = ("#000000", "#000000")


def sign_in_black() -> str:
    """Draw the sign of the two victories for paper, in black alone."""
    return logo_svg(64, _BLACK)


def sign_in_colour(progress: Progress | None, colours: CardColours) -> str:
    """Draw how far both victories are, or the plain sign when `progress` is None."""
    pair = (colours.brand, colours.kin)
    if progress is None:
        return logo_svg(64, pair)
    return rings_svg(progress.first_per_mille, progress.second_per_mille, colours=pair)
