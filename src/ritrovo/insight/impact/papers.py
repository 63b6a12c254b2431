"""The second victory on paper: a sheet for the council, a report of impact, an annex.

Every paper bears the day at which its figures were known, not that of its printing: the same
study gives the same bytes.
"""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ritrovo.foundations.documents.impact_report import (
    BoardPage,
    PaperChart,
    PaperNumber,
    ReportPage,
    Section,
    board_pdf,
    report_pdf,
)
from ritrovo.foundations.ecosystems.models import Ecosystem
from ritrovo.foundations.look.formatting import format_day, grouped, language
from ritrovo.insight.impact import charts, panels
from ritrovo.insight.impact.indicators import indicators_section
from ritrovo.insight.impact.nearby import Silent, silent_by_nearness
from ritrovo.insight.impact.paper_rings import progress_of
from ritrovo.insight.impact.paper_words import (
    known_words,
    numbers_of,
    on_paper,
    period_words,
    title_of,
)
from ritrovo.insight.impact.queries import ScopeKind, before_and_after, inner_apart, unreached
from ritrovo.insight.impact.queries.scopes import context_of
from ritrovo.insight.impact.sentences import five_sentences
from ritrovo.insight.impact.shown import Shown
from ritrovo.insight.impact.wording import decimal

OUTPUTS: Final = (
    ("contributors", ""),
    ("organisations", ""),
    ("gifts", ""),
    ("minutes", ""),
    ("euro_cents", ""),
    ("paid", ""),
)
# What the annex has not under headings of their own.
DONE: Final = OUTPUTS[:4]
ANSWERS: Final = (
    ("needs_opened", ""),
    ("needs_answered", ""),
    ("needs_met", ""),
    ("needs_median_days", ""),
)
EFFECTS: Final = (
    ("ties", "people"),
    ("repeated_ties", "people"),
    ("density", "people"),
    ("r", "people"),
    ("rho", "people"),
    ("circularity", "people"),
    ("helped_gave", "people"),
    ("helped_within_365", "people"),
    ("retention", ""),
    ("community_share", ""),
    ("commons_delivered", ""),
    ("commons_kept", ""),
)
MOST_AROUND: Final = 6
MOST_NEAR: Final = 6


def board(shown: Shown, url: str) -> bytes:
    """Set the five sentences, the rings and one chart on one sheet, with the way to the page."""
    drawn = charts.months(shown) or charts.settings(shown)
    page = BoardPage(
        title=title_of(shown),
        below=period_words(shown),
        sentences=tuple((each.title, each.text) for each in five_sentences(shown)),
        url=url,
        known=known_words(shown),
        caveat=_(
            "Chi dà si conta sempre; chi riceve mai, se sono poche persone. Nessuna classifica."
        ),
        progress=progress_of(shown),
        chart=PaperChart(drawn.said, drawn.on_paper) if drawn else None,
    )
    return board_pdf(page, language=charts.spoken(), made_at=shown.known_until)


def report(shown: Shown, url: str) -> bytes:
    """Set the report of impact in the order of the guidelines (DM 23 July 2019)."""
    page = ReportPage(
        title=_("Relazione di impatto sociale"),
        name=title_of(shown),
        below=period_words(shown),
        premise=_(
            "Segue l'ordine delle linee guida per la valutazione dell'impatto sociale (decreto "
            "ministeriale 23 luglio 2019): analisi del contesto e dei bisogni, obiettivi, "
            "attività, valutazione, comunicazione. Quello che si è fatto (ore, euro, persone) è "
            "detto attività e non è chiamato impatto."
        ),
        sections=(
            context_section(shown),
            goals_section(shown),
            activities_section(shown),
            evaluation_section(shown),
            communication_section(shown, url),
            unmeasured_section(),
            indicators_section(shown, (*OUTPUTS, *ANSWERS, *EFFECTS)),
        ),
        url=url,
        known=known_words(shown),
    )
    return report_pdf(page, language=charts.spoken(), made_at=shown.known_until)


def context_section(shown: Shown) -> Section:
    """Say where this happens, what was needed, and who is not reached."""
    ecosystem = ecosystem_of(shown)
    told = [ecosystem.summary] if ecosystem else []
    told.append(
        _("I bisogni sono quelli che le iniziative hanno chiesto in pubblico, oltre ai soldi.")
    )
    rows = unreached(shown.scope, shown.as_of)
    if nearest := silent_by_nearness(rows)[:MOST_NEAR]:
        told.append(
            _("I comuni più vicini dove nessun bisogno ha ancora avuto risposta: %(places)s.")
            % {"places": ", ".join(map(silent_words, nearest))}
        )
    sides = inner_apart(rows)
    if set(sides) == {None}:
        told.append(
            _(
                "Le aree interne non si possono contare a parte: la loro mappa non è caricata su "
                "questa installazione."
            )
        )
    names = {
        True: _("Aree interne"),
        False: _("Altri comuni"),
        None: _("Comuni delle stesse province"),
    }
    notes = _("%(places)s comuni, di cui %(silent)s senza nessuna risposta")
    reached = tuple(
        PaperNumber(
            _("%(side)s: bisogni con una risposta ogni mille abitanti") % {"side": names[kind]},
            decimal(sums.per_thousand) if sums.per_thousand is not None else _("non si sa"),
            notes % {"places": sums.places, "silent": sums.without},
        )
        for kind, sums in sides.items()
    )
    return Section(
        _("Contesto e bisogni"), tuple(told), (*numbers_of(shown, ANSWERS[:1]), *reached)
    )


