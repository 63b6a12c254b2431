"""Pages about the installation: its sites, their colours, who moderates and administers."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ritrovo.foundations.agreements.actions import load_bundled
from ritrovo.foundations.ecosystems.queries import actor_of
from ritrovo.foundations.kernel.access import Scope, opens_to
from ritrovo.foundations.look.themes import Theme
from ritrovo.foundations.people import actions
from ritrovo.foundations.people.forms import OwnerForm, PlatformRoleForm, SiteForm, ThemeForm
from ritrovo.foundations.people.models import PlatformRole, Site
from ritrovo.foundations.people.policies import RULES
from ritrovo.foundations.people.sites import theme_of
from ritrovo.site.desk.choices import every_body
from ritrovo.site.desk.queries import failed_work_count
from ritrovo.site.desk.submitting import answered


@require_safe
@opens_to(RULES["give_platform_role"])
def show(request: HttpRequest) -> HttpResponse:
    """Show the sites of the installation and who looks after it."""
    RULES["give_platform_role"].require(actor_of(request))
    held = PlatformRole.objects.filter(until=None).select_related("person__login")
    context = {
        "roles": held.order_by("person__given_name", "role"),
        "sites": Site.objects.select_related("owner").order_by("-is_default", "host"),
        "failed": failed_work_count(),
    }
    return render(request, "desk/platform.html", context)


@require_http_methods(["GET", "POST"])
@opens_to(RULES["give_platform_role"])
def give_role(request: HttpRequest) -> HttpResponse:
    """Give somebody a role on the whole installation."""
    actor = actor_of(request)
    RULES["give_platform_role"].require(actor)
    return answered(
        request,
        PlatformRoleForm(request.POST or None),
        partial(actions.give_platform_role, actor=actor),
        onward=reverse("desk:platform"),
        title=_("Dai un ruolo sulla piattaforma"),
        action=_("Dai il ruolo"),
        trail=trail(),
    )


@require_http_methods(["GET", "POST"])
@opens_to(RULES["end_platform_role"])
def end_role(request: HttpRequest, role_id: UUID) -> HttpResponse:
    """Ask before a role ends, naming whose it is."""
    actor = actor_of(request)
    RULES["end_platform_role"].require(actor)
    role = get_object_or_404(PlatformRole.objects.select_related("person"), pk=role_id)
    if request.method == "POST":
        actions.end_platform_role(actor=actor, role_id=role.pk)
        messages.success(request, _("Il ruolo è finito."))
        return redirect("desk:platform")
    context = {
        "title": _("Vuoi togliere questo ruolo?"),
        "text": f"{role.person} · {role.get_role_display()}",
        "action": _("Togli il ruolo"),
        "back": reverse("desk:platform"),
        "trail": trail(),
    }
    return render(request, "desk/ask.html", context)


@require_http_methods(["GET", "POST"])
@opens_to(RULES["save_site"])
def site(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """Name a site."""
    actor, shown = actor_of(request), get_object_or_404(Site, pk=site_id)
    RULES["save_site"].require(actor, Scope(shown.owner_id))
    initial = {name: getattr(shown, name) for name in SiteForm.base_fields}
    return answered(
        request,
        SiteForm(request.POST or None, initial=initial),
        partial(actions.save_site, actor=actor, site_id=site_id),
        onward=reverse("desk:site", args=[site_id]),
        template="desk/site.html",
        site=shown,
        may_give=RULES["give_site"].admits(actor),
        trail=trail(),
    )


@require_http_methods(["GET", "POST"])
@opens_to(RULES["give_site"])
def owner(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """Say which organisation runs a site; the platform's own texts name it from then on."""
    actor, shown = actor_of(request), get_object_or_404(Site, pk=site_id)
    RULES["give_site"].require(actor)

    def give(owner_id: UUID | None) -> Site:
        given = actions.give_site(actor=actor, site_id=site_id, owner_id=owner_id)
        load_bundled()
        return given

    return answered(
        request,
        OwnerForm(every_body(), request.POST or None, initial={"owner_id": shown.owner_id}),
        give,
        onward=reverse("desk:site", args=[site_id]),
        title=_("Chi gestisce il sito"),
        intro=_("Chi risponde di questo sito davanti a chi lo usa."),
        action=_("Salva"),
        trail=[*trail(), (shown.name, reverse("desk:site", args=[site_id]))],
    )


@require_http_methods(["GET", "POST"])
@opens_to(RULES["save_site_theme"])
def theme(request: HttpRequest, site_id: UUID) -> HttpResponse:
    """Choose the six colours of a site; unreadable pairs are refused."""
    actor, shown = actor_of(request), get_object_or_404(Site, pk=site_id)
    RULES["save_site_theme"].require(actor, Scope(shown.owner_id))

    def save(**colours: Any) -> Site:
        chosen = None if "reset" in request.POST else Theme(**colours)
        return actions.save_site_theme(actor=actor, site_id=site_id, theme=chosen)

    form = ThemeForm(request.POST) if request.POST else ThemeForm.showing(theme_of(shown))
    return answered(
        request,
        form,
        save,
        onward=reverse("desk:site_theme", args=[site_id]),
        template="desk/theme.html",
        site=shown,
        trail=[*trail(), (shown.name, reverse("desk:site", args=[site_id]))],
    )


def trail() -> list[tuple[str, str]]:
    """Give the way to the page of the installation."""
    return [(_("Piattaforma"), reverse("desk:platform"))]
