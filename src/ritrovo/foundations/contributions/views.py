"""Pages of the desk that records helps, of those who confirm them, and of what numbers mean."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ritrovo.foundations.contributions import actions
from ritrovo.foundations.contributions.choices import Side, Verdict
from ritrovo.foundations.contributions.definitions import DEFINITIONS
from ritrovo.foundations.contributions.errors import FactUnknown
from ritrovo.foundations.contributions.forms import NEW, SIDES, HelpForm, ids_among, searched
from ritrovo.foundations.contributions.links import read, signed
from ritrovo.foundations.contributions.measures import (
    Within,
    counted,
    facts_behind,
    milestones_behind,
    shown,
)
from ritrovo.foundations.contributions.policies import RECORDERS
from ritrovo.foundations.contributions.queries import (
    Sight,
    asked_fact,
    companions_called,
    ecosystems_joined,
    known_names,
    recorded_help,
    recorded_helps,
    sight,
)
from ritrovo.foundations.ecosystems.queries import actor_of
from ritrovo.foundations.kernel.access import ANYONE, Actor, Scope, opens_to
from ritrovo.foundations.kernel.refusals import Refusal
from ritrovo.foundations.people.actions import search_dossiers
from ritrovo.foundations.people.models import Organisation
from ritrovo.foundations.people.queries import organisation_for, organisations_of, site_of

PAGE: Final = 25
LONGEST_NAME: Final = 200


@opens_to(RECORDERS, anywhere=True)
@require_GET
def desks(request: HttpRequest) -> HttpResponse:
    """Choose for which organisation to record; with one, go straight there."""
    actor = actor_of(request)
    open_to = [each for each in organisations_of(actor) if RECORDERS.admits(actor, Scope(each.pk))]
    if len(open_to) == 1:
        return redirect("contributions:helps", open_to[0].pk)
    return render(request, "contributions/desks.html", {"organisations": open_to})


@opens_to(RECORDERS)
@require_GET
def helps(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """List what an organisation recorded, newest first."""
    organisation = _desk_of(actor_of(request), organisation_id)
    page = Paginator(recorded_helps(organisation_id), PAGE).get_page(request.GET.get("page"))
    return render(request, "contributions/helps.html", {"organisation": organisation, "page": page})


@opens_to(RECORDERS)
@require_http_methods(["GET", "POST"])
def new_help(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Record a help: look for people, then save; everything typed stays in between."""
    actor = actor_of(request)
    organisation = _desk_of(actor, organisation_id)
    form = _form(request, actor, organisation)
    looks = request.method == "POST" and "search" in request.POST
    if request.method == "POST" and not looks and form.is_valid():
        try:
            fact = _record(form, actor, organisation_id)
        except Refusal as refusal:
            field = refusal.field if refusal.field in form.fields else None
            form.add_error(field, str(refusal))
        else:
            messages.success(request, _("Registrato. Ora puoi far confermare il gesto."))
            return redirect("contributions:help", organisation_id, fact.pk)
    context = {"organisation": organisation, "form": form, "looks": looks}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "contributions/new_help.html", context, status=status)


@opens_to(RECORDERS)
@require_GET
def help_page(request: HttpRequest, organisation_id: UUID, fact_id: UUID) -> HttpResponse:
    """Show a recorded help, the words of both sides, their links, and how to take it back."""
    actor = actor_of(request)
    organisation = _desk_of(actor, organisation_id)
    fact = recorded_help(actor, organisation_id, fact_id)
    root = site_of(request).root
    sides = [
        {
            "side": side,
            "label": side.label,
            "party": getattr(fact, side.value),
            "says": getattr(fact, f"{side.value}_says"),
            "link": root + reverse("contributions:confirm", args=[signed(fact.pk, side)]),
        }
        for side in Side
    ]
    context = {"organisation": organisation, "fact": fact, "sides": sides}
    return render(request, "contributions/help.html", context)


@opens_to(RECORDERS)
@require_POST
def take_back(request: HttpRequest, organisation_id: UUID, fact_id: UUID) -> HttpResponse:
    """Take back a recorded help."""
    actor = actor_of(request)
    fact = recorded_help(actor, organisation_id, fact_id)
    actions.reverse_help(actor=actor, fact_id=fact.pk)
    messages.success(request, _("Annullato: non conta più. Resta scritto che c'era."))
    return redirect("contributions:help", organisation_id, fact_id)


@opens_to(RECORDERS)
@require_POST
def write_word(request: HttpRequest, organisation_id: UUID, fact_id: UUID) -> HttpResponse:
    """Write down what one side said to the operator."""
    side, verdict = request.POST.get("side"), request.POST.get("verdict")
    if side not in Side.values or verdict not in Verdict.values:
        raise FactUnknown
    actor = actor_of(request)
    fact = recorded_help(actor, organisation_id, fact_id)
    actions.confirm_help(actor=actor, fact_id=fact.pk, side=Side(side), verdict=Verdict(verdict))
    return redirect("contributions:help", organisation_id, fact_id)


