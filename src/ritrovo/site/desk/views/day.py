"""The desk's first page: what waits for you today."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from ritrovo.foundations.ecosystems.practices import to_dos
from ritrovo.foundations.ecosystems.queries import actor_of, ecosystems_of
from ritrovo.foundations.kernel.access import SIGNED_IN, opens_to
from ritrovo.foundations.people.queries import organisations_of
from ritrovo.site.desk.roles import role_words


@require_safe
@opens_to(SIGNED_IN)
def today(request: HttpRequest) -> HttpResponse:
    """Show what waits for the person, practice by practice, and the roles they hold."""
    actor = actor_of(request)
    if not actor.is_known:
        return redirect("desk:introduce")
    organisations = [
        (each, role_words(actor.organisations[each.pk])) for each in organisations_of(actor)
    ]
    ecosystems = [
        (each, role_words(actor.ecosystems.get(each.pk))) for each in ecosystems_of(actor)
    ]
    context = {
        "to_dos": list(to_dos(actor)),
        "organisations": organisations,
        "ecosystems": ecosystems,
        "platform": role_words(actor.platform),
    }
    return render(request, "desk/today.html", context)
