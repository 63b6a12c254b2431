"""What a campaign hands over, for its promoter and its counter."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ritrovo.foundations.documents.handover import DeedPage, deed_pdf
from ritrovo.foundations.ecosystems.queries import actor_of
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import opens_to
from ritrovo.foundations.kernel.refusals import NotFound
from ritrovo.practices.campaigns.actions import handover as handing
from ritrovo.practices.campaigns.actions import handover_checks as checking
from ritrovo.practices.campaigns.actions import stepping_back
from ritrovo.practices.campaigns.choices import KeeperState, NeedKind
from ritrovo.practices.campaigns.forms.handover import (
    AnswerByHandForm,
    DeedForm,
    HandoverForm,
    InviteForm,
    NeedFromAnswerForm,
)
from ritrovo.practices.campaigns.models import Campaign, CheckAnswer, Keeper
from ritrovo.practices.campaigns.policies import RULES, SEES_BACKERS, SEES_DESK
from ritrovo.practices.campaigns.queries.handover import (
    HandoverShown,
    handover_for,
    handovers_of,
    months_asked,
)
from ritrovo.practices.campaigns.queries.keepers import keepers_to_call
from ritrovo.practices.campaigns.queries.pages import address_of
from ritrovo.practices.campaigns.second_victory import HANDING
from ritrovo.practices.campaigns.shown_texts import texts_to_show
from ritrovo.practices.campaigns.views.desk_frame import opened, page, sent, status_of
from ritrovo.practices.campaigns.views.pledge import language_of, pdf

read_or_send = require_http_methods(["GET", "HEAD", "POST"])
TITLE_LENGTH = 80


@opens_to(SEES_DESK)
@require_safe
def handovers(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """List what is handed over and how it goes on; whom to phone."""
    found = opened(request, campaign_id)
    return page(
        request,
        found,
        "handover",
        handovers=handovers_of(found),
        is_closed=found.status in HANDING,
        calls=keepers_to_call(found, clock.today()),
    )


@opens_to(SEES_DESK)
@require_safe
def one(request: HttpRequest, campaign_id: UUID, handover_id: UUID) -> HttpResponse:
    """Show one deed: who keeps it, who was asked, what they answered."""
    found = opened(request, campaign_id)
    return page(request, found, "handover_one", shown=handover_for(found, handover_id))


@opens_to(RULES["write_handover"])
@read_or_send
def write(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Write what is handed over."""
    found = opened(request, campaign_id, RULES["write_handover"])
    form = HandoverForm(request.POST or None)
    made: list[Any] = []

    def act() -> None:
        made.append(
            handing.write_handover(
                actor=actor_of(request),
                campaign_id=found.pk,
                key=form.cleaned_data["key"],
                planned=form.planned,
            )
        )

    if request.method == "POST" and sent(form, act):
        messages.success(request, _("Scritta. Ora servono le persone che se ne prendono cura."))
        return redirect("campaigns:desk_handover_one", found.pk, made[0].pk)
    context = {"form": form, "is_closed": found.status in HANDING}
    return page(request, found, "handover_write", status=status_of(form), **context)


@opens_to(RULES["edit_handover"])
@read_or_send
def edit(request: HttpRequest, campaign_id: UUID, handover_id: UUID) -> HttpResponse:
    """Change the words of a deed that nobody accepted yet."""
    found = opened(request, campaign_id, RULES["edit_handover"])
    shown = handover_for(found, handover_id)
    names = HandoverForm.base_fields.keys() - {"key"}
    initial = {name: getattr(shown.handover, name) for name in names}
    form = HandoverForm(request.POST or None, initial=initial)

    def act() -> object:
        return handing.edit_handover(
            actor=actor_of(request), handover_id=handover_id, planned=form.planned
        )

    if request.method == "POST" and sent(form, act):
        messages.success(request, _("Salvato."))
        return _back(found, handover_id)
    context = {"form": form, "shown": shown, "is_closed": True}
    return page(request, found, "handover_write", status=status_of(form), **context)


@opens_to(RULES["invite_keeper"])
@read_or_send
def invite(request: HttpRequest, campaign_id: UUID, handover_id: UUID) -> HttpResponse:
    """Ask somebody to look after it."""
    found = opened(request, campaign_id, RULES["invite_keeper"])
    shown = handover_for(found, handover_id)
    form = InviteForm(request.POST or None)

    def act() -> object:
        return handing.invite_keeper(
            actor=actor_of(request),
            handover_id=handover_id,
            key=form.cleaned_data["key"],
            planned=form.planned,
        )

    if request.method == "POST" and sent(form, act):
        is_mailed = bool(form.cleaned_data["email"])
        written = _("Invito partito: dal link può dire sì o no.")
        messages.success(
            request, written if is_mailed else _("Segnata: falle firmare l'atto stampato.")
        )
        return _back(found, handover_id)
    return page(request, found, "handover_invite", status=status_of(form), form=form, shown=shown)


@opens_to(RULES["withdraw_invitation"])
@require_POST
def withdraw(
    request: HttpRequest, campaign_id: UUID, handover_id: UUID, keeper_id: UUID
) -> HttpResponse:
    """Take back an invitation nobody accepted."""
    found = opened(request, campaign_id, RULES["withdraw_invitation"])
    asked = _keeper(handover_for(found, handover_id), keeper_id)
    handing.withdraw_invitation(actor=actor_of(request), keeper_id=asked.pk)
    messages.success(request, _("Invito ritirato: il suo link non apre più nulla."))
    return _back(found, handover_id)


