"""Pages of the look: failures, a site's colours, and the gallery of components."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.functional import Promise

from ritrovo.foundations.kernel.access import ANYONE, opens_to
from ritrovo.foundations.look.context import theme_digest
from ritrovo.foundations.look.failures import EXPIRED, FAILURES, Failure
from ritrovo.foundations.look.gallery import SampleForm, sample_desk, samples
from ritrovo.foundations.look.themes import theme_css

OURS = 500  # From here on the fault is ours, not the visitor’s.
FOR_EVER = "public, max-age=31536000, immutable"


def failure_page(
    request: HttpRequest,
    status: int,
    *,
    message: str | Promise = "",
    back: str = "",
    failure: Failure | None = None,
) -> HttpResponse:
    """Return the page of a failure; `message` is a refusal's own words, `back` where to return.

    An unknown status reads like the nearest we know: 400 below 500, else 500.
    """
    known = failure or FAILURES.get(status) or FAILURES[400 if status < OURS else OURS]
    context = {
        "status": status,
        "title": known.title,
        "happened": known.happened,
        "todo": known.todo,
        "message": message,
        "back": back,
    }
    return render(request, "look/error.html", context, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that cannot be understood: Django's handler400."""
    return failure_page(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer somebody who may not: Django's handler403."""
    return failure_page(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer for a page that is not there: Django's handler404."""
    return failure_page(request, 404)


def broken(request: HttpRequest) -> HttpResponse:
    """Answer after an error of ours: Django's handler500. Asks nothing of the database."""
    failure = FAILURES[500]
    words = {"title": failure.title, "happened": failure.happened, "todo": failure.todo}
    return HttpResponse(render_to_string("look/error.html", {**words, "status": 500}), status=500)


def expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token is not ours: Django's CSRF_FAILURE_VIEW."""
    return failure_page(request, 403, failure=EXPIRED)


@opens_to(ANYONE)
def theme(request: HttpRequest, digest: str) -> HttpResponse:
    """Send the colours of the site of this request, named by their content."""
    chosen = getattr(request, "site_theme", None)
    if chosen is None or theme_digest(chosen) != digest:
        raise Http404
    headers = {"Cache-Control": FOR_EVER}
    return HttpResponse(theme_css(chosen), content_type="text/css", headers=headers)


@opens_to(ANYONE)
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component in every state, for whoever builds pages."""
    form = SampleForm(request.POST or None, initial=SampleForm.filled)
    context = {**samples(), "form": form, "wrong": SampleForm(SampleForm.mistaken, prefix="wrong")}
    return render(request, "look/gallery.html", context, status=422 if form.errors else 200)


@opens_to(ANYONE)
def desk_gallery(request: HttpRequest) -> HttpResponse:
    """Show the frame of the back office with sample lists."""
    return render(request, "look/gallery_desk.html", {**samples(), **sample_desk()})


@opens_to(ANYONE)
def error_gallery(request: HttpRequest, status: int) -> HttpResponse:
    """Show the page of a failure as people would meet it."""
    return failure_page(request, status)
