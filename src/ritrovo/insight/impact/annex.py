"""The annex of an organisation's year for its social report, under the eight headings of the law.

DM 4 July 2019. A heading that no figure of the platform fills says why it is left out.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from ritrovo.foundations.documents.impact_report import (
    PaperNumber,
    ReportPage,
    Section,
    report_pdf,
)
from ritrovo.foundations.look.formatting import format_amount, format_day
from ritrovo.foundations.payments.queries.advantages import advantage_year
from ritrovo.foundations.people.models import Organisation
from ritrovo.foundations.volunteers.queries.hours import hours_sum
from ritrovo.insight.impact import charts
from ritrovo.insight.impact.paper_words import (
    known_words,
    numbers_of,
    on_paper,
    period_words,
    title_of,
)
from ritrovo.insight.impact.papers import ANSWERS, DONE, EFFECTS
from ritrovo.insight.impact.shown import Shown


def annex(shown: Shown, year: int, url: str) -> bytes:
    """Set the annex of an organisation's year. Five queries."""
    body = Organisation.objects.select_related("municipality").get(pk=UUID(shown.scope.id))
    page = ReportPage(
        title=_("Allegato per il bilancio sociale"),
        name=title_of(shown),
        below=period_words(shown),
        premise=_(
            "Gli otto titoli sono quelli delle linee guida per il bilancio sociale (decreto "
            "ministeriale 4 luglio 2019). Dove la piattaforma non ha numeri è detto perché. Ore, "
            "euro e persone sono attività, non impatto."
        ),
        sections=(
            method_section(shown),
            general_section(body),
            Section(_("Struttura, governo e amministrazione"), (elsewhere(),)),
            people_section(shown, body, year),
            Section(
                _("Obiettivi e attività"),
                (
                    _("Quello che l'ente ha dato e ricevuto, e le iniziative che ha promosso."),
                    not_impact(),
                    _(
                        "I bisogni a cui si è risposto e il benessere della comunità stanno "
                        "separati. Dicono che cosa è cambiato per la comunità in questi fatti; "
                        "non dimostrano che sia stato l'ente a cambiarlo."
                    ),
                ),
                (
                    *under(_("Attività"), numbers_of(shown, DONE)),
                    *under(_("Risposte ai bisogni"), numbers_of(shown, ANSWERS)),
                    *under(_("Benessere della comunità"), numbers_of(shown, EFFECTS)),
                ),
                on_paper(charts.months(shown)),
            ),
            money_section(shown, body, year),
            other_section(shown),
            Section(
                _("Monitoraggio svolto dall'organo di controllo"),
                (_("Omesso: lo scrive l'organo di controllo dell'ente, se c'è."),),
            ),
        ),
        url=url,
        known=known_words(shown),
    )
    return report_pdf(page, language=charts.spoken(), made_at=shown.known_until)


def not_impact() -> str:
    """Say that what was done is not what changed."""
    return _(
        "Ore, euro, gesti e persone dicono quanto si è fatto: sono attività e prodotti, non "
        "impatto."
    )


def under(kind: str, numbers: tuple[PaperNumber, ...]) -> tuple[PaperNumber, ...]:
    """Say of each number of which kind it is, before its note."""
    return tuple(
        replace(each, note=f"{kind}; {each.note}" if each.note else kind) for each in numbers
    )


def elsewhere() -> str:
    """Say why a heading is empty."""
    return _("Omesso: sono notizie che la piattaforma non ha. Le aggiunge chi redige il bilancio.")


def method_section(shown: Shown) -> Section:
    """Say how the figures were made."""
    return Section(
        _("Metodologia adottata"),
        (
            _(
                "I numeri vengono dai gesti registrati e non annullati e dalle tappe delle "
                "iniziative, con le stesse definizioni per tutti gli enti. Non si dicono i numeri "
                "che parlano di chi ha ricevuto aiuto quando riguardano poche persone."
            ),
            known_words(shown),
        ),
    )


def general_section(body: Organisation) -> Section:
    """Say who the body is, as it registered itself."""
    known = (
        (_("Denominazione"), body.legal_name),
        (_("Forma"), body.get_kind_display()),
        (_("Codice fiscale"), body.tax_code),
        (_("Partita IVA"), body.vat_number),
        (_("Sede"), ", ".join(filter(None, (body.address, str(body.municipality or ""))))),
        (_("Registro unico nazionale del Terzo settore"), runts_of(body)),
    )
    return Section(
        _("Informazioni generali sull'ente"),
        tuple(f"{name}: {said}" for name, said in known if said),
    )


def runts_of(body: Organisation) -> str:
    """Say where the body is entered; empty where it is not."""
    if not body.runts_number or body.runts_date is None:
        return ""
    told = {"number": body.runts_number, "day": format_day(body.runts_date)}
    return _("n. %(number)s, dal %(day)s") % told


def people_section(shown: Shown, body: Organisation, year: int) -> Section:
    """Say who volunteers; workers and their pay are not known here."""
    given = hours_sum(body.pk, date(year, 1, 1), date(year, 12, 31))
    volunteers = (
        PaperNumber(_("Volontari con ore confermate"), str(given.people), _("dal registro")),
        PaperNumber(
            _("Ore di volontariato confermate"), format_amount(given.amount), _("dal registro")
        ),
    )
    return Section(
        _("Persone che operano per l'ente"),
        (
            _(
                "Omessi i lavoratori, le retribuzioni e il rapporto fra di esse: la piattaforma "
                "non li ha."
            ),
            not_impact(),
        ),
        (*volunteers, *numbers_of(shown, (("paid", ""),))),
    )


def money_section(shown: Shown, body: Organisation, year: int) -> Section:
    """Say what came from people and what from public bodies, apart."""
    public = advantage_year(body.pk, year)
    return Section(
        _("Situazione economico-finanziaria"),
        (
            _(
                "Fonti pubbliche e private stanno separate. Omesso il resto: sta nel bilancio di "
                "esercizio."
            ),
            _("Il denaro raccolto è una risorsa, non un impatto."),
        ),
        (
            *numbers_of(shown, (("euro_cents", ""),)),
            PaperNumber(
                _("Vantaggi da enti pubblici"),
                format_amount(public.total, short=True),
                _("legge 124/2017, anche in natura"),
            ),
        ),
    )


def other_section(shown: Shown) -> Section:
    """Say what the community has in its hands."""
    return Section(
        _("Altre informazioni"),
        (
            _(
                "Omessi contenziosi, impatto ambientale e governo dell'ente: la piattaforma non li "
                "ha."
            ),
        ),
        numbers_of(
            shown, (("commons_promised", ""), ("commons_delivered", ""), ("commons_kept", ""))
        ),
    )
