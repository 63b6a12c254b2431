"""The policies that insure an organisation's volunteers."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ritrovo.foundations.ecosystems.queries import actor_of
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import opens_to
from ritrovo.foundations.look.submitting import carried_out
from ritrovo.foundations.people.models import Organisation
from ritrovo.foundations.volunteers.actions import insuring as actions
from ritrovo.foundations.volunteers.forms import PolicyForm
from ritrovo.foundations.volunteers.policies import READERS, RULES, WRITERS
from ritrovo.foundations.volunteers.queries.policies import policies_of, policy_of
from ritrovo.site.desk.volunteers.frame import address, body_for, go, page, trail_to


@opens_to(READERS)
@require_safe
def policies(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """List the policies, and say what today's lack."""
    organisation = body_for(request, organisation_id)
    return page(
        request,
        "policies",
        organisation,
        section="policies",
        policies=policies_of(organisation_id),
        day=clock.today(),
    )


@opens_to(RULES["record_policy"])
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Write down a policy."""
    organisation = body_for(request, organisation_id, WRITERS)
    act = partial(actions.record_policy, actor=actor_of(request), organisation_id=organisation_id)
    form = PolicyForm(request.POST or None)
    return _answered(request, organisation, form, act, title=_("Una polizza"))


@opens_to(RULES["edit_policy"])
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, organisation_id: UUID, policy_id: UUID) -> HttpResponse:
    """Change what is written of a policy."""
    organisation = body_for(request, organisation_id, WRITERS)
    policy = policy_of(actor_of(request), organisation_id, policy_id)
    act = partial(actions.edit_policy, actor=actor_of(request), policy_id=policy_id)
    form = PolicyForm(request.POST or None, policy=policy)
    title = _("Polizza %(number)s") % {"number": policy.number}
    return _answered(request, organisation, form, act, title=title)


def _answered(
    request: HttpRequest,
    organisation: Organisation,
    form: PolicyForm,
    act: partial[Any],
    *,
    title: str,
) -> HttpResponse:
    if request.method == "POST" and carried_out(form, act):
        messages.success(request, _("La polizza è scritta."))
        return go("policies", organisation)
    return page(
        request,
        "form",
        organisation,
        form=form,
        title=title,
        intro=_("Copia i dati dalla prima pagina della polizza."),
        action=_("Salva la polizza"),
        trail=[*trail_to(organisation), (_("Assicurazione"), address("policies", organisation))],
        warning=None,
    )
