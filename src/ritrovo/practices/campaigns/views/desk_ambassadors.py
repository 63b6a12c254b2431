"""Who carries the word of a campaign: their codes, and whom they brought."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ritrovo.foundations.documents.invitations import Invitation, InvitationPage, invitations_pdf
from ritrovo.foundations.ecosystems.queries import actor_of
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import opens_to
from ritrovo.foundations.kernel.refusals import NotFound
from ritrovo.practices.campaigns.actions import ambassadors as acting
from ritrovo.practices.campaigns.codes import spaced
from ritrovo.practices.campaigns.forms.desk_preparation import AmbassadorForm
from ritrovo.practices.campaigns.models import Ambassador, Campaign
from ritrovo.practices.campaigns.policies import RULES, SEES_BACKERS
from ritrovo.practices.campaigns.queries.ambassadors import ambassadors_of, link_of, rows_of
from ritrovo.practices.campaigns.views.desk_frame import done, opened, page, sent, status_of
from ritrovo.practices.campaigns.views.pledge import language_of, pdf

A_PAGE = 50


@opens_to(SEES_BACKERS)
@require_http_methods(["GET", "HEAD", "POST"])
def ambassadors(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """List the ambassadors, fifty a page, with whom each brought; name one."""
    found = opened(request, campaign_id, SEES_BACKERS)
    form = AmbassadorForm(request.POST or None)

    def name() -> Ambassador:
        return acting.name_ambassador(
            actor=actor_of(request), campaign_id=found.pk, **form.cleaned_data
        )

    if request.method == "POST" and sent(form, name):
        messages.success(request, _("Ecco il suo link, e il codice da stampare."))
        return redirect("campaigns:desk_ambassadors", found.pk)
    listed = Paginator(ambassadors_of(found.pk), A_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "form": form,
        "page": listed,
        "rows": rows_of(list(listed), found.ecosystem.site),
        "is_bringing": found.status in acting.BRINGING,
    }
    return page(request, found, "ambassadors", status=status_of(form), **context)


@opens_to(RULES["end_ambassador"])
@require_POST
def end(request: HttpRequest, campaign_id: UUID, ambassador_id: UUID) -> HttpResponse:
    """Let somebody stop carrying the word."""
    found = opened(request, campaign_id, RULES["end_ambassador"])
    _one_of(found, ambassador_id)
    return done(
        request,
        found.pk,
        "ambassadors",
        lambda: acting.end_ambassador(actor=actor_of(request), ambassador_id=ambassador_id),
        _("Il suo link ora porta solo alla pagina; chi ha già portato resta contato."),
    )


@opens_to(SEES_BACKERS)
@require_safe
def printed(request: HttpRequest, campaign_id: UUID, ambassador_id: UUID) -> HttpResponse:
    """Print a sheet of cards with an ambassador's code, to cut and give to people."""
    found = opened(request, campaign_id, SEES_BACKERS)
    ambassador = _one_of(found, ambassador_id)
    sheet = InvitationPage(
        campaign=found.title,
        place=str(found.municipality),
        summary=found.summary,
        invitation=Invitation(
            name=ambassador.name,
            code=spaced(ambassador.code),
            url=link_of(ambassador.code, found.ecosystem.site),
        ),
    )
    made = invitations_pdf(sheet, language=language_of(request), made_at=clock.now())
    answer = pdf(made, f"passaparola-{ambassador.code}")
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _one_of(found: Campaign, ambassador_id: UUID) -> Ambassador:
    if ambassador := found.ambassadors.filter(pk=ambassador_id).first():
        return ambassador
    raise NotFound
