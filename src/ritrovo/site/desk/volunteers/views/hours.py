"""The organisation's hours: what waits for a word, what counts, new ones."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ritrovo.foundations.contributions.choices import Verdict
from ritrovo.foundations.ecosystems.queries import actor_of
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import opens_to
from ritrovo.foundations.look.submitting import carried_out
from ritrovo.foundations.people.queries import site_of
from ritrovo.foundations.volunteers.actions import hours as actions
from ritrovo.foundations.volunteers.choices import HoursState
from ritrovo.foundations.volunteers.contexts import contexts_of
from ritrovo.foundations.volunteers.forms import HoursForm
from ritrovo.foundations.volunteers.links import signed
from ritrovo.foundations.volunteers.policies import READERS, RULES, WRITERS
from ritrovo.foundations.volunteers.queries.hours import (
    hours_counted,
    hours_disputed,
    hours_for,
    hours_sum,
    hours_to_confirm,
    hours_to_sign,
    hours_with_id,
)
from ritrovo.foundations.volunteers.queries.registers import volunteers_lately
from ritrovo.site.desk.volunteers.frame import address, body_for, go, in_pages, page, trail_to

IS_ID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
MOST_AT_ONCE: Final = 200


@opens_to(READERS)
@require_safe
def hours(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Show what waits for a word, and what counts."""
    organisation = body_for(request, organisation_id)
    day = clock.today()
    return page(
        request,
        "hours",
        organisation,
        section="hours",
        to_confirm=hours_to_confirm(organisation_id)[:MOST_AT_ONCE],
        to_sign=hours_to_sign(organisation_id)[:MOST_AT_ONCE],
        disputed=hours_disputed(organisation_id)[:MOST_AT_ONCE],
        page=in_pages(request, hours_counted(organisation_id)),
        year=day.year,
        total=hours_sum(organisation_id, day.replace(month=1, day=1), day),
    )


@opens_to(RULES["record_hours"])
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Write the hours of a volunteer, one after another."""
    organisation = body_for(request, organisation_id, WRITERS)
    volunteers = volunteers_lately(organisation_id, clock.today())
    form = HoursForm(
        request.POST or None,
        volunteers=volunteers,
        contexts=contexts_of(organisation_id),
        initial=_remembered(request),
    )
    act = partial(actions.record_hours, actor=actor_of(request), organisation_id=organisation_id)
    if request.method == "POST" and (made := carried_out(form, act)):
        messages.success(request, _done(made.contribution_id is not None))
        if "more" not in request.POST:
            return go("hours", organisation)
        kept = f"?giorno={made.day.isoformat()}"
        kept += "&firmate=1" if form.cleaned_data["is_signed"] else ""
        return redirect(address("write_hours", organisation) + kept)
    return page(
        request,
        "write_hours",
        organisation,
        form=form,
        volunteers=volunteers,
        trail=[*trail_to(organisation), (_("Ore"), address("hours", organisation))],
    )


@opens_to(READERS)
@require_safe
def show(request: HttpRequest, organisation_id: UUID, hours_id: UUID) -> HttpResponse:
    """Show some hours, the word of both sides, and the link for who has not answered."""
    organisation = body_for(request, organisation_id)
    found = hours_for(actor_of(request), organisation_id, hours_id)
    link = site_of(request).root + reverse("volunteering:answer", args=[signed(found.pk)])
    return page(
        request,
        "hours_of",
        organisation,
        hours=found,
        words={word.side: word for word in found.words.all()},
        link=link,
        is_open=found.state in {HoursState.ASKED, HoursState.SAID, HoursState.DISPUTED},
        trail=[*trail_to(organisation), (_("Ore"), address("hours", organisation))],
    )


@opens_to(RULES["confirm_hours"])
@require_POST
def confirm(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Give the organisation's word on the hours that were ticked."""
    is_so = request.POST.get("verdict") != Verdict.NO
    act = partial(
        actions.confirm_hours,
        actor=actor_of(request),
        verdict=Verdict.YES if is_so else Verdict.NO,
    )
    return _said(request, organisation_id, act)


@opens_to(RULES["note_signature"])
@require_POST
def sign(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Write down that the ticked hours were signed on paper."""
    return _said(request, organisation_id, partial(actions.note_signature, actor=actor_of(request)))


@opens_to(RULES["take_back_hours"])
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest, organisation_id: UUID, hours_id: UUID) -> HttpResponse:
    """Ask, naming whose hours, then take them back."""
    organisation = body_for(request, organisation_id, WRITERS)
    found = hours_with_id(organisation_id, hours_id)
    if request.method == "POST":
        actions.take_back_hours(actor=actor_of(request), hours_id=hours_id)
        messages.success(request, _("Tolte: non contano più."))
        return go("hours", organisation)
    context = {
        "title": _("Vuoi togliere queste ore di %(name)s?") % {"name": found.party.name},
        "text": _("Non conteranno più. Se sono avvenute in un altro modo, scrivile di nuovo."),
        "action": _("Togli le ore"),
        "back": address("hours_of", organisation, hours_id),
        "trail": [*trail_to(organisation), (_("Ore"), address("hours", organisation))],
    }
    return render(request, "desk/ask.html", context)


def _said(
    request: HttpRequest, organisation_id: UUID, act: Callable[..., list[Any]]
) -> HttpResponse:
    """Say a word on the ticked hours of this organisation, and how many now count."""
    organisation = body_for(request, organisation_id, WRITERS)
    ticked = _ids(request.POST.getlist("hours"))
    if not ticked:
        messages.error(request, _("Segna prima quali ore."))
        return go("hours", organisation)
    counted = sum(1 for each in act(hours_ids=ticked) if each.contribution_id)
    words = ngettext("Conta %(n)s riga.", "Contano %(n)s righe.", counted)
    messages.success(request, words % {"n": counted} if counted else _("Scritto."))
    return go("hours", organisation)


def _ids(texts: Iterable[str]) -> list[UUID]:
    known = [UUID(text) for text in dict.fromkeys(texts) if IS_ID.fullmatch(text)]
    return known[:MOST_AT_ONCE]


def _remembered(request: HttpRequest) -> dict[str, Any]:
    """Begin with the day of the row before, when rows are typed from one sheet."""
    return {
        "day": request.GET.get("giorno") or clock.today(),
        "is_signed": "firmate" in request.GET,
    }


def _done(counts: bool) -> str:  # noqa: FBT001  Which of two sentences.
    if counts:
        return _("Scritte: contano.")
    return _(
        "Scritte. Conteranno quando chi le ha fatte conferma, per e-mail o firmando il foglio."
    )
