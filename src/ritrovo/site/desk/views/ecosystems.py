"""Pages about ecosystems at the desk: mine, a new one, and all that is dated in one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ritrovo.foundations.ecosystems import actions, queries
from ritrovo.foundations.ecosystems.forms import (
    ActorForm,
    DirectionForm,
    EndForm,
    OpeningForm,
    StoryForm,
)
from ritrovo.foundations.ecosystems.holding import scope_of
from ritrovo.foundations.ecosystems.models import (
    Ecosystem,
    EcosystemActor,
    EcosystemDirection,
)
from ritrovo.foundations.ecosystems.policies import MAY_SEE, RULES
from ritrovo.foundations.ecosystems.practices import practices
from ritrovo.foundations.ecosystems.queries import actor_of
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import SIGNED_IN, Actor, opens_to
from ritrovo.foundations.kernel.refusals import NotAllowed
from ritrovo.foundations.people.forms import EcosystemRoleForm
from ritrovo.foundations.places.queries import buildings, neighbourhoods
from ritrovo.site.desk.choices import joinable_parties, promoting_bodies, sites_to_choose
from ritrovo.site.desk.roles import role_words
from ritrovo.site.desk.submitting import answered


@require_safe
@opens_to(SIGNED_IN)
def mine(request: HttpRequest) -> HttpResponse:
    """List the ecosystems the reader looks after."""
    actor = actor_of(request)
    found = queries.ecosystems_of(actor)
    context = {
        "found": [(each, role_words(actor.ecosystems.get(each.pk))) for each in found],
        "may_open": bool(promoting_bodies(actor)),
    }
    return render(request, "desk/ecosystems.html", context)


@require_http_methods(["GET", "POST"])
@opens_to(RULES["open_ecosystem"], anywhere=True)
def open_one(request: HttpRequest) -> HttpResponse:
    """Open an ecosystem for an organisation of the reader's."""
    actor = actor_of(request)
    bodies = promoting_bodies(actor)
    if not bodies:
        raise NotAllowed(
            _("Un ecosistema lo apre un'organizzazione: prima registra la tua, o chiedi un ruolo.")
        )
    return answered(
        request,
        OpeningForm(bodies, sites_to_choose(), request.POST or None),
        partial(actions.open_ecosystem, actor=actor),
        onward=page_of,
        title=_("Un nuovo ecosistema"),
        intro=_("Il contenitore di quello che fate insieme: un tema, un luogo, chi c'è."),
        action=_("Apri l'ecosistema"),
        trail=[(_("Ecosistemi"), reverse("desk:ecosystems"))],
    )


@require_safe
@opens_to(MAY_SEE)
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an ecosystem to who has a part in it: directions, actors, roles, practices, places."""
    actor = actor_of(request)
    page = queries.ecosystem_page(slug)
    MAY_SEE.require(actor, scope_of(page.ecosystem))
    context = {
        "page": page,
        "ecosystem": page.ecosystem,
        "roles": queries.roles_in(page.ecosystem.pk),
        "practices": [(each, each in page.switched_on) for each in practices()],
        "neighbourhoods": neighbourhoods(page.ecosystem.municipality_id).count(),
        "buildings": buildings(page.ecosystem.municipality_id).count(),
        "may": may(actor, page.ecosystem),
        "trail": [(_("Ecosistemi"), reverse("desk:ecosystems"))],
    }
    return render(request, "desk/ecosystem.html", context)


@require_http_methods(["GET", "POST"])
@opens_to(RULES["edit_story"])
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change what is told of an ecosystem."""
    actor, ecosystem = actor_of(request), ecosystem_for(request, "edit_story", slug)
    initial = {name: getattr(ecosystem, name) for name in StoryForm.base_fields}
    return answered(
        request,
        StoryForm(request.POST or None, initial=initial),
        partial(actions.edit_story, actor=actor, ecosystem_id=ecosystem.pk),
        onward=page_of(ecosystem),
        title=_("La storia"),
        action=_("Salva la storia"),
        trail=trail_to(ecosystem),
    )


@require_http_methods(["GET", "POST"])
@opens_to(RULES["set_direction"])
def set_direction(request: HttpRequest, slug: str) -> HttpResponse:
    """Declare a direction from a day."""
    actor, ecosystem = actor_of(request), ecosystem_for(request, "set_direction", slug)
    return answered(
        request,
        DirectionForm(request.POST or None, initial={"since": clock.today()}),
        partial(actions.set_direction, actor=actor, ecosystem_id=ecosystem.pk),
        onward=page_of(ecosystem),
        title=_("Una direzione"),
        intro=_("Da dove viene la spinta a collaborare, e dove va. Può cambiare: la data resta."),
        action=_("Aggiungi la direzione"),
        trail=trail_to(ecosystem),
    )


@require_http_methods(["GET", "POST"])
@opens_to(RULES["end_direction"])
def end_direction(request: HttpRequest, slug: str, row_id: UUID) -> HttpResponse:
    """Say when a direction ended."""
    ecosystem = ecosystem_for(request, "end_direction", slug)
    direction = get_object_or_404(EcosystemDirection, pk=row_id, ecosystem=ecosystem)
    return ended(
        request,
        ecosystem,
        partial(actions.end_direction, direction_id=row_id),
        title=_("Questa direzione è finita?"),
        intro=capfirst(direction.get_direction_display()),
    )


