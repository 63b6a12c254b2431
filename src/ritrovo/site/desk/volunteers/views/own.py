"""Pages of who volunteers: my hours, new ones, the link of the mail."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ritrovo.foundations.contributions.choices import Side, Verdict
from ritrovo.foundations.ecosystems.queries import actor_of
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import ANYONE, SIGNED_IN, opens_to
from ritrovo.foundations.look.submitting import carried_out
from ritrovo.foundations.volunteers.actions import hours as actions
from ritrovo.foundations.volunteers.forms import OwnHoursForm
from ritrovo.foundations.volunteers.links import signed
from ritrovo.foundations.volunteers.policies import RULES
from ritrovo.foundations.volunteers.queries.hours import (
    asked_hours,
    hours_of_person,
    organisations_helped,
)
from ritrovo.site.desk.submitting import UNPROCESSABLE
from ritrovo.site.desk.volunteers.frame import in_pages


@opens_to(SIGNED_IN)
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Show the reader's own hours, and ask for the word on those others wrote."""
    me = actor_of(request).person_id
    page = in_pages(request, hours_of_person(me))
    rows = [(each, signed(each.pk)) for each in page]
    context = {"page": page, "rows": rows, "organisations": organisations_helped(me)}
    return render(request, "volunteers/mine.html", context)


@opens_to(RULES["say_hours"])
@require_http_methods(["GET", "HEAD", "POST"])
def say(request: HttpRequest) -> HttpResponse:
    """Let a volunteer say their own hours."""
    actor = actor_of(request)
    organisations = organisations_helped(actor.person_id)
    form = OwnHoursForm(
        request.POST or None, organisations=organisations, initial={"day": clock.today()}
    )
    act = partial(actions.say_hours, actor=actor)
    if request.method == "POST" and carried_out(form, act) is not None:
        messages.success(request, _("Scritte. Contano quando l'organizzazione le conferma."))
        return redirect("volunteering:mine")
    status = UNPROCESSABLE if form.is_bound and form.errors else 200
    context = {"form": form, "organisations": organisations}
    return render(request, "volunteers/say.html", context, status=status)


@opens_to(ANYONE)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Ask a volunteer whether hours were so; whoever has the link may answer."""
    if request.method == "POST" and request.POST.get("verdict") in Verdict.values:
        verdict = Verdict(request.POST["verdict"])
        actions.answer_hours(actor=actor_of(request), token=token, verdict=verdict)
        return redirect("volunteering:answer", token)
    hours = asked_hours(token)
    says = next((word.verdict for word in hours.words.all() if word.side == Side.GIVER), "")
    return render(request, "volunteers/answer.html", {"hours": hours, "says": says})
