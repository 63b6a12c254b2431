"""The post as an administrator sees it: what left, what did not and why, what came back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages as notices
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ritrovo.foundations.ecosystems.queries import actor_of
from ritrovo.foundations.kernel.access import opens_to
from ritrovo.foundations.messages import actions, queries
from ritrovo.foundations.messages.choices import State
from ritrovo.foundations.messages.policies import OF_THE_PLATFORM, RULES

PER_PAGE = 30


@opens_to(OF_THE_PLATFORM)
@require_safe
def post(request: HttpRequest) -> HttpResponse:
    """List messages by what became of them, for who administers the platform."""
    OF_THE_PLATFORM.require(actor_of(request))
    state = request.GET.get("stato", "")
    state = state if state in State.values else ""
    search = request.GET.get("a", "")[:100]
    found = queries.messages(state=state, address=search)
    counts = queries.counts_by_state()
    context = {
        "page": Paginator(found, PER_PAGE).get_page(request.GET.get("page")),
        "states": [(value, label, counts[value]) for value, label in State.choices],
        "state": state,
        "search": search,
        "waiting": queries.waiting_since(),
    }
    return render(request, "ritrovo_messages/post.html", context)


@opens_to(OF_THE_PLATFORM)
@require_safe
def returns(request: HttpRequest) -> HttpResponse:
    """List the addresses that get nothing, and the mails that came back."""
    OF_THE_PLATFORM.require(actor_of(request))
    context = {
        "stops": Paginator(queries.stopped_addresses(), PER_PAGE).get_page(request.GET.get("page")),
        "bounces": queries.bounces()[:PER_PAGE],
    }
    return render(request, "ritrovo_messages/returns.html", context)


@opens_to(RULES["retry"])
@require_POST
def retry(request: HttpRequest, message_id: UUID) -> HttpResponse:
    """Send again what did not leave."""
    message = actions.retry(actor=actor_of(request), message_id=message_id)
    notices.success(request, _("Riproviamo adesso a scrivere a %s.") % message.address)
    return redirect("messages:post")


@opens_to(RULES["lift_stop"])
@require_POST
def lift_stop(request: HttpRequest) -> HttpResponse:
    """Let an address get mail again."""
    address = request.POST.get("address", "")
    if actions.lift_stop(actor=actor_of(request), address=address):
        notices.success(request, _("%s riceve di nuovo la posta.") % address)
    return redirect("messages:returns")
