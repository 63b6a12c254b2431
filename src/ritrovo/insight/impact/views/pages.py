"""The second victory of a scope: five sentences first, then everything for those who study it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ritrovo.foundations.kernel.access import ANYONE, opens_to
from ritrovo.foundations.look.formatting import format_moment
from ritrovo.insight.impact import charts, panels
from ritrovo.insight.impact.addresses import address_of, asked_as
from ritrovo.insight.impact.disclosure import thresholds
from ritrovo.insight.impact.explanations import explained_at
from ritrovo.insight.impact.nearby import silent_by_nearness
from ritrovo.insight.impact.queries import (
    ALWAYS,
    ScopeKind,
    before_and_after,
    history,
    inner_apart,
    together,
    unreached,
)
from ritrovo.insight.impact.sentences import five_sentences
from ritrovo.insight.impact.shown import Shown, Told
from ritrovo.insight.impact.views.asking import Asked, asked
from ritrovo.insight.impact.wording import written

ON_SUMMARY: Final = ("months", "kinds")
# Longer lists nobody reads: all of it is in the file below.
MOST_PLACES: Final = 12
MOST_DATES: Final = 24
FILES: Final = ("csv", "json", "cids")


@dataclass(frozen=True, slots=True)
class Choice:
    """A link among others: its words, its address, whether it is the open one."""

    words: str
    href: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Result:
    """A number of one of the two results, with its words and the page that explains it."""

    number: str
    label: str
    href: str
    is_told: bool


@opens_to(ANYONE)
@require_GET
def summary(request: HttpRequest, kind: str, scope_id: str = "") -> HttpResponse:
    """Show the second victory of a scope in five sentences; an empty state before any count."""
    question = asked(request, kind, scope_id)
    shown = question.shown
    if shown is None:
        return render(request, "impact/uncounted.html", framed(question, ""))
    return render(
        request,
        "impact/summary.html",
        {
            **framed(question, ""),
            "sentences": five_sentences(shown, question.network),
            "answers": social_answers(shown),
            "wellbeing": well_being(shown, question.network),
            "charts": charts_of(question, ON_SUMMARY),
            **reached(question),
            **around(question),
        },
    )


@opens_to(ANYONE)
@require_GET
def study(request: HttpRequest, kind: str, scope_id: str = "") -> HttpResponse:
    """Show every figure, chart and table of a study, for those who study it."""
    question = asked(request, kind, scope_id)
    shown = question.shown
    if shown is None:
        return render(request, "impact/uncounted.html", framed(question, "study"))
    return render(
        request,
        "impact/study.html",
        {
            **framed(question, "study"),
            "together": panels.together_of(shown, question.network),
            "panels": panels.panels_of(shown, question.network),
            "apart": panels.apart_of(shown),
            "charts": charts_of(question, charts.ALL),
            "dates": dates_by_link(question),
        },
    )


def framed(question: Asked, page: str) -> dict[str, Any]:
    """Give what every page of a scope needs: where else one may go from here."""
    scope = question.scope
    return {
        "question": question,
        "scope": scope,
        "shown": question.shown,
        "periods": periods_by_link(question, page),
        "ways": ways_by_link(question, page),
        "summary_url": address_of(scope) + question.query,
        "study_url": address_of(scope, "study") + question.query,
        "least": thresholds(),
        "count_url": address_of(scope, "count"),
        "files": {each: address_of(scope, each) + question.query for each in FILES},
        "board_url": address_of(scope, "board") + question.query,
        "report_url": address_of(scope, "report") + question.query,
        "annex_url": annex_url(question),
    }


def annex_url(question: Asked) -> str:
    """Give where the annex of an organisation's year is; empty for all else."""
    if question.scope.kind is not ScopeKind.ORGANISATION or question.period.year is None:
        return ""
    return address_of(question.scope, "annex") + question.query


