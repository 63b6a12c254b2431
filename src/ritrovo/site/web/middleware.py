"""Every request knows its site, and every refusal becomes a page a person understands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from ritrovo.foundations.ecosystems.queries import actor_of
from ritrovo.foundations.kernel.refusals import NotAllowed, Refusal
from ritrovo.foundations.look.views import failure_page
from ritrovo.foundations.people.sites import dress

Answer = Callable[[HttpRequest], HttpResponse]


def refusals_are_pages(get_response: Answer) -> Answer:
    """Dress each request as its site, and answer a refusal with its message and status."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    middleware.process_view = dress_page  # type: ignore[attr-defined]
    middleware.process_exception = explain  # type: ignore[attr-defined]
    return middleware


def dress_page(
    request: HttpRequest, view: Callable[..., HttpResponse], _args: Any, _options: Any
) -> None:
    """Look up the site, unless the view draws no page."""
    if not getattr(view, "is_undressed", False):
        dress(request)


def explain(request: HttpRequest, error: Exception) -> HttpResponse | None:
    """Answer a refusal; leave every other error to whoever looks after errors."""
    if not isinstance(error, Refusal):
        return None
    if isinstance(error, NotAllowed) and has_no_name_yet(request):
        onward = urlencode({"next": request.get_full_path()})
        return redirect(f"{reverse('desk:introduce')}?{onward}")
    if request.headers.get("HX-Request"):
        said = {"kind": "danger", "text": str(error)}
        return render(request, "look/_callout.html", said, status=error.status)
    return failure_page(request, error.status, message=str(error), back=way_back(request))


def has_no_name_yet(request: HttpRequest) -> bool:
    """Say whether somebody signed in but has not said yet who they are."""
    return request.user.is_authenticated and not actor_of(request).is_known


def way_back(request: HttpRequest) -> str:
    """Say which page of ours the person came from, or nothing."""
    came_from = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(
        came_from, {request.get_host()}, require_https=request.is_secure()
    )
    return came_from if is_ours and came_from != request.build_absolute_uri() else ""