@opens_to(RULES["record_stepping_back"])
@require_POST
def leaves(
    request: HttpRequest, campaign_id: UUID, handover_id: UUID, keeper_id: UUID
) -> HttpResponse:
    """Type in that somebody without an address no longer looks after it."""
    found = opened(request, campaign_id, RULES["record_stepping_back"])
    keeper = _keeper(handover_for(found, handover_id), keeper_id)
    stepping_back.record_stepping_back(actor=actor_of(request), keeper_id=keeper.pk)
    messages.success(request, _("Segnato: da oggi non se ne prende più cura."))
    return _back(found, handover_id)


@opens_to(RULES["record_deed"])
@read_or_send
def signature(request: HttpRequest, campaign_id: UUID, handover_id: UUID) -> HttpResponse:
    """Type in a signature under the printed deed."""
    found = opened(request, campaign_id, RULES["record_deed"])
    shown = handover_for(found, handover_id)
    form = DeedForm(
        request.POST or None,
        initial=_known_of(shown, request.GET.get("chi", "")),
        texts=texts_to_show(found.promoter_id),
    )

    def act() -> object:
        where = reverse("campaigns:desk_handover_sign", args=[found.pk, handover_id])
        return handing.record_deed(
            actor=actor_of(request), handover_id=handover_id, form=where, **form.facts
        )

    if request.method == "POST" and sent(form, act):
        messages.success(request, _("Registrata: la firma vale come un sì."))
        return _back(found, handover_id)
    return page(request, found, "handover_sign", status=status_of(form), form=form, shown=shown)


@opens_to(RULES["record_answer"])
@read_or_send
def answer(
    request: HttpRequest, campaign_id: UUID, handover_id: UUID, check_id: UUID, keeper_id: UUID
) -> HttpResponse:
    """Type in what a keeper said on the phone, or wrote on paper."""
    found = opened(request, campaign_id, RULES["record_answer"])
    shown = handover_for(found, handover_id)
    asked = _keeper(shown, keeper_id)
    moment = next((each for each in shown.moments if each.check.pk == check_id), None)
    if moment is None:
        raise NotFound
    form = AnswerByHandForm(request.POST or None, initial={"answered_on": clock.today()})

    def act() -> object:
        return checking.record_answer(
            actor=actor_of(request), keeper_id=asked.pk, check_id=check_id, **form.facts
        )

    if request.method == "POST" and sent(form, act):
        messages.success(request, _("Registrata: si legge sulla pagina della campagna."))
        return _back(found, handover_id)
    context = {"form": form, "shown": shown, "asked": asked, "moment": moment}
    return page(request, found, "handover_answer", status=status_of(form), **context)


@opens_to(RULES["open_need"])
@read_or_send
def need(
    request: HttpRequest, campaign_id: UUID, handover_id: UUID, answer_id: UUID
) -> HttpResponse:
    """Open a need of the campaign from what a keeper says is needed."""
    found = opened(request, campaign_id, RULES["open_need"])
    shown = handover_for(found, handover_id)
    said = _answer(shown, answer_id)
    first = {"title": said.needed[:TITLE_LENGTH], "wanted": 1, "kind": NeedKind.TASK}
    form = NeedFromAnswerForm(request.POST or None, initial=first)

    def act() -> object:
        return checking.open_need(
            actor=actor_of(request), answer_id=answer_id, planned=form.planned
        )

    if request.method == "POST" and sent(form, act):
        messages.success(request, _("Ora è sulla pagina, in «Serve anche»."))
        return _back(found, handover_id)
    context = {"form": form, "shown": shown, "said": said}
    return page(request, found, "handover_need", status=status_of(form), **context)


@opens_to(SEES_BACKERS)
@require_safe
def deed(request: HttpRequest, campaign_id: UUID, handover_id: UUID) -> HttpResponse:
    """Print the deed, with room for the keepers' signatures."""
    found = opened(request, campaign_id, SEES_BACKERS)
    shown = handover_for(found, handover_id)
    written = shown.handover
    printed = DeedPage(
        campaign=found.title,
        promoter=found.promoter.legal_name,
        what=str(written.get_what_display()),
        title=written.title,
        description=written.description,
        recipient=written.recipient,
        terms=written.terms,
        needed=shown.needed,
        months=months_asked(),
        terms_url=written.terms_url,
        page_url=f"{address_of(found)}#consegna",
        keepers=tuple(
            each.name for each in [*shown.keepers, *shown.asked] if each.state != "declined"
        ),
        rows=max(shown.needed + 1, len(shown.keepers) + len(shown.asked)),
    )
    made = deed_pdf(printed, language=language_of(request), made_at=clock.now())
    response = pdf(made, f"atto-di-consegna-{found.slug}")
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _back(found: Campaign, handover_id: UUID) -> HttpResponse:
    return redirect("campaigns:desk_handover_one", found.pk, handover_id)


def _keeper(shown: HandoverShown, keeper_id: UUID) -> Keeper:
    for each in [*shown.keepers, *shown.left, *shown.asked]:
        if each.pk == keeper_id:
            return each
    raise NotFound


def _answer(shown: HandoverShown, answer_id: UUID) -> CheckAnswer:
    for moment in shown.moments:
        for each in moment.answers:
            if each.pk == answer_id:
                return each
    raise NotFound


def _known_of(shown: HandoverShown, keeper_id: str) -> dict[str, Any]:
    """Give what is known of somebody who was asked, so that nobody types it again."""
    names = ("given_name", "family_name", "email", "phone")
    for each in shown.asked:
        if str(each.pk) == keeper_id and each.state == KeeperState.INVITED:
            return {name: getattr(each, name) for name in names}
    return {}
