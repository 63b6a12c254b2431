"""Pages about one record of a person: all of it, who lives with whom, uniting, forgetting."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ritrovo.foundations.ecosystems.queries import actor_of
from ritrovo.foundations.kernel.access import Scope, opens_to
from ritrovo.foundations.kernel.refusals import NotFound
from ritrovo.foundations.look.submitting import carried_out
from ritrovo.foundations.people import actions, queries, requests
from ritrovo.foundations.people.choices import PartyKind
from ritrovo.foundations.people.forms import (
    AnswerForm,
    EraseOtherForm,
    LeaveForm,
    MemberForm,
    PurposeForm,
    SearchForm,
)
from ritrovo.foundations.people.identities import identity_of
from ritrovo.foundations.people.knowing import kept_of, known_about
from ritrovo.foundations.people.models import Dossier, Person
from ritrovo.foundations.people.policies import RULES
from ritrovo.site.desk.submitting import answered
from ritrovo.site.desk.views.mine import json_answer, private, said, zip_answer
from ritrovo.site.desk.views.organisations import trail_to

A_PAGE = 25


@require_safe
@opens_to(RULES["edit_dossier"])
def everything(request: HttpRequest, organisation_id: UUID, party_id: UUID) -> HttpResponse:
    """Show all that this organisation knows of somebody, to answer who asks at a counter."""
    dossier = dossier_for(request, organisation_id, party_id)
    identity = identity_of(party_id, organisation_id)
    context = {
        "dossier": dossier,
        "tables": known_about(identity),
        "kept": kept_of(identity),
        "objections": requests.standing_objections(identity.party_ids).filter(
            organisation_id=organisation_id
        ),
        "json": reverse("desk:person_json", args=[organisation_id, party_id]),
        "zip": reverse("desk:person_zip", args=[organisation_id, party_id]),
        "may_erase": RULES["erase_dossier"].admits(actor_of(request), Scope(organisation_id)),
        "merged": merged_here(dossier),
        "trail": person_trail(dossier),
    }
    return private(render(request, "desk/everything.html", context))


@require_safe
@opens_to(RULES["edit_dossier"])
def export_json(request: HttpRequest, organisation_id: UUID, party_id: UUID) -> HttpResponse:
    """Give all that this organisation knows of somebody as one JSON file."""
    dossier_for(request, organisation_id, party_id)
    return json_answer(identity_of(party_id, organisation_id))


@require_safe
@opens_to(RULES["edit_dossier"])
def export_zip(request: HttpRequest, organisation_id: UUID, party_id: UUID) -> HttpResponse:
    """Give all that this organisation knows of somebody as a ZIP of CSV files."""
    dossier_for(request, organisation_id, party_id)
    return zip_answer(identity_of(party_id, organisation_id))


@require_http_methods(["GET", "POST"])
@opens_to(RULES["erase_dossier"])
def erase(request: HttpRequest, organisation_id: UUID, party_id: UUID) -> HttpResponse:
    """Say what goes and what stays, then let this organisation forget somebody."""
    actor = actor_of(request)
    RULES["erase_dossier"].require(actor, Scope(organisation_id))
    dossier = dossier_for(request, organisation_id, party_id)
    return answered(
        request,
        EraseOtherForm(request.POST if request.method == "POST" else None),
        lambda is_sure: actions.erase_dossier(
            actor=actor, organisation_id=organisation_id, party_id=party_id
        ),
        onward=lambda erasure: reverse("desk:erased", args=[erasure.pk]),
        template="desk/erase.html",
        title=_("Cancellare %(name)s?") % {"name": dossier.party.name},
        action=_("Cancella quello che sappiamo"),
        kept=kept_of(identity_of(party_id, organisation_id)),
        is_for_another=True,
        back=reverse("desk:everything", args=[organisation_id, party_id]),
        trail=person_trail(dossier),
    )


@require_http_methods(["GET", "POST"])
@opens_to(RULES["record_objection"])
def record_objection(request: HttpRequest, organisation_id: UUID, party_id: UUID) -> HttpResponse:
    """Write down an objection somebody made by phone or at a counter."""
    dossier = dossier_for(request, organisation_id, party_id)
    return answered(
        request,
        PurposeForm(request.POST or None),
        partial(
            actions.record_objection,
            actor=actor_of(request),
            organisation_id=organisation_id,
            party_id=party_id,
        ),
        onward=reverse("desk:everything", args=[organisation_id, party_id]),
        title=_("%(name)s non vuole…") % {"name": dossier.party.name},
        action=_("Scrivi l'opposizione"),
        trail=person_trail(dossier),
    )


@require_http_methods(["GET", "POST"])
@opens_to(RULES["add_household_member"])
def household(request: HttpRequest, organisation_id: UUID, party_id: UUID) -> HttpResponse:
    """Show who lives in a household, and add somebody the organisation knows."""
    actor = actor_of(request)
    RULES["add_household_member"].require(actor, Scope(organisation_id))
    dossier = dossier_for(request, organisation_id, party_id)
    found, text = searched(request, organisation_id)
    people = Person.objects.filter(pk__in=[each.party_id for each in found])
    if request.method == "POST":
        people = Person.objects.filter(party__dossiers__organisation_id=organisation_id)
    form = MemberForm(people, request.POST or None)
    act = partial(
        actions.add_household_member,
        actor=actor,
        organisation_id=organisation_id,
        household_id=party_id,
    )
    return answered(
        request,
        form,
        lambda person, since, until: act(person_id=person.pk, since=since, until=until),
        onward=reverse("desk:household", args=[organisation_id, party_id]),
        template="desk/household.html",
        dossier=dossier,
        members=requests.members_of(party_id),
        found=found,
        text=text,
        search=SearchForm(initial={"q": text}),
        trail=person_trail(dossier),
    )


@require_http_methods(["GET", "POST"])
@opens_to(RULES["end_household_member"])
def leave_household(
    request: HttpRequest, organisation_id: UUID, party_id: UUID, member_id: UUID
) -> HttpResponse:
    """Ask since when somebody lives there no more."""
    actor = actor_of(request)
    RULES["end_household_member"].require(actor, Scope(organisation_id))
    dossier = dossier_for(request, organisation_id, party_id)
    member = get_object_or_404(requests.members_of(party_id), pk=member_id)
    return answered(
        request,
        LeaveForm(request.POST or None),
        partial(
            actions.end_household_member,
            actor=actor,
            organisation_id=organisation_id,
            member_id=member_id,
        ),
        onward=reverse("desk:household", args=[organisation_id, party_id]),
        title=_("%(name)s non ci vive più?") % {"name": member.person.party.name},
        action=_("Segna la data"),
        trail=person_trail(dossier),
    )


@require_http_methods(["GET", "POST"])
@opens_to(RULES["unite_records"])
def unite(request: HttpRequest, organisation_id: UUID, party_id: UUID) -> HttpResponse:
    """Find the other record of the same person, and read both as one."""
    actor = actor_of(request)
    RULES["unite_records"].require(actor, Scope(organisation_id))
    dossier = dossier_for(request, organisation_id, party_id)
    found, text = searched(request, organisation_id)
    context: dict[str, Any] = {
        "dossier": dossier,
        "found": [each for each in found if is_other(each, dossier)],
        "text": text,
        "search": SearchForm(initial={"q": text}),
        "trail": person_trail(dossier),
    }
    if request.method == "POST":
        into = chosen(request.POST.get("into", ""), organisation_id)
        form = EraseOtherForm({"is_sure": "on"})
        done = carried_out(
            form,
            lambda is_sure: actions.unite_records(
                actor=actor,
                organisation_id=organisation_id,
                party_id=party_id,
                into_id=into.party_id,
            ),
        )
        if done is not None:
            messages.success(request, _("Fatto: si leggono come una persona sola."))
            return redirect("desk:everything", organisation_id, into.party_id)
        context["refused"] = form.non_field_errors()
        return render(request, "desk/unite.html", context, status=422)
    return render(request, "desk/unite.html", context)


@require_http_methods(["GET", "POST"])
@opens_to(RULES["part_records"])
def part(request: HttpRequest, organisation_id: UUID, party_id: UUID) -> HttpResponse:
    """Ask before two records are read as two again, naming both."""
    actor = actor_of(request)
    RULES["part_records"].require(actor, Scope(organisation_id))
    dossier = dossier_for(request, organisation_id, party_id)
    back = reverse("desk:everything", args=[organisation_id, party_id])
    if request.method == "POST":
        actions.part_records(actor=actor, organisation_id=organisation_id, party_id=party_id)
        said(request, dossier, _("Sono di nuovo due. Quello che ognuno ha fatto resta suo."))
        return redirect(back)
    context = {
        "title": _("Vuoi separare queste due schede?"),
        "text": f"{dossier.party.name} → {dossier.party.merged_into or ''}",
        "action": _("Separa le due schede"),
        "back": back,
        "trail": person_trail(dossier),
    }
    return render(request, "desk/ask.html", context)


@require_safe
@opens_to(RULES["answer_correction"])
def asked(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """List what people asked this organisation to correct."""
    actor = actor_of(request)
    organisation = queries.organisation_for(actor, organisation_id)
    found = requests.corrections_for(actor, organisation_id)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    context = {"organisation": organisation, "page": page, "trail": trail_to(organisation)}
    return render(request, "desk/corrections.html", context)


@require_http_methods(["GET", "POST"])
@opens_to(RULES["answer_correction"])
def answer(request: HttpRequest, organisation_id: UUID, correction_id: UUID) -> HttpResponse:
    """Say what became of a request."""
    actor = actor_of(request)
    organisation = queries.organisation_for(actor, organisation_id)
    found = requests.corrections_for(actor, organisation_id)
    correction = get_object_or_404(found, pk=correction_id)
    return answered(
        request,
        AnswerForm(request.POST or None),
        partial(actions.answer_correction, actor=actor, correction_id=correction.pk),
        onward=reverse("desk:corrections", args=[organisation_id]),
        title=_("%(name)s chiede di correggere") % {"name": correction.party.name},
        intro=correction.text,
        action=_("Rispondi"),
        trail=[
            *trail_to(organisation),
            (_("Richieste"), reverse("desk:corrections", args=[organisation_id])),
        ],
    )


def dossier_for(request: HttpRequest, organisation_id: UUID, party_id: UUID) -> Dossier:
    """Get an organisation's own dossier. Raises OrganisationUnknown, NotAllowed, PartyUnknown."""
    actor = actor_of(request)
    queries.organisation_for(actor, organisation_id)
    return queries.dossier_of(actor, organisation_id, party_id)


