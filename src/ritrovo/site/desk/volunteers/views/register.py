"""The register: its lines, a new one, corrections and endings."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ritrovo.foundations.ecosystems.queries import actor_of
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import Scope, opens_to
from ritrovo.foundations.kernel.refusals import NotAllowed, NotFound, Refusal
from ritrovo.foundations.look.submitting import carried_out
from ritrovo.foundations.people.actions import search_dossiers
from ritrovo.foundations.people.forms import SearchForm
from ritrovo.foundations.people.models import Organisation
from ritrovo.foundations.people.queries import dossier_of, organisations_of
from ritrovo.foundations.volunteers.actions import registering as actions
from ritrovo.foundations.volunteers.forms import CorrectionForm, EndingForm, EntryForm
from ritrovo.foundations.volunteers.models import Enrolment
from ritrovo.foundations.volunteers.policies import READERS, RULES, WRITERS
from ritrovo.foundations.volunteers.queries.registers import (
    endings_of,
    enrolled_on,
    enrolment_of,
    enrolments,
    head_of,
    known_details,
    lines_of,
)
from ritrovo.site.desk.volunteers.frame import address, body_for, go, in_pages, page, trail_to

# What somebody is looked for, and where the choice leads: known or new.
PURPOSES = {"registro": ("enrol_known", "enrol"), "occasionali": ("occasion_known", "occasion")}


@opens_to(READERS, anywhere=True)
@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """Choose whose volunteers; with one organisation, go straight there."""
    actor = actor_of(request)
    open_to = [each for each in organisations_of(actor) if READERS.admits(actor, Scope(each.pk))]
    if len(open_to) == 1:
        return go("register", open_to[0])
    return render(request, "volunteers/bodies.html", {"organisations": open_to})


@opens_to(READERS)
@require_safe
def register(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Show who stands in the register; with `tutti`, also who stopped."""
    organisation = body_for(request, organisation_id)
    day, everybody = clock.today(), "tutti" in request.GET
    found = enrolments(organisation_id) if everybody else enrolled_on(organisation_id, day, day)
    return page(
        request,
        "register",
        organisation,
        section="register",
        page=in_pages(request, found),
        everybody=everybody,
        head=head_of(organisation_id),
    )


@opens_to(WRITERS)
@require_safe
def choose(request: HttpRequest, organisation_id: UUID, purpose: str) -> HttpResponse:
    """Look for who is already known before anybody is written twice; the search is logged."""
    organisation = body_for(request, organisation_id, WRITERS)
    if purpose not in PURPOSES:
        raise Http404
    known, new = PURPOSES[purpose]
    form = SearchForm(request.GET)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    found = search_dossiers(actor=actor_of(request), organisation_id=organisation_id, text=text)
    return page(
        request,
        "choose",
        organisation,
        search=SearchForm(initial={"q": text}),
        text=text,
        found=[(each, address(known, organisation, each.party_id)) for each in found],
        new=address(new, organisation),
        purpose=purpose,
    )


@opens_to(RULES["enrol"])
@require_http_methods(["GET", "HEAD", "POST"])
def enrol(
    request: HttpRequest, organisation_id: UUID, party_id: UUID | None = None
) -> HttpResponse:
    """Enrol somebody: a person the organisation knows, or a new one."""
    organisation = body_for(request, organisation_id, WRITERS)
    actor = actor_of(request)
    if party_id:
        dossier_of(actor, organisation_id, party_id)
    form = EntryForm(
        request.POST or None,
        details=known_details(organisation_id, party_id) if party_id else None,
        initial={"started_on": clock.today()},
    )
    act = partial(actions.enrol, actor=actor, organisation_id=organisation_id, party_id=party_id)
    if request.method == "POST" and (entry := carried_out(form, act)):
        messages.success(request, _("Fatto: è la riga %(n)s del registro.") % {"n": entry.number})
        return go("register", organisation)
    return page(
        request,
        "form",
        organisation,
        form=form,
        title=_("Iscrivi nel registro"),
        intro=_("Per chi fa volontariato con voi in modo stabile, non solo una volta."),
        action=_("Iscrivi nel registro"),
    )


@opens_to(READERS)
@require_safe
def show(request: HttpRequest, organisation_id: UUID, entry_id: UUID) -> HttpResponse:
    """Show one enrolment: how it stands, and every line that made it so."""
    organisation = body_for(request, organisation_id)
    return page(
        request,
        "entry",
        organisation,
        enrolment=enrolment_of(actor_of(request), organisation_id, entry_id),
        lines=lines_of(entry_id),
        endings=endings_of(entry_id),
    )


