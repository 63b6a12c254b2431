"""Pages about the people an organisation knows: search, register, dossier, groups."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ritrovo.foundations.ecosystems.queries import actor_of
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import Scope, opens_to
from ritrovo.foundations.people import actions, queries
from ritrovo.foundations.people.choices import PartyKind
from ritrovo.foundations.people.forms import (
    DossierForm,
    EndHostingForm,
    GroupForm,
    HostingForm,
    HouseholdForm,
    PersonForm,
    SearchForm,
)
from ritrovo.foundations.people.models import Dossier, Organisation
from ritrovo.foundations.people.policies import RULES
from ritrovo.site.desk.submitting import answered
from ritrovo.site.desk.views.organisations import trail_to

A_PAGE = 50


@require_safe
@opens_to(RULES["search_dossiers"])
def search(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Find somebody among the people the organisation knows; the search is logged."""
    actor = actor_of(request)
    organisation = queries.organisation_for(actor, organisation_id)
    RULES["search_dossiers"].require(actor, Scope(organisation_id))
    form = SearchForm(request.GET)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    found: list[Dossier] = []
    if text:
        found = actions.search_dossiers(actor=actor, organisation_id=organisation_id, text=text)
    context = {
        "organisation": organisation,
        "form": SearchForm(initial={"q": text}),
        "text": text,
        "found": found,
        "may_be_more": len(found) == queries.MOST_FOUND,
        "trail": trail_to(organisation),
        "may_see_searches": queries.MAY_SEE_SEARCHES.admits(actor, Scope(organisation_id)),
    }
    return render(request, "desk/people.html", context)


@require_safe
@opens_to(RULES["save_site"])
def searches(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Show who searched the organisation's people, and when; never what for."""
    actor = actor_of(request)
    organisation = queries.organisation_for(actor, organisation_id)
    made = queries.searches(actor, organisation_id)
    page = Paginator(made, A_PAGE).get_page(request.GET.get("page"))
    context = {"organisation": organisation, "page": page, "trail": trail_to(organisation)}
    return render(request, "desk/searches.html", context)


@require_http_methods(["GET", "POST"])
@opens_to(RULES["register_person"])
def register(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Record a person whom the organisation meets."""
    actor = actor_of(request)
    organisation = queries.organisation_for(actor, organisation_id)
    RULES["register_person"].require(actor, Scope(organisation_id))
    return answered(
        request,
        PersonForm(request.POST or None, initial={"given_name": request.GET.get("nome", "")}),
        partial(actions.register_person, actor=actor, organisation_id=organisation_id),
        onward=lambda person: page_of(organisation, person.pk),
        title=_("Una persona nuova"),
        intro=_("Basta il nome: e-mail e telefono servono solo se li vuole lasciare."),
        action=_("Registra la persona"),
        trail=trail_to(organisation),
    )


@require_http_methods(["GET", "POST"])
@opens_to(RULES["register_household"])
def register_household(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Record a family as one party."""
    actor = actor_of(request)
    organisation = queries.organisation_for(actor, organisation_id)
    RULES["register_household"].require(actor, Scope(organisation_id))
    return answered(
        request,
        HouseholdForm(request.POST or None),
        partial(actions.register_household, actor=actor, organisation_id=organisation_id),
        onward=lambda household: page_of(organisation, household.pk),
        title=_("Una famiglia"),
        action=_("Registra la famiglia"),
        trail=trail_to(organisation),
    )


@require_http_methods(["GET", "POST"])
@opens_to(RULES["register_group"])
def register_group(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Record an informal group."""
    actor = actor_of(request)
    organisation = queries.organisation_for(actor, organisation_id)
    RULES["register_group"].require(actor, Scope(organisation_id))
    return answered(
        request,
        GroupForm(request.POST or None),
        partial(actions.register_group, actor=actor, organisation_id=organisation_id),
        onward=lambda group: page_of(organisation, group.pk),
        title=_("Un gruppo informale"),
        intro=_("Persone che fanno insieme senza una forma legale."),
        action=_("Registra il gruppo"),
        trail=trail_to(organisation),
    )


@require_http_methods(["GET", "POST"])
@opens_to(RULES["edit_dossier"])
def person(request: HttpRequest, organisation_id: UUID, party_id: UUID) -> HttpResponse:
    """Show and change what the organisation knows of somebody."""
    actor = actor_of(request)
    organisation = queries.organisation_for(actor, organisation_id)
    dossier = queries.dossier_of(actor, organisation_id, party_id)
    is_group = dossier.party.kind == PartyKind.GROUP
    fields = DossierForm.base_fields
    form = DossierForm(request.POST or None, initial={f: getattr(dossier, f) for f in fields})
    return answered(
        request,
        form,
        partial(
            actions.edit_dossier,
            actor=actor,
            organisation_id=organisation_id,
            party_id=party_id,
        ),
        onward=reverse("desk:people", args=[organisation_id]),
        template="desk/person.html",
        dossier=dossier,
        organisation=organisation,
        host=queries.host_of(party_id) if is_group else None,
        hostings=queries.hostings_of(party_id, organisation_id) if is_group else (),
        may_end_hosting=RULES["end_hosting"].admits(actor, Scope(organisation_id)),
        may_host=is_group and RULES["host_group"].admits(actor, Scope(organisation_id)),
        trail=[
            *trail_to(organisation),
            (_("Persone"), reverse("desk:people", args=[organisation_id])),
        ],
    )


@require_http_methods(["GET", "POST"])
@opens_to(RULES["host_group"])
def host(request: HttpRequest, organisation_id: UUID, party_id: UUID) -> HttpResponse:
    """Record the written agreement by which the organisation receives money for a group."""
    actor = actor_of(request)
    organisation = queries.organisation_for(actor, organisation_id)
    RULES["host_group"].require(actor, Scope(organisation_id))
    dossier = queries.dossier_of(actor, organisation_id, party_id)
    return answered(
        request,
        HostingForm(request.POST or None, request.FILES or None),
        partial(
            actions.host_group, actor=actor, organisation_id=organisation_id, group_id=party_id
        ),
        onward=page_of(organisation, party_id),
        title=_("Ospitare un gruppo"),
        intro=_("L'organizzazione riceve il denaro raccolto da «%(name)s», secondo l'accordo.")
        % {"name": dossier.party.name},
        action=_("Registra l'accordo"),
        trail=trail_to(organisation),
    )


@require_http_methods(["GET", "POST"])
@opens_to(RULES["end_hosting"])
def end_hosting(
    request: HttpRequest, organisation_id: UUID, party_id: UUID, hosting_id: UUID
) -> HttpResponse:
    """Ask on which day an agreement ends, naming the group."""
    actor = actor_of(request)
    organisation = queries.organisation_for(actor, organisation_id)
    RULES["end_hosting"].require(actor, Scope(organisation_id))
    hosting = get_object_or_404(queries.hostings_of(party_id, organisation_id), pk=hosting_id)
    return answered(
        request,
        EndHostingForm(request.POST or None, initial={"until": clock.today()}),
        partial(actions.end_hosting, actor=actor, hosting_id=hosting.pk),
        onward=page_of(organisation, party_id),
        title=_("L'accordo finisce?"),
        intro=_("Da quel giorno non ricevete più denaro per «%(name)s». Il passato resta scritto.")
        % {"name": hosting.group.party.name},
        action=_("Segna la fine dell'accordo"),
        trail=trail_to(organisation),
    )


def page_of(organisation: Organisation, party_id: UUID) -> str:
    """Give the address of what an organisation knows of a party."""
    return reverse("desk:person", args=[organisation.pk, party_id])
