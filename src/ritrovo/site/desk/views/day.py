"""The desk's first page: what waits for you today."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from ritrovo.foundations.ecosystems import practices
from ritrovo.foundations.ecosystems.queries import actor_of, ecosystems_of
from ritrovo.foundations.kernel.access import SIGNED_IN, opens_to
from ritrovo.foundations.people.queries import organisations_of
from ritrovo.insight.observatory.to_dos import to_dos as observatory
from ritrovo.site.desk.keeping import to_dos as platform_to_dos
from ritrovo.site.desk.queries import gestures_of
from ritrovo.site.desk.roles import role_words
from ritrovo.site.desk.treasury import to_dos as treasury
from ritrovo.site.desk.volunteers import to_dos as volunteers


@require_safe
@opens_to(SIGNED_IN)
def today(request: HttpRequest) -> HttpResponse:
    """Show what waits for the person, practice by practice, and the roles they hold."""
    actor = actor_of(request)
    if not actor.is_known:
        return redirect("desk:introduce")
    if actor.shops and not actor.organisations:
        return redirect("counter:today")
    bodies = list(organisations_of(actor))
    organisations = [(each, role_words(actor.organisations[each.pk])) for each in bodies]
    ecosystems = [
        (each, role_words(actor.ecosystems.get(each.pk))) for each in ecosystems_of(actor)
    ]
    context = {
        "to_dos": [
            *practices.to_dos(actor),
            *treasury.to_dos(actor),
            *volunteers.to_dos(actor, bodies),
            *observatory(actor),
            *platform_to_dos(actor),
        ],
        "organisations": organisations,
        "ecosystems": ecosystems,
        "platform": role_words(actor.platform),
        "gestures": gestures_of(actor.person_id),
    }
    return render(request, "desk/today.html", context)