@opens_to(RULES["correct_entry"])
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, organisation_id: UUID, entry_id: UUID) -> HttpResponse:
    """Correct a line with a new one."""
    organisation, enrolment = _held(request, organisation_id, entry_id)
    form = CorrectionForm(
        request.POST or None,
        details=enrolment.data.details,
        initial={"started_on": enrolment.started_on},
    )
    act = partial(actions.correct_entry, actor=actor_of(request), entry_id=entry_id)
    if request.method == "POST" and carried_out(form, act) is not None:
        messages.success(request, _("Corretto. La riga di prima resta scritta."))
        return go("entry", organisation, entry_id)
    return page(
        request,
        "form",
        organisation,
        form=form,
        title=_("Correggi la riga %(n)s") % {"n": enrolment.number},
        intro=_("Non si cancella niente: scriviamo una riga nuova che corregge questa."),
        action=_("Scrivi la correzione"),
        trail=_trail(organisation, enrolment),
    )


@opens_to(RULES["end_volunteering"])
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, organisation_id: UUID, entry_id: UUID) -> HttpResponse:
    """Write somebody's last day, or another one."""
    organisation, enrolment = _held(request, organisation_id, entry_id)
    form = EndingForm(
        request.POST or None, initial={"ended_on": enrolment.ended_on or clock.today()}
    )
    act = partial(actions.end_volunteering, actor=actor_of(request), entry_id=entry_id)
    if request.method == "POST" and carried_out(form, act) is not None:
        messages.success(request, _("Scritto. Grazie del tempo donato!"))
        return go("entry", organisation, entry_id)
    return page(
        request,
        "form",
        organisation,
        form=form,
        title=_("%(name)s ha finito") % {"name": enrolment.data.details.name},
        intro=_("Quel giorno conta ancora: è l'ultimo in cui è nel registro."),
        action=_("Scrivi la fine"),
        trail=_trail(organisation, enrolment),
    )


@opens_to(RULES["reopen_volunteering"])
@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: HttpRequest, organisation_id: UUID, entry_id: UUID) -> HttpResponse:
    """Ask, then say that an ending was a mistake."""
    organisation, enrolment = _held(request, organisation_id, entry_id)
    act = partial(actions.reopen_volunteering, actor=actor_of(request), entry_id=entry_id)
    return _asked(
        request,
        organisation,
        enrolment,
        act,
        title=_("%(name)s continua?") % {"name": enrolment.data.details.name},
        text=_("La fine scritta prima resta, con accanto che era un errore."),
        action=_("Sì, continua"),
        done=_("Scritto: continua."),
    )


@opens_to(RULES["void_entry"])
@require_http_methods(["GET", "HEAD", "POST"])
def void(request: HttpRequest, organisation_id: UUID, entry_id: UUID) -> HttpResponse:
    """Ask, naming the line, then void what was written by mistake."""
    organisation, enrolment = _held(request, organisation_id, entry_id)
    return _asked(
        request,
        organisation,
        enrolment,
        partial(actions.void_entry, actor=actor_of(request), entry_id=entry_id),
        title=_("Vuoi annullare la riga %(n)s?") % {"n": enrolment.number},
        text=_(
            "%(name)s non risulterà aver fatto volontariato con questa riga. Il numero resta "
            "usato, e una riga nuova dice che è annullata."
        )
        % {"name": enrolment.data.details.name},
        action=_("Annulla la riga"),
        done=_("La riga è annullata."),
    )


def _held(
    request: HttpRequest, organisation_id: UUID, entry_id: UUID
) -> tuple[Organisation, Enrolment]:
    organisation = body_for(request, organisation_id, WRITERS)
    return organisation, enrolment_of(actor_of(request), organisation_id, entry_id)


def _trail(organisation: Organisation, enrolment: Enrolment) -> list[tuple[str, str]]:
    line = _("Riga %(n)s") % {"n": enrolment.number}
    return [*trail_to(organisation), (line, address("entry", organisation, enrolment.pk))]


def _asked(
    request: HttpRequest,
    organisation: Organisation,
    enrolment: Enrolment,
    act: Callable[[], object],
    *,
    done: str,
    **words: str,
) -> HttpResponse:
    """Ask, then act; what refuses is said on the line's page."""
    back = address("entry", organisation, enrolment.pk)
    if request.method == "POST":
        try:
            act()
        except (NotAllowed, NotFound):
            raise
        except Refusal as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, done)
        return redirect(back)
    context = {**words, "back": back, "trail": _trail(organisation, enrolment)}
    return render(request, "desk/ask.html", context)
