"""What machines ask for: health, robots, site map, files."""

from __future__ import annotations

import mimetypes
from pathlib import Path
from typing import cast

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils._os import safe_join
from django.views.decorators.http import require_safe

from ritrovo.foundations.ecosystems.practices import cards
from ritrovo.foundations.ecosystems.queries import actor_of, ecosystems
from ritrovo.foundations.kernel.access import ANYONE, SIGNED_IN, opens_to
from ritrovo.foundations.people.private_files import may_read
from ritrovo.foundations.people.sites import site_of, undressed
from ritrovo.site.web.health import findings

FOR_EVER = "public, max-age=31536000, immutable"
PRIVATE = "private/"
MOST_ADDRESSES = 45_000  # The protocol's limit is 50,000 a file.
# What a browser may show by itself; the rest is downloaded, so that no file acts as a page.
SHOWN = frozenset({"image/jpeg", "image/png", "image/webp", "image/avif", "image/gif"})


@undressed
@require_safe
@opens_to(ANYONE)
def health(request: HttpRequest) -> HttpResponse:
    """Say whether the installation is well: 503 without a database, or when all is asked of it.

    With `?all` any check that fails answers 503: for whoever watches the machine.
    """
    found = findings()
    is_well = all(each.is_well for each in found.values())
    is_up = is_well if "all" in request.GET else found["database"].is_well
    body = {
        "status": "well" if is_well else "degraded" if is_up else "down",
        "checks": {
            name: {"well": each.is_well, "found": each.words} for name, each in found.items()
        },
    }
    answer = JsonResponse(body, status=200 if is_up else 503)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@undressed
@require_safe
@opens_to(ANYONE)
def robots(request: HttpRequest) -> HttpResponse:
    """Ask robots to leave desks and accounts alone, and show them the site map."""
    closed = [reverse("desk:today"), reverse("account_login").rsplit("/", 2)[0] + "/"]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
    lines.append(f"Sitemap: {site_of(request).root}{reverse('web:sitemap')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@undressed
@require_safe
@opens_to(ANYONE)
def sitemap(request: HttpRequest) -> HttpResponse:
    """List the public pages for search engines."""
    paths = [reverse("web:home"), reverse("web:ecosystems")]
    slugs = ecosystems().values_list("slug", flat=True)
    paths += [reverse("web:ecosystem", args=[slug]) for slug in slugs]
    paths += [card.url for card in cards(ecosystem_id=None, limit=MOST_ADDRESSES)]
    context = {"root": site_of(request).root, "paths": paths[:MOST_ADDRESSES]}
    return render(request, "web/sitemap.xml", context, content_type="application/xml")


@undressed
@require_safe
@opens_to(ANYONE)
def public_file(request: HttpRequest, path: str) -> HttpResponse:
    """Send a public file; its name changes with its content, so it may be kept for ever."""
    if path.startswith(PRIVATE):
        raise Http404
    answer = sent(path)
    answer.headers["Cache-Control"] = FOR_EVER
    return cast(HttpResponse, answer)


@undressed
@require_safe
@opens_to(SIGNED_IN)
def private_file(request: HttpRequest, path: str) -> HttpResponse:
    """Send a private file to those its room lets read it; for all others it is not there."""
    name = PRIVATE + path
    if not may_read(actor_of(request), name):
        raise Http404
    answer = sent(name)
    answer.headers["Cache-Control"] = "private, no-store"
    return cast(HttpResponse, answer)


def sent(name: str) -> FileResponse:
    """Open a stored file for the browser; only pictures are shown in place."""
    try:
        path = Path(safe_join(settings.MEDIA_ROOT, name))
    except SuspiciousFileOperation as error:
        raise Http404 from error
    if not path.is_file():
        raise Http404
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    answer = FileResponse(path.open("rb"), as_attachment=kind not in SHOWN, content_type=kind)
    # Even a picture that hides a script stays a picture.
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
