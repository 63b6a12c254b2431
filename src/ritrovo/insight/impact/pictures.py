"""Who is tied to whom, as a picture of kinds of actors: never of anybody by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from math import cos, hypot, pi, sin, sqrt
from textwrap import wrap
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ritrovo.foundations.look.formatting import grouped, language

Row = Mapping[str, Any]
# Kinds that one circle stands for, in the order in which circles go round the people.
CIRCLES: Final[dict[str, tuple[str | Promise, tuple[str, ...]]]] = {
    "people": (gettext_lazy("persone e famiglie"), ("person", "household")),
    "groups": (gettext_lazy("gruppi"), ("group",)),
    "schools": (gettext_lazy("scuole"), ("school",)),
    "shops": (gettext_lazy("botteghe e imprese"), ("business",)),
    "coops": (
        gettext_lazy("cooperative"),
        (
            "social_coop_a",
            "social_coop_b",
            "community_coop",
            "social_enterprise",
            "consortium",
        ),
    ),
    "public": (gettext_lazy("enti pubblici"), ("public_body",)),
    "commons": (gettext_lazy("beni comuni"), ("commons",)),
    "ecosystem": (gettext_lazy("tutta la comunità"), ("ecosystem", "area", "catchment")),
    "associations": (
        gettext_lazy("associazioni e fondazioni"),
        ("odv", "aps", "association", "foundation", "philanthropic"),
    ),
    "parishes": (gettext_lazy("parrocchie"), ("parish",)),
    "labs": (gettext_lazy("fab lab"), ("fab_lab",)),
    "others": (gettext_lazy("altri"), ("other", "organisation")),
}
CIRCLE_OF: Final = {kind: name for name, (_label, kinds) in CIRCLES.items() for kind in kinds}
MIDDLE: Final = "people"
WIDTH, HEIGHT = 360, 400
CENTRE_X, CENTRE_Y = 180.0, 186.0
ACROSS, DOWN = 124.0, 140.0
BESIDE: Final = 2
LEAST_RADIUS, GROWTH = 15.0, 19.0
LETTERS: Final = 15
HALF_A_NAME: Final = 60
# Air above, and room for a name of two lines below the lowest circle.
MARGIN, BELOW = 18, 60
RING: Final = 14  # What the ties inside a circle add to its radius at most.


@dataclass(frozen=True, slots=True)
class Bond:
    """The ties between two circles, or inside one; `is_partly_hidden` where some are not told."""

    one: str
    other: str
    ties: int
    is_partly_hidden: bool = False

    @property
    def words(self) -> str:
        """Write how many ties there are, as far as they are told."""
        if not self.ties and self.is_partly_hidden:
            return _("poche: non lo diciamo")
        number = grouped(self.ties, language())
        return _("almeno %(number)s") % {"number": number} if self.is_partly_hidden else number


@dataclass(frozen=True, slots=True)
class Place:
    """A circle on the picture: its middle, its radius, and how many ties touch it."""

    name: str
    x: float
    y: float
    radius: float
    ties: int

    @property
    def label(self) -> str:
        """Give the circle's name."""
        return str(CIRCLES[self.name][0])


def bonds_of(rows: Iterable[Row]) -> list[Bond]:
    """Add up the ties between kinds to bonds between circles, the strongest first."""
    ties: dict[tuple[str, str], int] = {}
    hidden: set[tuple[str, str]] = set()
    order = list(CIRCLES)
    for row in rows:
        ends = (circle_of(row["giver_kind"]), circle_of(row["receiver_kind"]))
        one, other = sorted(ends, key=order.index)
        ties[one, other] = ties.get((one, other), 0) + (row["ties"] or 0)
        if row["ties"] is None:
            hidden.add((one, other))
    found = [Bond(*ends, count, ends in hidden) for ends, count in ties.items()]
    return sorted(found, key=lambda bond: (-bond.ties, bond.one, bond.other))


def circle_of(kind: str) -> str:
    """Name the circle that a kind of actor belongs to."""
    return CIRCLE_OF.get(kind, "others")


def label_of(circle: str) -> str:
    """Give a circle's name in the language in use."""
    return str(CIRCLES[circle][0])


def places_of(bonds: Iterable[Bond]) -> dict[str, Place]:
    """Lay the circles out: people in the middle, all others round them, always the same way."""
    touching: dict[str, int] = {}
    for bond in bonds:
        for name in {bond.one, bond.other}:
            touching[name] = touching.get(name, 0) + bond.ties
    most = max(touching.values(), default=0) or 1
    round_it = [name for name in CIRCLES if name in touching and name != MIDDLE]
    # One or two lie beside the people: names stand below, where no line then runs.
    start = 0 if len(round_it) <= BESIDE else -pi / 2
    places = {}
    for turn, name in enumerate(round_it):
        angle = start + 2 * pi * turn / max(1, len(round_it))
        x, y = CENTRE_X + ACROSS * cos(angle), CENTRE_Y + DOWN * sin(angle)
        places[name] = _place(name, x, y, touching[name], most)
    if MIDDLE in touching:
        places[MIDDLE] = _place(MIDDLE, CENTRE_X, CENTRE_Y, touching[MIDDLE], most)
    return places


