"""The site a request came to: its name, its colours, its address."""

from __future__ import annotations

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest

from ritrovo.foundations.kernel.access import View
from ritrovo.foundations.look.themes import Theme
from ritrovo.foundations.people.models import Site


def site_of(request: HttpRequest) -> Site:
    """Find the site of the request's host, else the default one; one query, once a request.

    An installation that has no site yet answers with one made of its own address, not saved.
    """
    if not hasattr(request, "_site"):
        request._site = site_at(request.get_host())  # type: ignore[attr-defined]
    found: Site = request._site  # type: ignore[attr-defined]
    return found


def site_at(host: str) -> Site:
    """Find the site of a host, else the default one, in one query."""
    name = host.rpartition(":")[0] or host
    here = Q(host__iexact=host) | Q(host__iexact=name)
    found = list(Site.objects.filter(here | Q(is_default=True)).select_related("owner"))
    # The whole host comes before its name without the port, and both before the default.
    wanted = {host.lower(): 0, name.lower(): 1}
    return min(found, key=lambda site: wanted.get(site.host.lower(), 2), default=unnamed_site())


def unnamed_site() -> Site:
    """Make, without saving it, the site of an installation that has not been named yet."""
    root = settings.BASE_URL.rstrip("/")
    scheme, _, host = root.partition("://")
    return Site(host=host, is_secure=scheme == "https", name="Ritrovo")


def default_site() -> Site:
    """Find the site that everything without a site of its own belongs to; one query."""
    return Site.objects.filter(is_default=True).select_related("owner").first() or unnamed_site()


def theme_of(site: Site) -> Theme | None:
    """Give the colours an organisation chose for its site, or None for the platform's own."""
    return Theme(**site.theme) if site.theme else None


def dress(request: HttpRequest) -> None:
    """Give the request its site's name and theme, for every page's frame; one query."""
    site = site_of(request)
    request.site_name = site.name  # type: ignore[attr-defined]
    request.site_theme = theme_of(site)  # type: ignore[attr-defined]


def undressed(view: View) -> View:
    """Mark a view that draws no page, so that no site is looked up for it."""
    view.is_undressed = True  # type: ignore[attr-defined]
    return view
