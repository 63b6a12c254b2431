"""Every measure explained in plain words, with an example worked through."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from ritrovo.foundations.contributions.definitions import DEFINITIONS
from ritrovo.foundations.kernel.access import ANYONE, opens_to
from ritrovo.insight.impact.explanations import ELSEWHERE, EXPLANATIONS, explained_at
from ritrovo.insight.impact.panels import GROUPS, TOGETHER, name_of
from ritrovo.insight.impact.words_of_units import unit_words


@opens_to(ANYONE)
@require_GET
def measures(request: HttpRequest) -> HttpResponse:
    """List every measure by what it tells of, with its meaning."""
    groups = [(title, lead, [_entry(code) for code in codes]) for title, lead, codes in listed()]
    return render(request, "impact/measures.html", {"groups": groups})


@opens_to(ANYONE)
@require_GET
def measure(request: HttpRequest, code: str) -> HttpResponse:
    """Explain one measure; those that campaigns count stand where they always did."""
    if code in ELSEWHERE:
        return redirect(explained_at(code))
    explanation = EXPLANATIONS.get(code)
    if explanation is None:
        raise Http404
    beside = [each for each in TOGETHER if each != code] if code in TOGETHER else []
    context = {
        "explanation": explanation,
        "unit": unit_words(explanation.registered.unit),
        "beside": [(name_of(each), explained_at(each)) for each in beside],
    }
    return render(request, "impact/measure.html", context)


def listed() -> list[tuple[str, str, tuple[str, ...]]]:
    """Give the groups of measures as the page of a study has them, those read as one first."""
    first, *rest = [(str(title), str(lead), codes) for title, lead, codes in GROUPS]
    title, lead, codes = first
    return [(title, lead, (*TOGETHER, *codes)), *rest]


def _entry(code: str) -> tuple[str, str, object]:
    if code in ELSEWHERE:
        return name_of(code), explained_at(code), DEFINITIONS[ELSEWHERE[code]].meaning
    return name_of(code), explained_at(code), EXPLANATIONS[code].meaning
