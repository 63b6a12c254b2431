"""What waits for whoever keeps the accounts."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ritrovo.foundations.ecosystems.queries import actor_of
from ritrovo.foundations.kernel.access import opens_to
from ritrovo.foundations.payments.policies import SEES_ACCOUNTS
from ritrovo.foundations.payments.queries.desk import (
    accounts_of,
    bodies_of,
    imports_of,
    waiting_uploads,
)
from ritrovo.foundations.payments.queries.waits import waits_of
from ritrovo.site.desk.treasury.frame import body_for, go, page


@opens_to(SEES_ACCOUNTS, anywhere=True)
@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """List the organisations whose accounts the reader keeps; a single one opens at once."""
    bodies = list(bodies_of(actor_of(request)))
    if len(bodies) == 1:
        return go("body", bodies[0])
    return render(request, "treasury/bodies.html", {"bodies": bodies})


@opens_to(SEES_ACCOUNTS)
@require_safe
def body(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Show what waits: to match, to decide, to receipt; and the last statement imported."""
    organisation = body_for(request, organisation_id)
    return page(
        request,
        "body",
        organisation,
        accounts=accounts_of(organisation.pk),
        waits=waits_of([organisation])[organisation.pk],
        uploads=waiting_uploads(organisation.pk),
        last=imports_of(organisation.pk).filter(undone_at=None).first(),
    )