def silent_words(each: Silent) -> str:
    """Name a municipality without answers, with how many live there."""
    if each.place.inhabitants is None:
        return each.place.municipality
    people = ngettext("%(count)s abitante", "%(count)s abitanti", each.place.inhabitants)
    number = grouped(each.place.inhabitants, language())
    return f"{each.place.municipality} ({people % {'count': number}})"


def goals_section(shown: Shown) -> Section:
    """Say what the community set out to change: the directions its ecosystem declared."""
    title = _("Obiettivi di impatto")
    ecosystem = ecosystem_of(shown)
    if ecosystem is None:
        words = _(
            "Gli obiettivi li dichiara ogni ecosistema collaborativo: qui se ne guardano più "
            "d'uno insieme, e non c'è un obiettivo solo."
        )
        return Section(title, (words,))
    directions = ecosystem.directions.order_by("since", "direction")
    told = tuple(
        _("%(direction)s, dichiarata il %(day)s.")
        % {"direction": each.get_direction_display(), "day": format_day(each.since)}
        for each in directions
    )
    if not told:
        return Section(title, (_("L'ecosistema non ha ancora dichiarato le sue direzioni."),))
    return Section(title, (_("Le direzioni che l'ecosistema ha dichiarato:"), *told))


def activities_section(shown: Shown) -> Section:
    """Say what was done, how it was counted, with what, and when."""
    words = (
        _("Che cosa è stato fatto. Sono attività e prodotti, non impatto."),
        _(
            "Metodo: si contano i gesti registrati e non annullati e le tappe delle iniziative, "
            "mai questionari. Strumento: la piattaforma Ritrovo, che scrive chi ha dato che cosa a "
            "chi, quando e dove, e chi lo conferma. Le misure di rete contano i legami fra "
            "persone; il lavoro pagato sta a parte."
        ),
        _("Tempi: %(period)s. %(known)s")
        % {"period": period_words(shown), "known": known_words(shown)},
    )
    drawn = charts.months(shown)
    figures = numbers_of(shown, OUTPUTS)
    return Section(_("Attività, metodo, strumento e tempi"), words, figures, on_paper(drawn))


def evaluation_section(shown: Shown) -> Section:
    """Say what changed: answers to needs and the good of the community, apart; before and after."""
    words = [
        _(
            "Due risultati stanno separati: le risposte ai bisogni e il benessere della comunità. "
            "Una misura che non è definita lo dice: non è zero."
        )
    ]
    figures = [*numbers_of(shown, ANSWERS[1:]), *numbers_of(shown, EFFECTS)]
    if shown.scope.kind is ScopeKind.CONTEXT:
        found = before_and_after(UUID(shown.scope.id), shown.as_of)
        words.append(
            _(
                "La comunità di %(name)s nell'anno prima, durante e nell'anno dopo: non dimostra "
                "che sia merito dell'iniziativa, perché nello stesso tempo sono successe molte "
                "altre cose."
            )
            % {"name": found.community.name}
        )
        figures += [around_number(line) for line in panels.around_of(found)[:MOST_AROUND]]
    drawn = (*on_paper(charts.survival(shown)), *on_paper(charts.settings(shown)))
    return Section(_("Valutazione"), tuple(words), tuple(figures), drawn)


def around_number(line: panels.Comparison) -> PaperNumber:
    """Write a figure of the community before an initiative, during it and after."""
    told = "; ".join(f"{head.lower()} {value}" for head, value in line.cells)
    return PaperNumber(_("Comunità: %(name)s") % {"name": line.name.lower()}, "", told)


def communication_section(shown: Shown, url: str) -> Section:
    """Say how the figures are told, and to whom."""
    return Section(
        _("Comunicazione"),
        (
            _(
                "Gli stessi numeri stanno su una pagina aperta a tutti, ognuno con la sua "
                "spiegazione: %(url)s"
            )
            % {"url": url.split("?", maxsplit=1)[0].partition("://")[2]},
            _(
                "Si scaricano come CSV, JSON e Common Impact Data Standard. I conteggi passati "
                "restano, con la loro data."
            ),
        )
        if shown.scope.kind is not ScopeKind.ORGANISATION
        else (_("La pagina con questi numeri la vede chi lavora nell'organizzazione."),),
    )


def unmeasured_section() -> Section:
    """Say what no figure here tells."""
    return Section(
        _("Che cosa qui non è misurato"),
        (
            _(
                "La salute, il reddito e la soddisfazione delle persone: non si chiedono e non si "
                "deducono."
            ),
            _("Quello che nessuno ha registrato, e quello che sarebbe successo comunque."),
            _(
                "Gli effetti di lungo periodo: dei beni comuni si sa se sono curati dopo un anno, "
                "non oltre."
            ),
        ),
    )


def ecosystem_of(shown: Shown) -> Ecosystem | None:
    """Find the ecosystem a scope is, or lies in; None where it is of several. Two queries."""
    if shown.scope.kind is ScopeKind.ECOSYSTEM:
        return Ecosystem.objects.get(pk=UUID(shown.scope.id))
    if shown.scope.kind is ScopeKind.CONTEXT:
        context = context_of(UUID(shown.scope.id))
        return Ecosystem.objects.get(pk=context.ecosystem_id)
    return None
