"""What is handed over, for who is asked to keep it: the deed, their yes, the three questions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ritrovo.foundations.ecosystems.queries import actor_of
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import ANYONE, SIGNED_IN, opens_to
from ritrovo.practices.campaigns.actions import handover as handing
from ritrovo.practices.campaigns.actions import handover_checks as checking
from ritrovo.practices.campaigns.actions import stepping_back
from ritrovo.practices.campaigns.choices import KeeperState, ShownAs
from ritrovo.practices.campaigns.forms.handover import AcceptForm, AnswerForm
from ritrovo.practices.campaigns.handover_errors import KeeperNotInvited
from ritrovo.practices.campaigns.handover_links import signed
from ritrovo.practices.campaigns.models import HandoverCheck, Keeper
from ritrovo.practices.campaigns.queries.handover import handover_for
from ritrovo.practices.campaigns.queries.keepers import asked_of, keeper_by_token, open_check
from ritrovo.practices.campaigns.shown_texts import texts_to_show
from ritrovo.practices.campaigns.views.desk_frame import sent
from ritrovo.practices.campaigns.views.manage import private_link
from ritrovo.practices.campaigns.views.posting import posted, status_of

Said = Callable[[], object]


@opens_to(ANYONE)
@private_link
@require_http_methods(["GET", "HEAD", "POST"])
def keeper(request: HttpRequest, token: str) -> HttpResponse:
    """Show the deed to who is asked to keep it; take their yes or no, then their answers."""
    found = keeper_by_token(token)
    if found.state == KeeperState.WITHDRAWN:
        raise KeeperNotInvited
    if found.is_keeping:
        return _keeping(request, token, found)
    if found.left_on:
        return _left(request, token, found)
    if request.method == "POST" and "no" in request.POST:
        handing.decline_handover(token=token)
        messages.info(request, _("Va bene così: grazie di averci risposto."))
        return redirect("campaigns:keeper", token)
    form = AcceptForm(posted(request), texts=texts_to_show(found.handover.campaign.promoter_id))
    if request.method == "POST" and sent(form, _yes(request, token, form)):
        return redirect("campaigns:keeper", token)
    return _page(request, found, form, token)


@opens_to(SIGNED_IN)
@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """List what whoever signed in is asked to keep, or keeps, by their proved addresses."""
    addresses = EmailAddress.objects.filter(user=request.user, verified=True)
    party_id = actor_of(request).party_id
    found = asked_of(
        list(addresses.values_list("email", flat=True)), [party_id] if party_id else []
    )
    asked = [(each, signed(each.pk, each.email)) for each in found]
    return render(request, "campaigns/handover/mine.html", {"asked": asked})


def _left(request: HttpRequest, token: str, found: Keeper) -> HttpResponse:
    """Thank who stepped back, and let them take it up again."""
    if request.method == "POST" and "again" in request.POST:
        handing.accept_handover(actor=actor_of(request), token=token)
        messages.success(request, _("Grazie: da oggi te ne prendi di nuovo cura."))
        return redirect("campaigns:keeper", token)
    return _page(request, found, None, token)


def _keeping(request: HttpRequest, token: str, found: Keeper) -> HttpResponse:
    """Thank who keeps it, and ask what is due."""
    if request.method == "POST" and "leave" in request.POST:
        stepping_back.step_back(token=token)
        messages.info(request, _("Segnato: da oggi non ti chiediamo più nulla. Grazie."))
        return redirect("campaigns:keeper", token)
    check = open_check(found, clock.today())
    form = AnswerForm(posted(request)) if check else None
    if (
        form
        and check
        and request.method == "POST"
        and sent(form, _said(request, token, check, form))
    ):
        messages.success(request, _("Grazie: la tua risposta è sulla pagina della campagna."))
        return redirect("campaigns:keeper", token)
    return _page(request, found, form, token, check=check)


def _page(
    request: HttpRequest,
    found: Keeper,
    form: AcceptForm | AnswerForm | None,
    token: str,
    **more: Any,
) -> HttpResponse:
    context = {
        "keeper": found,
        "campaign": found.handover.campaign,
        "shown": handover_for(found.handover.campaign, found.handover_id),
        "form": form,
        "token": token,
        **more,
    }
    status = status_of(form) if form else 200
    return render(request, "campaigns/handover/keeper.html", context, status=status)


def _yes(request: HttpRequest, token: str, form: AcceptForm) -> Said:
    def accept() -> Keeper:
        shown_as = form.cleaned_data["shown_as"]
        return handing.accept_handover(
            actor=actor_of(request),
            token=token,
            shown_as=shown_as,
            public_name_version_id=form.version_id if shown_as == ShownAs.NAME else None,
            # The path bears the token: the name of the page says as much.
            form="campaigns:keeper",
        )

    return accept


def _said(request: HttpRequest, token: str, check: HandoverCheck, form: AnswerForm) -> Said:
    def answer() -> object:
        return checking.answer_check(
            actor=actor_of(request), token=token, check_id=check.pk, answer=form.answer
        )

    return answer
