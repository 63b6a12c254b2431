"""What somebody said yes to: as easy to take back as it was to give (art. 7.3 GDPR)."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from ritrovo.foundations.agreements import actions, queries
from ritrovo.foundations.agreements.policies import RULES
from ritrovo.foundations.ecosystems.queries import actor_of
from ritrovo.foundations.kernel.access import SIGNED_IN, opens_to


@opens_to(SIGNED_IN)
@never_cache
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """List one's own consents."""
    actor = actor_of(request)
    SIGNED_IN.require(actor)
    consents = queries.consents_of(actor.party_id) if actor.party_id else []
    language = get_language() or "it"
    rows = [(each, each.version.title(language)) for each in consents]
    return render(request, "agreements/mine.html", {"rows": rows})


@opens_to(RULES["withdraw_mine"])
@require_POST
def withdraw(request: HttpRequest, consent_id: UUID) -> HttpResponse:
    """Take one's own consent back."""
    consent = actions.withdraw_mine(actor=actor_of(request), consent_id=consent_id)
    title = consent.version.title(get_language() or "it")
    notices.success(request, _("Fatto: hai ritirato «%s».") % title)
    return redirect("agreements:mine")
