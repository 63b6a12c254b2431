"""Themes: the six colours an installation may choose, checked and turned into a stylesheet."""

from __future__ import annotations

import re
from colorsys import hls_to_rgb, rgb_to_hls
from dataclasses import asdict, dataclass, fields
from typing import Final

from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.kernel.refusals import Refusal

READABLE: Final = 4.5  # WCAG 2.2, success criterion 1.4.3, for text of any size.
VISIBLE: Final = 3.0  # WCAG 2.2, success criterion 1.4.11, for the edges of controls.
LINEAR: Final = 0.04045  # Up to here sRGB is a straight line.
COLOUR: Final = re.compile(r"#[0-9a-fA-F]{6}")
RED: Final = "#b3142b"
WHITE: Final = "#ffffff"
BLACK: Final = "#000000"
STRONG: Final = ("brand", "kin", "sky")

Rgb = tuple[int, int, int]


class ThemeUnreadable(Refusal):
    """Two colours of a theme are too near for text to be read, or one is not a colour."""

    message = _(
        "Con questi colori il testo non si legge: %(pair)s ha un contrasto di %(ratio)s, "
        "e ne serve almeno 4,5. Scurisci o schiarisci uno dei due."
    )


class NotAColour(ThemeUnreadable):
    """A colour of a theme is not written as `#` and six hexadecimal digits."""

    message = _("«%(colour)s» non è un colore: scrivi # e sei cifre, per esempio #A23B1E.")


@dataclass(frozen=True, slots=True)
class Theme:
    """Six colours, each `#rrggbb`: page, text, and the four an organisation signs with."""

    paper: str
    ink: str
    brand: str
    kin: str
    sky: str
    sun: str

    def __post_init__(self) -> None:
        for field in fields(self):
            colour = getattr(self, field.name)
            if not COLOUR.fullmatch(colour):
                raise NotAColour(colour=colour)


LIGHT: Final = Theme("#FBF7F0", "#2A2521", "#A23B1E", "#2F6B4F", "#1F5C82", "#E9B44C")
DARK: Final = Theme("#1B1917", "#F2ECE3", "#F08A66", "#7CC4A0", "#86BFE3", "#E9B44C")


def rgb(colour: str) -> Rgb:
    """Split `#rrggbb` into three numbers from 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mix(first: str, second: str, per_cent: int) -> str:
    """Blend two colours: `per_cent` of the second, the rest of the first."""
    pairs = zip(rgb(first), rgb(second), strict=True)
    blended = [round((a * (100 - per_cent) + b * per_cent) / 100) for a, b in pairs]
    return "#{:02x}{:02x}{:02x}".format(*blended)


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, from 0 to 1 (WCAG 2.2, definitions)."""
    channels = [part / 255 for part in rgb(colour)]
    linear = [c / 12.92 if c <= LINEAR else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast_ratio(first: str, second: str) -> float:
    """Return the contrast of two colours, from 1 to 21 (WCAG 2.2, definitions)."""
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def toward(colour: str, goal: str, ground: str, enough: float) -> str:
    """Move a colour toward `goal` only as far as it needs to stand out on `ground`."""
    for per_cent in range(0, 101, 2):
        moved = mix(colour, goal, per_cent)
        if contrast_ratio(moved, ground) >= enough:
            return moved
    return goal


def lifted_on(ground: str, colour: str, enough: float) -> str:
    """Make a colour lighter, its hue and strength kept, until it stands out on a dark ground."""
    hue, lightness, strength = rgb_to_hls(*(part / 255 for part in rgb(colour)))
    for per_cent in range(int(lightness * 100), 100):
        parts = hls_to_rgb(hue, per_cent / 100, strength)
        lifted = "#{:02x}{:02x}{:02x}".format(*(round(part * 255) for part in parts))
        if contrast_ratio(lifted, ground) >= enough:
            return lifted
    return WHITE


def check_theme(theme: Theme) -> None:
    """Let a theme pass when text in it can be read. Raises ThemeUnreadable.

    Text is ink on paper, links and numbers in the three colours on paper, and paper on them:
    the same pairs, since contrast has no direction.
    """
    for name in ("ink", "brand", "kin", "sky"):
        ratio = contrast_ratio(getattr(theme, name), theme.paper)
        if ratio < READABLE:
            shown = f"{int(ratio * 10) / 10:.1f}".replace(".", ",")
            raise ThemeUnreadable(pair=f"{name} / paper", ratio=shown)


def night_of(theme: Theme) -> Theme:
    """Derive the dark six of a theme: our night paper and ink, the same hues made lighter."""
    lifted = {name: lifted_on(DARK.paper, getattr(theme, name), 6.5) for name in STRONG}
    return Theme(paper=DARK.paper, ink=DARK.ink, sun=theme.sun, **lifted)


def derived(theme: Theme) -> dict[str, str]:
    """Return the colours that follow from the six: lines, panels, muted text, errors.

    Mixed here and not by the browser, so that each can be checked and old phones see them too.
    """
    dark = luminance(theme.paper) < luminance(theme.ink)
    mist = mix(theme.paper, theme.ink, 6 if dark else 5)
    away = WHITE if dark else BLACK
    tints = {f"{name}-mist": mix(theme.paper, getattr(theme, name), 12) for name in STRONG}
    deep = {f"{name}-deep": mix(getattr(theme, name), away, 18) for name in STRONG}
    danger = toward(mix(RED, WHITE, 30) if dark else RED, theme.ink, mist, READABLE)
    return {
        "mist": mist,
        "line": mix(theme.paper, theme.ink, 18),
        "edge": toward(mix(theme.paper, theme.ink, 45), theme.ink, mist, VISIBLE),
        "muted": toward(mix(theme.ink, theme.paper, 30), theme.ink, mist, 5.5),
        "field": mix(theme.paper, BLACK if dark else WHITE, 35 if dark else 75),
        "sun-mist": mix(theme.paper, theme.sun, 14 if dark else 26),
        "danger": danger,
        "danger-mist": mix(theme.paper, danger, 9),
        **tints,
        **deep,
    }


def declarations(theme: Theme) -> str:
    """Write a theme's colours as custom properties, one a line."""
    colours = {**asdict(theme), **derived(theme)}
    return "\n".join(f"  --{name}: {colour.lower()};" for name, colour in colours.items())


def theme_css(theme: Theme, dark: Theme | None = None) -> str:
    """Return the stylesheet of a theme, its dark side included (derived when not given).

    The visitor's own choice, kept in `data-theme`, wins over the device's. Raises
    ThemeUnreadable.
    """
    night = dark or night_of(theme)
    check_theme(theme)
    check_theme(night)
    day_rules, night_rules = declarations(theme), declarations(night)
    return (
        f":root {{\n  color-scheme: light;\n{day_rules}\n}}\n"
        "@media (prefers-color-scheme: dark) {\n"
        f":root:not([data-theme='light']) {{\n  color-scheme: dark;\n{night_rules}\n}}\n}}\n"
        f":root[data-theme='dark'] {{\n  color-scheme: dark;\n{night_rules}\n}}\n"
        f"@media print {{\n:root:root:root {{\n  color-scheme: light;\n{PRINT_RULES}\n}}\n}}\n"
    )


PRINT: Final = Theme(WHITE, BLACK, BLACK, BLACK, BLACK, "#888888")
PRINT_RULES: Final = declarations(PRINT)
