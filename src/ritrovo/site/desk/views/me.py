"""Pages about who is reading: a name at the first visit, and the history before it."""

from __future__ import annotations

from functools import partial
from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ritrovo.foundations.ecosystems.queries import actor_of
from ritrovo.foundations.kernel.access import SIGNED_IN, Actor, opens_to
from ritrovo.foundations.people import actions, queries
from ritrovo.foundations.people.forms import ClaimForm, IntroductionForm
from ritrovo.foundations.people.models import Login
from ritrovo.site.desk.submitting import answered, onward_in


@require_http_methods(["GET", "POST"])
@opens_to(SIGNED_IN)
def introduce(request: HttpRequest) -> HttpResponse:
    """Ask somebody who signed in for the first time how they are called."""
    login, actor = cast(Login, request.user), actor_of(request)
    desk = reverse("desk:today")
    if actor.is_known:
        return redirect(onward_in(request, desk))
    onward = f"{reverse('desk:claim')}?next={onward_in(request, desk)}"
    return answered(
        request,
        IntroductionForm(request.POST or None),
        partial(actions.introduce, actor=actor, login_id=login.pk),
        onward=onward,
        title=_("Come ti chiami?"),
        intro=_("È la prima volta che entri. Serve solo un nome: quello con cui ti chiamano."),
        action=_("Avanti"),
    )


@require_http_methods(["GET", "POST"])
@opens_to(SIGNED_IN)
def claim(request: HttpRequest) -> HttpResponse:
    """Offer what organisations already know by the reader's own address: is it you?"""
    actor = actor_of(request)
    offered = queries.claimable(actor)
    onward = onward_in(request, reverse("desk:today"))
    if not offered:
        return redirect(onward)
    return answered(
        request,
        ClaimForm(offered, request.POST or None),
        partial(united, request, actor),
        onward=onward,
        template="desk/claim.html",
        onward_to=onward,
    )


def united(request: HttpRequest, actor: Actor, parties: list[str]) -> bool:
    """Take over the ticked histories and say so."""
    found = actions.claim_history(actor=actor, party_ids=[UUID(each) for each in parties])
    if found:
        messages.success(
            request, _("Fatto: quello che avevi già fatto adesso sta con il tuo nome.")
        )
    return True