@require_http_methods(["GET", "POST"])
@opens_to(RULES["add_actor"])
def add_actor(request: HttpRequest, slug: str) -> HttpResponse:
    """Add an organisation or a group to those who take part."""
    actor, ecosystem = actor_of(request), ecosystem_for(request, "add_actor", slug)
    parties = joinable_parties(ecosystem)
    return answered(
        request,
        ActorForm(parties, request.POST or None, initial={"since": clock.today()}),
        partial(actions.add_actor, actor=actor, ecosystem_id=ecosystem.pk),
        onward=page_of(ecosystem),
        title=_("Chi partecipa"),
        action=_("Aggiungi"),
        trail=trail_to(ecosystem),
    )


@require_http_methods(["GET", "POST"])
@opens_to(RULES["end_actor"])
def end_actor(request: HttpRequest, slug: str, row_id: UUID) -> HttpResponse:
    """Say when a party stopped taking part."""
    ecosystem = ecosystem_for(request, "end_actor", slug)
    row = get_object_or_404(
        EcosystemActor.objects.select_related("party"), pk=row_id, ecosystem=ecosystem
    )
    return ended(
        request,
        ecosystem,
        partial(actions.end_actor, actor_id=row_id),
        title=_("Non partecipa più?"),
        intro=f"{row.party.name} · {row.get_role_display()}",
    )


@require_http_methods(["GET", "POST"])
@opens_to(RULES["give_ecosystem_role"])
def give_role(request: HttpRequest, slug: str) -> HttpResponse:
    """Give somebody a role in the ecosystem."""
    actor, ecosystem = actor_of(request), ecosystem_for(request, "give_ecosystem_role", slug)
    return answered(
        request,
        EcosystemRoleForm(request.POST or None),
        partial(actions.give_ecosystem_role, actor=actor, ecosystem_id=ecosystem.pk),
        onward=page_of(ecosystem),
        title=_("Dai un ruolo"),
        action=_("Dai il ruolo"),
        trail=trail_to(ecosystem),
    )


@require_http_methods(["GET", "POST"])
@opens_to(RULES["end_ecosystem_role"])
def end_role(request: HttpRequest, slug: str, row_id: UUID) -> HttpResponse:
    """Ask before a role ends, naming whose it is."""
    actor, ecosystem = actor_of(request), ecosystem_for(request, "end_ecosystem_role", slug)
    if request.method == "POST":
        actions.end_ecosystem_role(actor=actor, ecosystem_id=ecosystem.pk, role_id=row_id)
        messages.success(request, _("Il ruolo è finito."))
        return redirect(page_of(ecosystem))
    role = queries.roles_in(ecosystem.pk).filter(pk=row_id).first()
    context = {
        "title": _("Vuoi togliere questo ruolo?"),
        "text": f"{role.person} · {role.get_role_display()}" if role else "",
        "action": _("Togli il ruolo"),
        "back": page_of(ecosystem),
        "trail": trail_to(ecosystem),
    }
    return render(request, "desk/ask.html", context)


@require_POST
@opens_to(RULES["switch_on"])
def switch(request: HttpRequest, slug: str, practice: str) -> HttpResponse:
    """Switch a practice on or off, as the pressed button says."""
    actor, ecosystem = actor_of(request), queries.ecosystem_at(slug)
    change = actions.switch_on if request.POST.get("to") == "on" else actions.switch_off
    change(actor=actor, ecosystem_id=ecosystem.pk, practice=practice)
    return redirect(page_of(ecosystem))


def ended(
    request: HttpRequest,
    ecosystem: Ecosystem,
    act: Callable[..., Any],
    *,
    onward: str = "",
    **words: Any,
) -> HttpResponse:
    """Ask on which day something of an ecosystem ended, and carry it out."""
    return answered(
        request,
        EndForm(request.POST or None, initial={"until": clock.today()}),
        partial(act, actor=actor_of(request), ecosystem_id=ecosystem.pk),
        onward=onward or page_of(ecosystem),
        action=_("Segna la fine"),
        trail=trail_to(ecosystem),
        **words,
    )


def ecosystem_for(request: HttpRequest, verb: str, slug: str) -> Ecosystem:
    """Get the ecosystem of an action's page. Raises EcosystemUnknown, NotAllowed."""
    ecosystem = queries.ecosystem_at(slug)
    RULES[verb].require(actor_of(request), scope_of(ecosystem))
    return ecosystem


def may(actor: Actor, ecosystem: Ecosystem) -> dict[str, bool]:
    """Say which actions the actor may carry out here."""
    return {verb: each.admits(actor, scope_of(ecosystem)) for verb, each in RULES.items()}


def page_of(ecosystem: Ecosystem) -> str:
    """Give the address of an ecosystem's page at the desk."""
    return reverse("desk:ecosystem", args=[ecosystem.slug])


def trail_to(ecosystem: Ecosystem) -> list[tuple[str, str]]:
    """Give the way from the list of ecosystems to one of them."""
    return [(_("Ecosistemi"), reverse("desk:ecosystems")), (ecosystem.name, page_of(ecosystem))]
