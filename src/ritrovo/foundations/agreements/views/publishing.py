"""Pages on which an organisation's editors publish its texts."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages as notices
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ritrovo.foundations.agreements import actions, queries
from ritrovo.foundations.agreements.choices import RulebookKind
from ritrovo.foundations.agreements.errors import NoSuchText
from ritrovo.foundations.agreements.forms import VersionForm, started_from
from ritrovo.foundations.agreements.models import Version
from ritrovo.foundations.agreements.policies import PUBLISHING, RULES
from ritrovo.foundations.agreements.shown import version_to_show
from ritrovo.foundations.agreements.views.reading import require_kind
from ritrovo.foundations.ecosystems.queries import actor_of
from ritrovo.foundations.kernel.access import Scope, opens_to
from ritrovo.foundations.kernel.refusals import Refusal


@opens_to(PUBLISHING, anywhere=True)
@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """List the organisations whose texts one may publish; straight to it when there is one."""
    found = list(queries.organisations_to_write_for(actor_of(request)))
    if len(found) == 1:
        return redirect("agreements:texts", found[0].pk)
    return render(request, "agreements/organisations.html", {"organisations": found})


@opens_to(PUBLISHING)
@require_safe
def texts(request: HttpRequest, owner_id: UUID) -> HttpResponse:
    """List an organisation's texts, each with the version in force."""
    PUBLISHING.require(actor_of(request), Scope(owner_id))
    rows = [(kind, standing(kind, owner_id)) for kind in queries.kinds_to_write()]
    owner = queries.owner_or_none(owner_id)
    return render(request, "agreements/texts.html", {"owner": owner, "rows": rows})


@opens_to(RULES["publish_version"])
@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, owner_id: UUID, kind: str) -> HttpResponse:
    """Write a new version of a text, starting from the one in force."""
    require_kind(kind)
    actor = actor_of(request)
    RULES["publish_version"].require(actor, Scope(owner_id))
    form = VersionForm(request.POST) if request.POST else started_from(standing(kind, owner_id))
    if form.is_valid():
        try:
            made = actions.publish_version(actor=actor, kind=kind, owner_id=owner_id, **form.words)
        except Refusal as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            notices.success(request, _("Pubblicato: è la versione %d.") % made.number)
            return redirect("agreements:texts", owner_id)
    context = {
        "form": form,
        "owner": queries.owner_or_none(owner_id),
        "label": RulebookKind(kind).label,
    }
    status = 422 if form.errors else 200
    return render(request, "agreements/publish.html", context, status=status)


def standing(kind: str, owner_id: UUID) -> Version | None:
    """Find the version in force, of one's own or of the model, or None."""
    try:
        return version_to_show(kind, owner_id)
    except NoSuchText:
        return None