def periods_by_link(question: Asked, page: str) -> list[Choice]:
    """Link all time and each year that was studied."""
    here = address_of(question.scope, page)
    always = Choice(
        _("Da sempre"), here + asked_as(ALWAYS, question.network), question.period == ALWAYS
    )
    return [
        always,
        *(
            Choice(str(each.year), here + asked_as(each, question.network), each == question.period)
            for each in question.periods
        ),
    ]


def ways_by_link(question: Asked, page: str) -> list[Choice]:
    """Link counting by person and counting by household."""
    here = address_of(question.scope, page)
    words = {"people": _("Per persona"), "households": _("Per famiglia")}
    return [
        Choice(said, here + asked_as(question.period, network), network == question.network)
        for network, said in words.items()
    ]


def dates_by_link(question: Asked) -> list[Choice]:
    """Link every day at which this was counted, as it was known then. One query."""
    here = address_of(question.scope, "study")
    current = question.shown.known_until if question.shown else None
    return [
        Choice(
            format_moment(moment),
            here + asked_as(question.period, question.network, moment.isoformat()),
            moment == current,
        )
        for moment in history(question.scope, question.period)[:MOST_DATES]
    ]


def social_answers(shown: Shown) -> list[Result]:
    """Give the first of the two results: needs answered, and in how many days."""
    return [
        result(shown.of("needs_answered"), _("bisogni con una risposta")),
        result(shown.of("needs_met"), _("bisogni soddisfatti")),
        result(shown.of("needs_median_days"), _("dal bisogno alla prima risposta, di solito")),
    ]


def well_being(shown: Shown, network: str) -> list[Result]:
    """Give the second of the two results: ties, what goes round, common goods."""
    circular = shown.of("circularity", network)
    words = _("circolarità: quanto di quello che si dà può tornare a chi lo dà")
    bound = shown.of("circularity_bound", network)
    if not circular.is_told and bound.is_told:
        circular, words = bound, _("circolarità, al più: quanto può tornare a chi dà")
    return [
        result(shown.of("ties", network), _("legami fra persone")),
        result(circular, words),
        result(shown.of("commons_delivered"), _("beni comuni consegnati")),
    ]


def result(figure: Told, words: str) -> Result:
    """Put a figure beside its words."""
    return Result(written(figure), words, explained_at(figure.code), figure.is_told)


def charts_of(question: Asked, names: Iterable[str]) -> list[charts.Chart]:
    """Draw the charts that have something to show, each with the address of its file."""
    drawn = [charts.drawn_of(name, question.counted, question.network) for name in names]
    return [
        replace(each, csv_url=address_of(question.scope, "table", last=each.name) + question.query)
        for each in drawn
        if each is not None
    ]


def reached(question: Asked) -> dict[str, Any]:
    """Say who is not reached: the nearest municipalities without answers, inner areas apart."""
    rows = unreached(question.scope, question.as_of)
    if not rows:
        return {"reach": None}
    names = {True: _("aree interne"), False: _("altri comuni"), None: _("non si sa")}
    sides = inner_apart(rows)
    return {
        "reach": together(rows),
        "missing": together(each for each in rows if not each.answers),
        "silent": silent_by_nearness(rows)[:MOST_PLACES],
        "answered": [each for each in rows if each.answers][:MOST_PLACES],
        "sides": [(names[kind], sums) for kind, sums in sides.items()]
        if set(sides) != {None}
        else [],
        "places_csv": address_of(question.scope, "table", last="luoghi"),
    }


def around(question: Asked) -> dict[str, Any]:
    """Lay the community before, during and after an initiative side by side."""
    if question.scope.kind is not ScopeKind.CONTEXT:
        return {"around": None}
    found = before_and_after(UUID(question.scope.id), question.as_of)
    if not any((found.before, found.during, found.after)):
        return {"around": None}
    return {
        "around": panels.around_of(found),
        "parts": panels.parts_known(found),
        "is_after_known": found.after is not None,
        "community": found.community,
    }
