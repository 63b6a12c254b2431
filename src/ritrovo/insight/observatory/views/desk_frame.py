"""What all pages of the analyst's desk share."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ritrovo.foundations.ecosystems.queries import actor_of
from ritrovo.foundations.kernel.access import Actor
from ritrovo.insight.observatory.policies import ANALYSTS

UNPROCESSABLE: Final = 422
ROWS_A_PAGE: Final = 50


def analyst(request: HttpRequest) -> Actor:
    """Give who is at the desk. Raises NotAllowed."""
    actor = actor_of(request)
    ANALYSTS.require(actor)
    return actor


def page(request: HttpRequest, template: str, section: str, **context: Any) -> HttpResponse:
    """Draw a page of the desk; a refused form answers 422."""
    refused = any(
        isinstance(each, forms.Form) and each.is_bound and each.errors for each in context.values()
    )
    return render(
        request,
        f"observatory/desk/{template}.html",
        {"section": section, **context},
        status=UNPROCESSABLE if refused else 200,
    )


def in_pages(request: HttpRequest, things: Any, on_a_page: int = ROWS_A_PAGE) -> Page[Any]:
    """Give the page of a list that was asked for."""
    return Paginator(things, on_a_page).get_page(request.GET.get("page"))
