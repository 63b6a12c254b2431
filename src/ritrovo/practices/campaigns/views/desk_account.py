"""The account of a live campaign: one person proposes another, a second one decides."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ritrovo.foundations.ecosystems.queries import actor_of
from ritrovo.foundations.kernel.access import opens_to
from ritrovo.foundations.kernel.parameters import parameter
from ritrovo.foundations.kernel.refusals import NotFound
from ritrovo.practices.campaigns.actions import accounts
from ritrovo.practices.campaigns.forms.desk_account import AccountForm
from ritrovo.practices.campaigns.models import AccountChange
from ritrovo.practices.campaigns.policies import RULES
from ritrovo.practices.campaigns.queries.changes import (
    campaign_to_pay,
    changes_of,
    other_accounts,
)
from ritrovo.practices.campaigns.queries.pages import is_paused
from ritrovo.practices.campaigns.views.desk_frame import done, sent, status_of


@opens_to(RULES["propose_account"])
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Show where a campaign's money goes, and propose another account. Five queries."""
    actor = actor_of(request)
    found = campaign_to_pay(actor, campaign_id)
    others = list(other_accounts(found))
    form = AccountForm(request.POST or None, accounts=others)

    def propose() -> AccountChange:
        return accounts.propose_account(
            actor=actor, campaign_id=found.pk, bank_account_id=form.cleaned_data["account"]
        )

    if request.method == "POST" and sent(form, propose):
        messages.success(request, _("Proposto: adesso decide un'altra persona che tiene i conti."))
        return redirect("campaigns:desk_account", found.pk)
    changes = list(changes_of(found))
    context: dict[str, Any] = {
        "campaign": found,
        "form": form,
        "others": others,
        "waiting": next((each for each in changes if not each.decided_at), None),
        "decided": [each for each in changes if each.decided_at],
        "is_paused": is_paused(found),
        "hours": parameter("campaigns.account_pause_hours"),
        "me": actor.party_id,
    }
    return render(request, "campaigns/desk/account.html", context, status=status_of(form))


@opens_to(RULES["decide_account"])
@require_POST
def decide(request: HttpRequest, campaign_id: UUID, change_id: UUID) -> HttpResponse:
    """Approve a proposed account, or turn it down."""
    actor = actor_of(request)
    found = campaign_to_pay(actor, campaign_id)
    if not found.account_changes.filter(pk=change_id).exists():
        raise NotFound
    is_yes = request.POST.get("answer") == "yes"
    said = (
        _("Il conto è cambiato. I pagamenti sono in pausa, e chi deve ancora pagare lo sa.")
        if is_yes
        else _("Il conto resta quello di prima.")
    )
    return done(
        request,
        found.pk,
        "account",
        lambda: accounts.decide_account(actor=actor, change_id=change_id, approve=is_yes),
        said,
    )
