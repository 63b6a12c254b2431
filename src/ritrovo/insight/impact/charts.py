"""The charts of a study: each one idea, the sentence that says it, and the rows of its table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from ritrovo.foundations.documents.figures import (
    NARROW,
    ON_PAPER,
    WIDE,
    Curve,
    Figure,
    Line,
    Lines,
    Mark,
    Part,
    Range,
    Ranges,
    Shares,
    Stack,
    Step,
    figure_svg,
)
from ritrovo.foundations.documents.wording import Language
from ritrovo.foundations.look.formatting import format_euros, grouped, language
from ritrovo.insight.impact.panels import name_of
from ritrovo.insight.impact.pictures import bonds_of, label_of, network_svg, said_of
from ritrovo.insight.impact.shown import Shown
from ritrovo.insight.impact.wording import month_day, month_words, percent, written

FEWEST_MONTHS: Final = 2
HALF_YEAR, YEAR = 180, 365
# On one scale from −1 to 1, each with its interval.
WITH_MARGIN: Final = ("both_sides_share", "r", "rho", "balance", "gini_giving", "constraint")
Cells = list[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with all that belongs to it: `name` is that of its table as CSV.

    `cells` are the rows of its table as words, below `heads`; the first column names the row.
    """

    name: str
    title: str
    said: str
    heads: tuple[str, ...]
    cells: Cells
    figure: Figure | None = None
    picture: str = ""
    csv_url: str = ""

    @property
    def wide(self) -> SafeString:
        """Draw it for a wide page."""
        return self._drawn(WIDE)

    @property
    def narrow(self) -> SafeString:
        """Draw it for a phone."""
        return self._drawn(NARROW)

    @property
    def on_paper(self) -> str:
        """Draw it for paper, black on white."""
        return figure_svg(self.figure, spoken(), inks=ON_PAPER, width=WIDE) if self.figure else ""

    def _drawn(self, width: int) -> SafeString:
        svg = figure_svg(self.figure, spoken(), width=width) if self.figure else self.picture
        return mark_safe(svg)  # noqa: S308  Every word in it is escaped where it is drawn.


Maker = Callable[..., "Chart | None"]
PEOPLE: Final = "people"
SURVIVALS: Final = {PEOPLE: "survival", "households": "survival_households"}


def spoken() -> Language:
    """Give the language in use, as charts know it."""
    return "en" if language() == "en" else "it"


def months(shown: Shown) -> Chart | None:
    """Draw how many gave each month, and how many of them for the first time."""
    rows = shown.tables.get("months", [])
    if len(rows) < FEWEST_MONTHS:
        return None
    busiest = max(rows, key=lambda row: row["contributors"])
    said = _("Il mese in cui hanno dato più persone è %(month)s: %(people)s, di cui %(new)s nuove.")
    said %= {
        "month": month_words(busiest["month"]),
        "people": grouped(busiest["contributors"], language()),
        "new": grouped(busiest["new"], language()),
    }
    lines = (
        _line(_("persone che hanno dato"), rows, "contributors", "sky"),
        _line(_("nuove"), rows, "new", "kin"),
    )
    title = _("Chi dà, mese per mese")
    heads = (_("Mese"), _("Persone che hanno dato"), _("Nuove"))
    cells: Cells = [
        (
            month_words(row["month"]),
            *(grouped(row[name], language()) for name in ("contributors", "new")),
        )
        for row in rows
    ]
    return Chart("months", title, said, heads, cells, Figure(title, said, Lines(lines)))


def euros(shown: Shown) -> Chart | None:
    """Draw the money given each month."""
    rows = shown.tables.get("months", [])
    total = sum(row["euro_cents"] or 0 for row in rows)
    if len(rows) < FEWEST_MONTHS or not total:
        return None
    said = _("In tutto sono arrivati in dono %(sum)s.")
    said %= {"sum": format_euros(total, language(), short=True)}
    points = tuple((month_day(row["month"]), (row["euro_cents"] or 0) / 100) for row in rows)
    last = format_euros(rows[-1]["euro_cents"] or 0, language(), short=True)
    shape = Lines((Line(_("nell'ultimo mese"), points, last, "brand"),), "\u00a0€")
    title = _("I soldi donati, mese per mese")
    cells: Cells = [
        (month_words(row["month"]), format_euros(row["euro_cents"] or 0, language(), short=True))
        for row in rows
    ]
    heads = (_("Mese"), _("Arrivati in dono"))
    return Chart("euros", title, said, heads, cells, Figure(title, said, shape))


def settings(shown: Shown) -> Chart | None:
    """Draw, by year, which part of what was given happened in the community, not in a service."""
    years = _years_of(shown)
    if not years:
        return None
    first, last = years[0], years[-1]
    said = _("Nel %(year)s il %(share)s dei doni è avvenuto nella comunità.")
    if len(years) > 1:
        said = _(
            "Dal %(share_before)s del %(before)s al %(share)s del %(year)s: quanto avviene nella "
            "comunità."
        )
    said %= {
        "year": last[0],
        "share": percent(last[1] / sum(last[1:])),
        "before": first[0],
        "share_before": percent(first[1] / sum(first[1:])),
    }
    names = (_("nella comunità"), _("dentro un servizio"))
    stacks = tuple(
        Stack(year, (Part(names[0], here, "kin"), Part(names[1], there, "sky")))
        for year, here, there in years
    )
    title = _("Dai servizi alla comunità")
    heads = (_("Anno"), _("Doni nella comunità"), _("Doni dentro un servizio"))
    cells: Cells = [
        (year, grouped(here, language()), grouped(there, language())) for year, here, there in years
    ]
    return Chart("settings", title, said, heads, cells, Figure(title, said, Shares(stacks)))


