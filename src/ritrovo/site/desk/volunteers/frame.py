"""What every page about volunteers shares: whose it is, what the insurance lacks, the tabs."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from ritrovo.foundations.ecosystems.queries import actor_of
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import Rule, Scope
from ritrovo.foundations.people.models import Organisation
from ritrovo.foundations.people.queries import organisation_for
from ritrovo.foundations.volunteers.policies import READERS, WRITERS
from ritrovo.foundations.volunteers.queries.policies import policy_warning
from ritrovo.site.desk.submitting import UNPROCESSABLE

LINES_A_PAGE: Final = 50


def body_for(request: HttpRequest, organisation_id: UUID, rule: Rule = READERS) -> Organisation:
    """Get the organisation whose volunteers these are. Raises NotAllowed, OrganisationUnknown."""
    actor = actor_of(request)
    rule.require(actor, Scope(organisation_id))
    return organisation_for(actor, organisation_id)


def page(
    request: HttpRequest,
    template: str,
    organisation: Organisation,
    *,
    section: str = "",
    **context: Any,
) -> HttpResponse:
    """Draw a page about an organisation's volunteers; 422 when its form was refused."""
    form = context.get("form")
    refused = form is not None and form.is_bound and form.errors
    whole = {
        "organisation": organisation,
        "section": section,
        "may_write": WRITERS.admits(actor_of(request), Scope(organisation.pk)),
        "warning": policy_warning(organisation.pk, clock.today()),
        "trail": trail_to(organisation),
        **context,
    }
    status = UNPROCESSABLE if refused else 200
    return render(request, f"volunteers/{template}.html", whole, status=status)


def trail_to(organisation: Organisation) -> list[tuple[str, str]]:
    """Give the way to an organisation's volunteers."""
    name = _("Volontariato, %(name)s") % {"name": organisation.party.name}
    return [(name, address("register", organisation))]


def address(name: str, organisation: Organisation, *rest: object) -> str:
    """Give the address of one of these pages."""
    return reverse(f"volunteers:{name}", args=[organisation.pk, *rest])


def go(name: str, organisation: Organisation, *rest: object) -> HttpResponseRedirect:
    """Send the reader on to one of these pages."""
    return redirect(address(name, organisation, *rest))


def in_pages(request: HttpRequest, things: Any) -> Page[Any]:
    """Give the asked page of a long list."""
    return Paginator(things, LINES_A_PAGE).get_page(request.GET.get("page"))
