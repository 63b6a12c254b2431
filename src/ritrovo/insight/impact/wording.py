"""How a figure is written: with its unit, or in words that say why there is none."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final

from babel.dates import format_date
from babel.numbers import format_decimal
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ritrovo.foundations.look.formatting import (
    MINUS,
    NO_BREAK,
    format_euros,
    format_minutes,
    grouped,
    language,
)
from ritrovo.insight.impact.registered import FIGURES, Unit
from ritrovo.insight.impact.shown import Told

# Every reason the measures give, in the words of a page.
REASONS: Final[dict[str, str | Promise]] = {
    "no ties": gettext_lazy("non c'è ancora nessun legame"),
    "no people": gettext_lazy("non c'è ancora nessuno"),
    "fewer than two people": gettext_lazy("ci sono meno di due persone"),
    "everybody gives to everybody": gettext_lazy("tutti danno a tutti"),
    "all give, or all receive, the same": gettext_lazy("tutti danno, o ricevono, lo stesso"),
    "nobody stands between two others": gettext_lazy("nessuno sta fra altri due"),
    "no tie between people of known groups": gettext_lazy(
        "non ci sono legami fra realtà di tipo noto"
    ),
    "no time is told": gettext_lazy("non si sa quando"),
    "nobody was helped first": gettext_lazy("nessuno è stato aiutato per primo"),
    "fewer than half have given so far": gettext_lazy("finora ha dato meno di metà"),
    "nobody was followed for so long": gettext_lazy("nessuno è seguito da tanto tempo"),
    "nothing was given": gettext_lazy("non è stato dato niente"),
    "nobody gave in the period before": gettext_lazy("nel periodo prima nessuno aveva dato"),
    "no need was answered": gettext_lazy("nessun bisogno ha ancora avuto risposta"),
    "not counted": gettext_lazy("qui non si conta"),
    "too many ties": gettext_lazy("i legami sono troppi per il calcolo esatto"),
}
COUNTED: Final[dict[str, Callable[[int], str]]] = {
    "contributors": lambda n: ngettext("persona", "persone", n),
    "new_contributors": lambda n: ngettext("persona", "persone", n),
    "new_companions": lambda n: ngettext(
        "nuovo compagno di viaggio", "nuovi compagni di viaggio", n
    ),
    "giving_households": lambda n: ngettext("famiglia", "famiglie", n),
    "new_giving_households": lambda n: ngettext("famiglia", "famiglie", n),
    "organisations": lambda n: ngettext("organizzazione", "organizzazioni", n),
    "needs_opened": lambda n: ngettext("bisogno", "bisogni", n),
    "needs_answered": lambda n: ngettext("ha trovato risposta", "hanno trovato risposta", n),
    "needs_met": lambda n: ngettext("è soddisfatto", "sono soddisfatti", n),
    "needs_median_days": lambda n: ngettext("giorno", "giorni", n),
    "commons_promised": lambda n: ngettext("cosa promessa", "cose promesse", n),
    "commons_delivered": lambda n: ngettext("bene consegnato", "beni consegnati", n),
    "commons_a_year_old": lambda n: ngettext("bene", "beni", n),
    "repeated_ties": lambda n: ngettext("coppia", "coppie", n),
    "ties": lambda n: ngettext("legame", "legami", n),
    "helped": lambda n: ngettext("persona", "persone", n),
    "helped_gave": lambda n: ngettext("ha poi dato", "hanno poi dato", n),
}


def counted(figure: Told) -> str:
    """Write a count with its noun: `143 persone`; in words where it is not told."""
    if figure.value is None:
        return why_not(figure)
    number = round(figure.value)
    noun = COUNTED[figure.code](number) if figure.code in COUNTED else ""
    return f"{grouped(number, language())}{NO_BREAK}{noun}".rstrip(NO_BREAK)


def written(figure: Told) -> str:
    """Write a figure for a table, in its unit; in words where it is not told."""
    if figure.value is None:
        return why_not(figure)
    return in_unit(figure.value, FIGURES[figure.code].unit)


def brief(figure: Told) -> str:
    """Write a figure for a narrow column; a few words where it is not told."""
    if figure.value is not None:
        return in_unit(figure.value, FIGURES[figure.code].unit)
    if figure.is_hidden:
        return _("non lo diciamo")
    return _("troppo pochi") if figure.is_few else _("non definito")


def in_unit(value: float, unit: Unit) -> str:
    """Write a value in its unit: `62 %`, `0,56`, `12 giorni`, `143`."""
    match unit:
        case Unit.SHARE:
            return percent(value)
        case Unit.INDEX:
            return decimal(value)
        case Unit.DAYS:
            days = round(value)
            return f"{grouped(days, language())}{NO_BREAK}{ngettext('giorno', 'giorni', days)}"
        case Unit.MINUTES:
            return format_minutes(round(value))
        case Unit.EURO_CENTS:
            return format_euros(round(value), language(), short=True)
        case _:
            return grouped(round(value), language())


def margin(figure: Told) -> str:
    """Write between which values a figure lies, 95 times in a hundred; nothing where unknown."""
    if figure.value is None or figure.low is None or figure.high is None:
        return ""
    unit = FIGURES[figure.code].unit
    low, high = in_unit(figure.low, unit), in_unit(figure.high, unit)
    return _("da %(low)s a %(high)s") % {"low": low, "high": high}


def why_not(figure: Told) -> str:
    """Say in words why a figure is not told."""
    if figure.is_hidden:
        return _("riguarda poche persone: non lo diciamo")
    if figure.is_few:
        return _("sono troppo pochi: una quota non direbbe niente")
    reason = REASONS.get(figure.why_not_defined)
    return _("non definito: %(reason)s") % {"reason": reason} if reason else _("non definito")


def percent(share: float) -> str:
    """Write a share: `62 %`, `6,2 %`; never more exact than thousandths."""
    pattern = "0" if abs(share) >= 0.1 else "0.#"  # noqa: PLR2004
    text = format_decimal(share * 100, pattern, locale=language())
    return f"{text}%" if language() == "en" else f"{text}{NO_BREAK}%"


def decimal(value: float) -> str:
    """Write an index with two decimals and a true minus: `−0,20`."""
    text = format_decimal(abs(value), "0.00", locale=language())
    return f"{MINUS}{text}" if round(value, 2) < 0 else text


def month_day(month: str) -> date:
    """Give the first day of a month written `2026-01`."""
    year, number = month.split("-")[:2]
    return date(int(year), int(number), 1)


def month_words(month: str) -> str:
    """Write a month: `gennaio 2026`."""
    return format_date(month_day(month), "LLLL y", locale=language())