def _years_of(shown: Shown) -> list[tuple[str, int, int]]:
    found: dict[str, list[int]] = {}
    for row in shown.tables.get("settings", []):
        pair = found.setdefault(str(row["year"]), [0, 0])
        pair[row["setting"] != "community"] += row["gifts"]
    return [(year, *pair) for year, pair in sorted(found.items()) if sum(pair)]  # type: ignore[misc]


def survival(shown: Shown, network: str = PEOPLE) -> Chart | None:
    """Draw which share of those helped has given, by the days since they were helped first."""
    rows = shown.tables.get(SURVIVALS[network], [])
    if not rows:
        return None
    marks = tuple(
        Mark(
            days, _("%(share)s in %(days)s giorni") % {"share": percent(figure.value), "days": days}
        )
        for days in (HALF_YEAR, YEAR)
        if (figure := shown.of(f"helped_within_{days}", network)).value is not None
    )
    steps = tuple(Step(row["day"], row["share"], row["at_risk"]) for row in rows)
    last = rows[-1]
    said = _(
        "Dopo %(days)s giorni dal primo aiuto ha dato qualcosa il %(share)s di chi era stato "
        "aiutato."
    )
    said %= {"days": last["day"], "share": percent(last["share"])}
    shape = Curve(
        steps, (), marks, _("giorni dal primo aiuto"), _("persone ancora seguite, senza aver dato")
    )
    title = _("Quanto tempo passa, da aiutati ad aiutare")
    heads = (_("Giorni dal primo aiuto"), _("Hanno dato"), _("Ancora seguite"))
    cells: Cells = [
        (str(row["day"]), percent(row["share"]), grouped(row["at_risk"], language()))
        for row in rows
    ]
    return Chart("survival", title, said, heads, cells, Figure(title, said, shape))


def kinds(shown: Shown) -> Chart | None:
    """Draw the ties between kinds of actors."""
    rows = shown.tables.get("kinds", [])
    bonds = bonds_of(rows)
    if not bonds:
        return None
    heads = (_("Fra"), _("e"), _("Legami"))
    cells: Cells = [(label_of(bond.one), label_of(bond.other), bond.words) for bond in bonds]
    title = _("Chi si aiuta con chi")
    return Chart("kinds", title, said_of(bonds), heads, cells, picture=network_svg(rows))


def margins(shown: Shown, network: str = PEOPLE) -> Chart | None:
    """Draw the measures of ties with their intervals."""
    found = [shown.of(code, network) for code in WITH_MARGIN]
    rows = tuple(
        Range(name_of(each.code), each.value, each.low, each.high, written(each))
        for each in found
        if each.value is not None and each.low is not None and each.high is not None
    )
    if not rows:
        return None
    title = _("Quanto sono sicuri questi numeri")
    said = _(
        "Con altri dati dello stesso tipo ogni misura cadrebbe nel suo tratto 95 volte su 100."
    )
    least = -1.0 if any(row.low < 0 for row in rows) else 0.0
    cells: Cells = [
        (
            row.label,
            row.written,
            f"{row.low:.2f}".replace(".", ","),
            f"{row.high:.2f}".replace(".", ","),
        )
        for row in rows
    ]
    heads = (_("Misura"), _("Valore"), _("Da"), _("A"))
    return Chart("margins", title, said, heads, cells, Figure(title, said, Ranges(rows, least)))


def cohorts(shown: Shown) -> Chart | None:
    """Lay out how many of those who first gave in a year gave in each year after: a table alone."""
    rows = shown.tables.get("cohorts", [])
    years = sorted({row["year"] for row in rows})
    firsts = sorted({row["first"] for row in rows})
    if len(years) < FEWEST_MONTHS:
        return None
    found = {(row["first"], row["year"]): row["people"] for row in rows}
    heads = (_("Hanno iniziato nel"), *(str(year) for year in years))
    cells: Cells = [
        (
            str(first),
            *(
                grouped(found.get((first, year), 0), language()) if year >= first else ""
                for year in years
            ),
        )
        for first in firsts
    ]
    title = _("Chi resta, anno dopo anno")
    began, after = found.get((firsts[0], firsts[0]), 0), found.get((firsts[0], years[-1]), 0)
    said = _("Di chi ha iniziato nel %(first)s (%(began)s) nel %(last)s danno ancora: %(after)s.")
    said %= {"first": firsts[0], "began": began, "last": years[-1], "after": after}
    return Chart("cohorts", title, said, heads, cells)


ALL: Final[dict[str, Maker]] = {
    "months": months,
    "euros": euros,
    "kinds": kinds,
    "settings": settings,
    "survival": survival,
    "cohorts": cohorts,
    "margins": margins,
}


# Those that are by person or by household.
BY_NETWORK: Final = ("survival", "margins")


def drawn_of(name: str, shown: Shown, network: str) -> Chart | None:
    """Draw a chart by its name, by person or by household where it is; None without anything."""
    return ALL[name](shown, network) if name in BY_NETWORK else ALL[name](shown)


def _line(label: str, rows: list[dict[str, Any]], name: str, ink: Any) -> Line:
    points = tuple((month_day(row["month"]), float(row[name])) for row in rows)
    return Line(label, points, grouped(rows[-1][name], language()), ink)
