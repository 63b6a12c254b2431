"""The indicators of a report of impact, each with all that the guidelines ask to be said of it.

Name, definition, unit, dimension, stakeholder, source, method, baseline, value by period, note
(DM 23 July 2019). Nothing here has the dimension of impact: what was done is called so.
"""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ritrovo.foundations.contributions.definitions import DEFINITIONS
from ritrovo.foundations.documents.impact_report import Indicator, Section
from ritrovo.insight.impact import panels
from ritrovo.insight.impact.explanations import ELSEWHERE, EXPLANATIONS
from ritrovo.insight.impact.queries import periods_of
from ritrovo.insight.impact.queries.studies import shown_of, studies_of
from ritrovo.insight.impact.registered import FIGURES
from ritrovo.insight.impact.registering import OURS
from ritrovo.insight.impact.shown import Shown, Told
from ritrovo.insight.impact.wording import brief, margin
from ritrovo.insight.impact.words_of_units import unit_words

# As many years as a line holds.
MOST_YEARS: Final = 5
Codes = tuple[tuple[str, str], ...]
INPUTS: Final = ("minutes", "euro_cents")
ACTIVITIES: Final = ("gifts", "paid", "needs_opened")
DIMENSIONS: Final[dict[str, str | Promise]] = {
    "input": gettext_lazy("risorsa"),
    "activity": gettext_lazy("attività"),
    "output": gettext_lazy("prodotto"),
    "outcome": gettext_lazy("esito"),
}
# Whom a figure is about; all others are about the whole community.
ABOUT: Final[dict[str, str | Promise]] = {
    **dict.fromkeys(
        ("contributors", "gifts", "minutes", "euro_cents", "retention"), gettext_lazy("chi dà")
    ),
    "organisations": gettext_lazy("le organizzazioni"),
    "paid": gettext_lazy("chi lavora"),
    **dict.fromkeys(
        ("needs_opened", "needs_answered", "needs_met", "needs_median_days"),
        gettext_lazy("chi ha chiesto"),
    ),
    **dict.fromkeys(("helped_gave", "helped_within_365"), gettext_lazy("chi è stato aiutato")),
}
FROM_MILESTONES: Final = ("needs_", "commons_")


def indicators_section(shown: Shown, codes: Codes) -> Section:
    """Lay out the indicators one by one. Six queries for each of five years at most."""
    years = years_known(shown)
    return Section(
        _("Gli indicatori, uno per uno"),
        (
            _(
                "Di ognuno: che cosa conta, in che unità, se è una risorsa, un'attività, un "
                "prodotto o un esito, di chi parla, da dove viene, come si calcola, da dove si "
                "parte, quanto vale. Nessuno è chiamato impatto. Gli obiettivi in numeri li "
                "dichiarano le iniziative: stanno sulle loro pagine."
            ),
        ),
        indicators=tuple(
            indicator(shown.of(code, network), shown, years) for code, network in codes
        ),
    )


def years_known(shown: Shown) -> list[Shown]:
    """Give the years of a scope as they were known when it was, the first one first."""
    found = []
    for period in periods_of(shown.scope)[:MOST_YEARS]:
        studies = studies_of(shown.scope, period).filter(known_until__lte=shown.known_until)
        if (study := studies.first()) is not None:
            found.append(shown_of(shown.scope, study))
    return found[::-1]


def indicator(figure: Told, shown: Shown, years: list[Shown]) -> Indicator:
    """Say of a figure all that the guidelines ask."""
    of = FIGURES[figure.code]
    method = formula_of(figure.code)
    if of.source != OURS:
        method = f"{method} ({of.source})" if method else of.source
    told = (
        (_("Definizione"), meaning_of(figure.code)),
        (_("Unità"), unit_words(of.unit)),
        (_("Di chi parla"), str(ABOUT.get(figure.code, _("tutta la comunità")))),
        (_("Fonte"), source_of(figure.code)),
        (_("Metodo"), method),
        (_("Da dove si parte"), baseline(figure, shown, years)),
        (_("Anno per anno"), by_year(figure, years)),
        (_("Nota"), note_of(figure)),
    )
    return Indicator(
        name=panels.name_of(figure.code),
        dimension=str(DIMENSIONS[dimension_of(figure.code)]),
        written=brief(figure),
        facts=tuple((name, said) for name, said in told if said),
    )


def dimension_of(code: str) -> str:
    """Say what a figure is: input, activity, output or outcome; never impact."""
    if code in INPUTS:
        return "input"
    if code in ACTIVITIES:
        return "activity"
    return "outcome" if FIGURES[code].outcome else "output"


def meaning_of(code: str) -> str:
    """Give what a figure means, in the words of its own page."""
    if code in ELSEWHERE:
        return str(DEFINITIONS[ELSEWHERE[code]].meaning)
    return str(EXPLANATIONS[code].meaning)


def formula_of(code: str) -> str:
    """Give how a figure is worked out."""
    return _("si contano") if code in ELSEWHERE else str(EXPLANATIONS[code].formula)


def source_of(code: str) -> str:
    """Say from which records a figure is counted."""
    if code.startswith(FROM_MILESTONES):
        return _("le tappe delle iniziative registrate sulla piattaforma")
    return _("i gesti registrati sulla piattaforma e non annullati")


def baseline(figure: Told, shown: Shown, years: list[Shown]) -> str:
    """Say the figure of the year before; over all time, of the first year."""
    if shown.period.year is None:
        before = years[0] if len(years) > 1 else None
    else:
        wanted = shown.period.year - 1
        before = next((each for each in years if each.period.year == wanted), None)
    if before is None:
        return _("non c'è: prima non si contava")
    return f"{before.period.year}: {brief(before.of(figure.code, figure.network))}"


def by_year(figure: Told, years: list[Shown]) -> str:
    """Write the figure of each year."""
    told = ((each.period.year, each.of(figure.code, figure.network)) for each in years)
    return "; ".join(f"{year}: {brief(found)}" for year, found in told)


def note_of(figure: Told) -> str:
    """Say between which values it lies, and what to beware of."""
    between = margin(figure)
    words = [_("Margine al 95 %%: %(margin)s.") % {"margin": between}] if between else []
    if figure.code in ELSEWHERE:
        words.append(str(DEFINITIONS[ELSEWHERE[figure.code]].leaves_out))
    else:
        words.append(str(EXPLANATIONS[figure.code].edges))
    return " ".join(words)
