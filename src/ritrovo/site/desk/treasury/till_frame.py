"""What the pages of tills share: whose tills these are, and the way back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from ritrovo.foundations.ecosystems.queries import actor_of
from ritrovo.foundations.payments.errors import TillUnknown
from ritrovo.foundations.payments.models import Till
from ritrovo.foundations.payments.policies import HANDLES_TILLS, scope_of
from ritrovo.foundations.payments.queries.tills import till_for
from ritrovo.foundations.people.models import Organisation
from ritrovo.foundations.people.queries import organisation_for
from ritrovo.site.desk.treasury.frame import address


def body_of_tills(request: HttpRequest, organisation_id: UUID) -> Organisation:
    """Get the organisation whose tills these are. Raises NotAllowed, OrganisationUnknown."""
    actor = actor_of(request)
    HANDLES_TILLS.require(actor, scope_of(organisation_id))
    return organisation_for(actor, organisation_id)


def till_of(
    request: HttpRequest, organisation_id: UUID, till_id: UUID
) -> tuple[Organisation, Till]:
    """Get a till and its organisation. Raises NotAllowed, OrganisationUnknown, TillUnknown."""
    organisation = body_of_tills(request, organisation_id)
    till = till_for(actor_of(request), till_id)
    if till.organisation_id != organisation.pk:
        raise TillUnknown
    return organisation, till


def page(
    request: HttpRequest,
    template: str,
    organisation: Organisation,
    *,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """Draw a page of tills; who handles them may have no way to the accounts."""
    whole = {"organisation": organisation, **context}
    return render(request, f"treasury/{template}.html", whole, status=status)


def trail_of(organisation: Organisation) -> list[tuple[str, str]]:
    """Give the way back from one till to all of them."""
    return [(_("Casse"), address("tills", organisation))]
