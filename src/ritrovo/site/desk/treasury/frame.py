"""What every page of the treasurer's desk shares: whose it is, and the way there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from ritrovo.foundations.ecosystems.queries import actor_of
from ritrovo.foundations.kernel.refusals import NotAllowed, NotFound, Refusal
from ritrovo.foundations.payments.policies import SEES_ACCOUNTS, scope_of
from ritrovo.foundations.people.models import Organisation
from ritrovo.foundations.people.queries import organisation_for

LINES_A_PAGE = 25


def body_for(request: HttpRequest, organisation_id: UUID) -> Organisation:
    """Get the organisation whose accounts these are. Raises NotAllowed, OrganisationUnknown."""
    actor = actor_of(request)
    SEES_ACCOUNTS.require(actor, scope_of(organisation_id))
    return organisation_for(actor, organisation_id)


def page(
    request: HttpRequest,
    template: str,
    organisation: Organisation,
    *,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """Draw a page of the desk, with the way back to the accounts."""
    trail = context.pop("trail", [])
    whole = {
        "organisation": organisation,
        "trail": [(_("Conti"), address("body", organisation)), *trail],
        **context,
    }
    return render(request, f"treasury/{template}.html", whole, status=status)


def address(name: str, organisation: Organisation, *rest: object) -> str:
    """Give the address of one of these pages."""
    return reverse(f"treasury:{name}", args=[organisation.pk, *rest])


def go(name: str, organisation: Organisation, *rest: object) -> HttpResponseRedirect:
    """Send the reader on to one of these pages."""
    return redirect(address(name, organisation, *rest))


def said(request: HttpRequest, words: str | Promise) -> None:
    """Say on the next page what was done."""
    messages.success(request, str(words))


def tried(request: HttpRequest, act: Callable[[], Any]) -> bool:
    """Do it, or say on the next page why it cannot be; whether it was done.

    NotAllowed and NotFound go on: they are about the page, not about what was asked.
    """
    try:
        act()
    except (NotAllowed, NotFound):
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return False
    return True


def in_pages(request: HttpRequest, things: Any, on_a_page: int = LINES_A_PAGE) -> Page[Any]:
    """Give the asked page of a long list."""
    return Paginator(things, on_a_page).get_page(request.GET.get("page"))