def searched(request: HttpRequest, organisation_id: UUID) -> tuple[list[Dossier], str]:
    """Find the persons named in the address; the search is logged."""
    form = SearchForm(request.GET)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    if not text:
        return [], ""
    found = actions.search_dossiers(
        actor=actor_of(request), organisation_id=organisation_id, text=text
    )
    return [each for each in found if each.party.kind == PartyKind.PERSON], text


def chosen(party_id: str, organisation_id: UUID) -> Dossier:
    """Get the record that was chosen. Raises NotFound for what is no record of this body."""
    try:
        wanted = UUID(party_id)
    except ValueError as error:
        raise NotFound from error
    found = Dossier.objects.filter(organisation_id=organisation_id, party_id=wanted).first()
    if found is None:
        raise NotFound
    return found


def is_other(found: Dossier, dossier: Dossier) -> bool:
    """Say whether a record found is not the one in hand, nor read as it already."""
    return dossier.party_id not in (found.party_id, found.party.merged_into_id)


def merged_here(dossier: Dossier) -> list[Dossier]:
    """List the organisation's own records that are read as this one, and this if it is."""
    own = Dossier.objects.filter(organisation_id=dossier.organisation_id)
    into = list(own.filter(party__merged_into=dossier.party_id).select_related("party"))
    return [*into, *([dossier] if dossier.party.merged_into_id else [])]


def person_trail(dossier: Dossier) -> list[tuple[str, str]]:
    """Give the way from the organisations to one of the people it knows."""
    organisation = dossier.organisation
    ids = [organisation.pk, dossier.party_id]
    return [
        *trail_to(organisation),
        (_("Persone"), reverse("desk:people", args=[organisation.pk])),
        (dossier.party.name, reverse("desk:person", args=ids)),
    ]
