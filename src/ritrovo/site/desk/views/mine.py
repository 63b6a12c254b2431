"""A person's own page: what is known of them, and what they may ask about it."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ritrovo.foundations.ecosystems.queries import actor_of
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import ANYONE, SIGNED_IN, opens_to
from ritrovo.foundations.people import actions, exports, queries, requests
from ritrovo.foundations.people.forms import (
    CorrectionForm,
    EraseForm,
    IntroductionForm,
    ObjectionForm,
)
from ritrovo.foundations.people.identities import identity_of
from ritrovo.foundations.people.knowing import Identity, kept_of, known_about
from ritrovo.foundations.people.models import Person
from ritrovo.site.desk.submitting import answered

ZIP = "application/zip"


@require_safe
@opens_to(SIGNED_IN)
def show(request: HttpRequest) -> HttpResponse:
    """Show all that is known of who reads, room by room."""
    identity = my_identity(request)
    context = {
        "tables": known_about(identity),
        "objections": requests.standing_objections(identity.party_ids),
        "is_known_elsewhere": bool(queries.claimable(actor_of(request))),
        "json": reverse("desk:mine_json"),
        "zip": reverse("desk:mine_zip"),
    }
    return private(render(request, "desk/mine.html", context))


@require_safe
@opens_to(SIGNED_IN)
def export_json(request: HttpRequest) -> HttpResponse:
    """Give all that is known of who reads as one JSON file."""
    return json_answer(my_identity(request))


@require_safe
@opens_to(SIGNED_IN)
def export_zip(request: HttpRequest) -> HttpResponse:
    """Give all that is known of who reads as a ZIP of CSV files."""
    return zip_answer(my_identity(request))


@require_http_methods(["GET", "POST"])
@opens_to(SIGNED_IN)
def rename(request: HttpRequest) -> HttpResponse:
    """Let who reads correct their own name."""
    actor = actor_of(request)
    me = Person.objects.get(pk=actor.person_id)
    initial = {"given_name": me.given_name, "family_name": me.family_name}
    return answered(
        request,
        IntroductionForm(request.POST or None, initial=initial),
        partial(actions.rename_me, actor=actor),
        onward=reverse("desk:mine"),
        title=_("Come ti chiami?"),
        intro=_("Da adesso ti chiamiamo così. Le ricevute già date restano come sono."),
        action=_("Cambia il mio nome"),
        trail=my_trail(),
    )


@require_http_methods(["GET", "POST"])
@opens_to(SIGNED_IN)
def correct(request: HttpRequest) -> HttpResponse:
    """Ask an organisation to correct what it has wrong."""
    actor = actor_of(request)
    return answered(
        request,
        CorrectionForm(requests.knowing(my_identity(request).party_ids), request.POST or None),
        lambda organisation, text: said(
            request,
            actions.ask_correction(actor=actor, organisation_id=organisation.pk, text=text),
            _("Richiesta mandata. La risposta la trovi qui, fra le richieste di correzione."),
        ),
        onward=reverse("desk:mine"),
        title=_("C'è qualcosa di sbagliato?"),
        action=_("Chiedi di correggerlo"),
        trail=my_trail(),
    )


@require_http_methods(["GET", "POST"])
@opens_to(SIGNED_IN)
def objections(request: HttpRequest) -> HttpResponse:
    """Forbid one use of one's data to one organisation."""
    actor = actor_of(request)
    return answered(
        request,
        ObjectionForm(requests.knowing(my_identity(request).party_ids), request.POST or None),
        lambda organisation, purpose: said(
            request,
            actions.make_objection(actor=actor, organisation_id=organisation.pk, purpose=purpose),
            _("Fatto: da adesso non lo fa più. Puoi ripensarci qui sotto."),
        ),
        onward=reverse("desk:mine"),
        title=_("Non usare i miei dati per…"),
        intro=_("Vale da subito, per una sola organizzazione e per una sola cosa."),
        action=_("Opponiti"),
        trail=my_trail(),
    )


@require_POST
@opens_to(SIGNED_IN)
def take_back(request: HttpRequest, objection_id: UUID) -> HttpResponse:
    """Allow a use again."""
    actions.take_back_objection(actor=actor_of(request), objection_id=objection_id)
    messages.success(request, _("Fatto: può farlo di nuovo."))
    return redirect("desk:mine")


@require_safe
@opens_to(SIGNED_IN)
def before_erasing(request: HttpRequest) -> HttpResponse:
    """Say what would go and what would stay, before anything is asked."""
    identity = my_identity(request)
    context = {
        "tables": [table for table in known_about(identity) if not table.stays],
        "kept": kept_of(identity),
        "onward": reverse("desk:erase_me"),
        "back": reverse("desk:mine"),
        "trail": my_trail(),
    }
    return private(render(request, "desk/before_erasing.html", context))


@require_http_methods(["GET", "POST"])
@opens_to(SIGNED_IN)
def erase(request: HttpRequest) -> HttpResponse:
    """Ask once more, then forget who reads and sign them out."""
    actor = actor_of(request)

    def asked(**_form: bool) -> Any:
        erasure = actions.ask_erasure(actor=actor)
        logout(request)
        return erasure

    return answered(
        request,
        EraseForm(request.POST if request.method == "POST" else None),
        asked,
        onward=lambda erasure: reverse("desk:erased", args=[erasure.pk]),
        template="desk/erase.html",
        title=_("Cancellare tutto di te?"),
        action=_("Cancella tutto di me"),
        back=reverse("desk:mine"),
        trail=[*my_trail(), (_("Che cosa sparisce"), reverse("desk:before_erasing"))],
    )


@require_safe
@opens_to(ANYONE)
def erased(request: HttpRequest, erasure_id: UUID) -> HttpResponse:
    """Say how far an erasure is, and what stays until when; whose it is nobody can tell."""
    erasure = requests.erasure_of(erasure_id)
    context = {"erasure": erasure, "kept": [*map(as_shown, erasure.kept)]}
    return private(render(request, "desk/erased.html", context))


def as_shown(row: dict[str, Any]) -> dict[str, Any]:
    """Give what an erasure kept, its day as a day."""
    return {**row, "until": date.fromisoformat(row["until"]) if row["until"] else None}


def my_identity(request: HttpRequest) -> Identity:
    """Give all the records of who reads."""
    return identity_of(actor_of(request).person_id)


def my_trail() -> list[tuple[str, str]]:
    """Give the way to one's own page."""
    return [(_("Le mie cose"), reverse("desk:mine"))]


def said(request: HttpRequest, made: Any, words: str) -> Any:
    """Say that something was done, and give it on."""
    messages.success(request, words)
    return made


def json_answer(identity: Identity) -> HttpResponse:
    """Answer with one JSON file of what is known."""
    content = exports.as_json(known_about(identity), kept_of(identity))
    return private(attached(content, "application/json", "json"))


def zip_answer(identity: Identity) -> HttpResponse:
    """Answer with a ZIP of CSV files of what is known."""
    return private(attached(exports.as_zip(known_about(identity)), ZIP, "zip"))


def attached(content: bytes, kind: str, ending: str) -> HttpResponse:
    """Answer with a file to save, named after the day."""
    answer = HttpResponse(content, content_type=kind)
    name = f"dati-personali-{clock.today().isoformat()}.{ending}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def private(answer: HttpResponse) -> HttpResponse:
    """Let nothing on the way keep a copy."""
    answer["Cache-Control"] = "private, no-store"
    return answer
