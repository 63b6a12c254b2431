"""The list of occasional volunteers."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ritrovo.foundations.ecosystems.queries import actor_of
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import opens_to
from ritrovo.foundations.look.submitting import carried_out
from ritrovo.foundations.people.queries import dossier_of
from ritrovo.foundations.volunteers.actions import registering as actions
from ritrovo.foundations.volunteers.forms import OccasionalForm
from ritrovo.foundations.volunteers.policies import READERS, RULES, WRITERS
from ritrovo.foundations.volunteers.queries.registers import (
    known_details,
    occasion_of,
)
from ritrovo.foundations.volunteers.queries.registers import (
    occasions as occasions_of,
)
from ritrovo.site.desk.volunteers.frame import address, body_for, go, in_pages, page, trail_to


@opens_to(READERS)
@require_safe
def occasions(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Show who volunteers now and then, newest day first."""
    organisation = body_for(request, organisation_id)
    return page(
        request,
        "occasions",
        organisation,
        section="occasions",
        page=in_pages(request, occasions_of(organisation_id)),
        day=clock.today(),
    )


@opens_to(RULES["write_occasional"])
@require_http_methods(["GET", "HEAD", "POST"])
def write(
    request: HttpRequest, organisation_id: UUID, party_id: UUID | None = None
) -> HttpResponse:
    """Write somebody into the list: a person the organisation knows, or a new one."""
    organisation = body_for(request, organisation_id, WRITERS)
    actor = actor_of(request)
    if party_id:
        dossier_of(actor, organisation_id, party_id)
    form = OccasionalForm(
        request.POST or None,
        details=known_details(organisation_id, party_id) if party_id else None,
        initial={"first_day": clock.today()},
    )
    act = partial(
        actions.write_occasional,
        actor=actor,
        organisation_id=organisation_id,
        party_id=party_id,
    )
    if request.method == "POST":
        line = carried_out(form, act)
        if line:
            messages.success(request, _("Fatto: è nell'elenco."))
        elif not form.errors:
            messages.info(request, _("È già nel registro in quei giorni: non serve altro."))
        if not form.errors:
            return go("occasions", organisation)
    return page(
        request,
        "form",
        organisation,
        form=form,
        title=_("Scrivi tra gli occasionali"),
        intro=_("Per chi dà una mano una volta, o ogni tanto. Scrivi il nome prima che cominci."),
        action=_("Scrivi nell'elenco"),
        trail=[*trail_to(organisation), (_("Occasionali"), address("occasions", organisation))],
    )


@opens_to(RULES["take_off_occasional"])
@require_http_methods(["GET", "HEAD", "POST"])
def take_off(request: HttpRequest, organisation_id: UUID, occasion_id: UUID) -> HttpResponse:
    """Ask, naming who, then take somebody off the list."""
    organisation = body_for(request, organisation_id, WRITERS)
    actor = actor_of(request)
    line = occasion_of(actor, organisation_id, occasion_id)
    if request.method == "POST":
        actions.take_off_occasional(actor=actor, occasion_id=occasion_id)
        messages.success(request, _("Non è più nell'elenco."))
        return go("occasions", organisation)
    context = {
        "title": _("Vuoi togliere %(name)s?") % {"name": line.data.details.name},
        "text": _(
            "Togli il nome solo di chi alla fine non è venuto: chi è venuto deve restare scritto."
        ),
        "action": _("Togli dall'elenco"),
        "back": address("occasions", organisation),
        "trail": [*trail_to(organisation), (_("Occasionali"), address("occasions", organisation))],
    }
    return render(request, "desk/ask.html", context)