@opens_to(ANYONE)
@never_cache
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Ask a giver or a receiver whether it went so; anyone with the link may answer."""
    link = read(token)
    if request.method == "POST" and request.POST.get("verdict") in Verdict.values:
        verdict = Verdict(request.POST["verdict"])
        actions.confirm_by_link(actor=actor_of(request), token=token, verdict=verdict)
        return redirect("contributions:confirm", token)
    fact = asked_fact(link.fact_id)
    context = {
        "fact": fact,
        "is_giver": link.side == Side.GIVER,
        "says": getattr(fact, f"{link.side.value}_says"),
    }
    return render(request, "contributions/confirm.html", context)


@opens_to(ANYONE)
@require_GET
def measures(request: HttpRequest) -> HttpResponse:
    """List what is counted, and what each number means."""
    return render(request, "contributions/measures.html", {"definitions": DEFINITIONS.values()})


@opens_to(ANYONE)
@require_GET
def measure(request: HttpRequest, code: str) -> HttpResponse:
    """Say what a number means and, to those allowed, which facts are behind it."""
    if code not in DEFINITIONS:
        raise FactUnknown
    within = _within(request)
    may_see = sight(actor_of(request), within)
    context: dict[str, Any] = {
        "definition": DEFINITIONS[code],
        "is_somewhere": not within.is_everywhere,
        "value": None if within.is_everywhere else _value(code, within),
        "page": None if may_see.is_blind else _behind(request, code, within, may_see),
        "address": request.GET.urlencode(),
    }
    return render(request, "contributions/measure.html", context)


def _desk_of(actor: Actor, organisation_id: UUID) -> Organisation:
    RECORDERS.require(actor, Scope(organisation_id))
    return organisation_for(actor, organisation_id)


def _form(request: HttpRequest, actor: Actor, organisation: Organisation) -> HelpForm:
    posted = request.POST if request.method == "POST" else None
    known: dict[str, dict[UUID, str]] = {side: {} for side in SIDES}
    if posted is not None:
        for side in SIDES:
            known[side] = _found(posted, side, actor, organisation.pk)
    initial = _met(request, organisation.pk, known) if posted is None else None
    if posted is not None and "search" in posted:
        initial, posted = posted.dict(), None
    form = HelpForm(
        posted,
        initial=initial,
        organisation_name=organisation.legal_name,
        ecosystems=list(ecosystems_joined(organisation.pk)),
        known=known,
    )
    if request.method == "GET":
        first = "receiver_name" if initial else "giver_name"
        form.fields[first].widget.attrs["autofocus"] = True
    return form


def _met(
    request: HttpRequest, organisation_id: UUID, known: dict[str, dict[UUID, str]]
) -> dict[str, str]:
    """Begin with whom a counter met: somebody known (`chi`), or a name as it was said (`nome`)."""
    asked = ids_among(request.GET.getlist("chi"))[:1]
    for party_id, name in known_names(organisation_id, asked).items():
        known["giver"] = {party_id: name}
        return {"giver": str(party_id), "giver_name": name}
    if name := request.GET.get("nome", "").strip()[:LONGEST_NAME]:
        return {"giver": NEW, "giver_name": name}
    return {}


def _found(posted: Any, side: str, actor: Actor, organisation_id: UUID) -> dict[UUID, str]:
    """Name who was found before or, when this side is searched now, who bears the name."""
    text, found = searched(posted, side), {}
    if posted.get("search") != side:
        before = [*posted.getlist(f"{side}_found"), posted.get(side, "")]
        found = known_names(organisation_id, ids_among(before))
    elif text:
        for dossier in search_dossiers(actor=actor, organisation_id=organisation_id, text=text):
            found[dossier.party_id] = dossier.party.name
        found.update({party.pk: party.name for party in companions_called(organisation_id, text)})
    return found


def _record(form: HelpForm, actor: Actor, organisation_id: UUID) -> Any:
    given = form.cleaned_data
    return actions.record_help(
        actor=actor,
        organisation_id=organisation_id,
        giver=form.somebody("giver", organisation_id),
        receiver=form.somebody("receiver", organisation_id),
        kind=given["kind"],
        basis=given["basis"],
        amount=given["amount"],
        occurred_on=given["occurred_on"],
        setting=given["setting"],
        channel=given["channel"],
        key=given["key"],
        ecosystem_id=given["ecosystem"].pk if given["ecosystem"] else None,
        headcount=given["headcount"],
    )


def _within(request: HttpRequest) -> Within:
    """Read the scope from the address: `contesto`, else `ecosistema`, else everywhere."""
    try:
        context, ecosystem = request.GET.get("contesto"), request.GET.get("ecosistema")
        return Within(UUID(context) if context else None, UUID(ecosystem) if ecosystem else None)
    except ValueError:
        raise FactUnknown from None


def _value(code: str, within: Within) -> int | None:
    return shown(code, within) if code == "helped_who_help" else getattr(counted(within), code)


def _behind(request: HttpRequest, code: str, within: Within, may_see: Sight) -> Any:
    if DEFINITIONS[code].is_made_of_milestones:
        rows: Any = milestones_behind(code, within) if may_see.every_fact else []
    else:
        rows = may_see.among(facts_behind(code, within))
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    for row in page.object_list if not DEFINITIONS[code].is_made_of_milestones else ():
        row.giver_name, row.receiver_name = (
            may_see.name(row.giver, row),
            may_see.name(row.receiver, row),
        )
    return page