def _place(name: str, x: float, y: float, ties: int, most: int) -> Place:
    return Place(name, x, y, LEAST_RADIUS + GROWTH * sqrt(ties / most), ties)


def said_of(bonds: list[Bond]) -> str:
    """Say in a sentence what the picture shows."""
    told = [bond for bond in bonds if bond.ties]
    if not told:
        return _("Non ci sono ancora legami da disegnare.")
    first = told[0]
    ties = ngettext("legame", "legami", first.ties)
    number = f"{first.words} {ties}"
    if first.one == first.other:
        return _("I legami più numerosi sono dentro «%(one)s»: %(ties)s.") % {
            "one": label_of(first.one),
            "ties": number,
        }
    return _("I legami più numerosi sono fra «%(one)s» e «%(other)s»: %(ties)s.") % {
        "one": label_of(first.one),
        "other": label_of(first.other),
        "ties": number,
    }


def network_svg(rows: Iterable[Row]) -> str:
    """Draw the ties between kinds of actors as SVG; empty where there is none.

    The drawing has a view box and no fixed size, takes its colours from the page, names itself to
    screen readers, and holds no style, script or id. The same rows give the same bytes.
    """
    bonds = bonds_of(rows)
    if not bonds:
        return ""
    places = places_of(bonds)
    most = max(bond.ties for bond in bonds) or 1
    lines = "".join(_bond(bond, places, most) for bond in reversed(bonds))
    rings = {bond.one for bond in bonds if bond.one == bond.other}
    circles = "".join(_circle(each, has_ring=each.name in rings) for each in places.values())
    title, said = escape(_("Chi si aiuta con chi")), escape(said_of(bonds))
    left = max(0, min(place.x for place in places.values()) - HALF_A_NAME)
    top = min(place.y - place.radius for place in places.values()) - MARGIN
    bottom = max(place.y + place.radius for place in places.values()) + BELOW
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" class="chart network" role="img" '
        f'viewBox="{left:.0f} {top:.0f} {WIDTH} {bottom - top:.0f}" aria-label="{title}. {said}" '
        'font-family="inherit">'
        f"<title>{title}</title><desc>{said}</desc>{lines}{circles}</svg>"
    )


def _bond(bond: Bond, places: Mapping[str, Place], most: int) -> str:
    """Draw the ties of two circles as a line whose width grows with them; a ring inside one."""
    one, other = places[bond.one], places[bond.other]
    width = 1.5 + 12 * sqrt(bond.ties / most)
    dashes = ' stroke-dasharray="2 5"' if bond.is_partly_hidden else ""
    paint = f'fill="none" stroke="var(--kin)" stroke-opacity="0.45" stroke-linecap="round"{dashes}'
    if bond.one == bond.other:
        radius = one.radius + width / 2 + 2
        return (
            f'<circle cx="{one.x:.1f}" cy="{one.y:.1f}" r="{radius:.1f}" '
            f'stroke-width="{width:.1f}" {paint}/>'
        )
    x, y = _bend(one, other)
    path = f"M{one.x:.1f} {one.y:.1f}Q{x:.1f} {y:.1f} {other.x:.1f} {other.y:.1f}"
    return f'<path d="{path}" stroke-width="{width:.1f}" {paint}/>'


def _bend(one: Place, other: Place) -> tuple[float, float]:
    """Say through where a line bends: outwards, so that none runs under the circle of people."""
    x, y = (one.x + other.x) / 2, (one.y + other.y) / 2
    if MIDDLE in {one.name, other.name}:
        return x, y
    away = hypot(x - CENTRE_X, y - CENTRE_Y)
    if away < 1:
        return CENTRE_X + 90, CENTRE_Y - 20
    reach = max(1.0, 105 / away)
    return CENTRE_X + (x - CENTRE_X) * reach, CENTRE_Y + (y - CENTRE_Y) * reach


def _circle(place: Place, *, has_ring: bool) -> str:
    ink = "var(--kin)" if place.name == MIDDLE else "var(--brand)"
    number = grouped(place.ties, language()) if place.ties else ""
    size = 15 if place.radius > 20 else 12  # noqa: PLR2004
    words = wrap(place.label, LETTERS) or [""]
    top = place.y + place.radius + (RING if has_ring else 0) + 17
    halo = 'paint-order="stroke" stroke="var(--paper)" stroke-width="4" stroke-linejoin="round"'
    label = "".join(
        f'<tspan x="{place.x:.1f}" y="{top + 15 * turn:.1f}">{escape(line)}</tspan>'
        for turn, line in enumerate(words)
    )
    return (
        f'<circle cx="{place.x:.1f}" cy="{place.y:.1f}" r="{place.radius:.1f}" fill="{ink}" '
        'stroke="var(--paper)" stroke-width="2.5"/>'
        f'<text x="{place.x:.1f}" y="{place.y + size / 3:.1f}" text-anchor="middle" '
        f'font-size="{size}" font-weight="700" fill="var(--paper)">{number}</text>'
        f'<text text-anchor="middle" font-size="14" fill="var(--ink)" {halo}>{label}</text>'
    )
