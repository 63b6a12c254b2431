"""How a study, its days and its figures are written on paper."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext as _

from ritrovo.foundations.documents.impact_report import PaperChart, PaperNumber
from ritrovo.foundations.look.formatting import format_day, format_moment
from ritrovo.insight.impact import charts, panels
from ritrovo.insight.impact.shown import Shown, Told
from ritrovo.insight.impact.wording import margin, why_not, written

DASH: Final = "\N{EN DASH}"


def on_paper(chart: charts.Chart | None) -> tuple[PaperChart, ...]:
    """Give a chart for paper, if there is one."""
    return (PaperChart(chart.said, chart.on_paper),) if chart and chart.on_paper else ()


def numbers_of(shown: Shown, codes: tuple[tuple[str, str], ...]) -> tuple[PaperNumber, ...]:
    """Write figures for paper, each with its margin."""
    return tuple(number_of(shown.of(code, network)) for code, network in codes)


def number_of(figure: Told) -> PaperNumber:
    """Write a figure for paper with its margin; where there is none, why."""
    name = panels.name_of(figure.code)
    if not figure.is_told:
        return PaperNumber(name, DASH, why_not(figure))
    between = margin(figure)
    note = _("margine %(margin)s") % {"margin": between} if between else ""
    return PaperNumber(name, written(figure), note)


def title_of(shown: Shown) -> str:
    """Name whose second victory it is, as a title."""
    name = shown.scope.name
    return name[:1].upper() + name[1:]


def period_words(shown: Shown) -> str:
    """Say over which days a study looks."""
    if shown.period.year is not None:
        return _("anno %(year)s") % {"year": shown.period.year}
    return _("da sempre, fino al %(day)s") % {"day": format_day(shown.known_until)}


def known_words(shown: Shown) -> str:
    """Say at which moment the figures were known."""
    return _("Numeri noti il %(moment)s.") % {"moment": format_moment(shown.known_until)}
