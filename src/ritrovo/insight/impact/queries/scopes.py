"""What can be studied, by whom it may be seen, and whose roles count there."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from ritrovo.foundations.ecosystems.models import Ecosystem
from ritrovo.foundations.ecosystems.practices import Context, contexts
from ritrovo.foundations.kernel.access import Actor
from ritrovo.foundations.kernel.access import Scope as Roles
from ritrovo.foundations.people.models import Organisation
from ritrovo.foundations.places.models import Municipality
from ritrovo.insight.impact.errors import ScopeUnknown
from ritrovo.insight.impact.policies import SEE_ORGANISATION
from ritrovo.insight.impact.scopes import Scope, ScopeKind


def scope_for(actor: Actor, kind: str, scope_id: str = "") -> Scope:
    """Find what is to be shown to an actor. One query.

    `scope_id` is an id, a Belfiore code, or the slug of an ecosystem or of a municipality. All
    scopes are public but an organisation's, which its own people and platform administrators see.
    Raises ScopeUnknown, also for who may not see it.
    """
    scope = find_scope(kind, scope_id)
    if scope.kind is ScopeKind.ORGANISATION:
        where = Roles(organisation_id=UUID(scope.id))
        if not SEE_ORGANISATION.admits(actor, where):
            raise ScopeUnknown
    return scope


def find_scope(kind: str, scope_id: str = "") -> Scope:
    """Find what has this id, for whoever may see it. One query at most. Raises ScopeUnknown."""
    try:
        if kind == ScopeKind.EVERYWHERE:
            return everywhere()
        if kind == ScopeKind.CONTEXT:
            return scope_of_context(context_of(UUID(scope_id)))
        if kind == ScopeKind.ECOSYSTEM:
            return scope_of_ecosystem(ecosystem_of(scope_id))
        if kind == ScopeKind.ORGANISATION:
            return scope_of_organisation(Organisation.objects.get(pk=UUID(scope_id)))
        if kind == ScopeKind.MUNICIPALITY:
            code = scope_id.rpartition("-")[2].upper()
            return scope_of_municipality(Municipality.objects.get(pk=code))
    except (ValueError, Organisation.DoesNotExist, Municipality.DoesNotExist) as error:
        raise ScopeUnknown from error
    raise ScopeUnknown


def scopes_of(actor: Actor) -> list[Scope]:
    """List what an actor may have counted: ecosystems, organisations and their contexts.

    Three queries, and one more for each practice.
    """
    everything = "administrator" in actor.platform
    theirs = Q() if everything else Q(pk__in=list(actor.ecosystems))
    promoted = Q(promoter__in=list(actor.organisations))
    ecosystems = Ecosystem.objects.filter(theirs | promoted).order_by("name")
    bodies = Organisation.objects.filter(pk__in=list(actor.organisations)).order_by("legal_name")
    known = {each.pk for each in ecosystems}
    own = [
        each
        for each in contexts()
        if everything or each.promoter_id in actor.organisations or each.ecosystem_id in known
    ]
    return [
        *([everywhere()] if everything else []),
        *map(scope_of_ecosystem, ecosystems),
        *map(scope_of_organisation, bodies),
        *map(scope_of_context, own),
    ]


def roles_at(scope: Scope) -> Roles:
    """Say whose roles count at a scope: the organisation's and the ecosystem's. One query."""
    if scope.kind is ScopeKind.ORGANISATION:
        return Roles(organisation_id=UUID(scope.id))
    if scope.kind is ScopeKind.ECOSYSTEM:
        ecosystem = ecosystem_of(scope.id)
        return Roles(ecosystem.promoter_id, ecosystem.pk)
    if scope.kind is ScopeKind.CONTEXT:
        context = context_of(UUID(scope.id))
        return Roles(context.promoter_id, context.ecosystem_id)
    return Roles()


def context_of(context_id: UUID) -> Context:
    """Find a public context. One query a practice. Raises ScopeUnknown."""
    for found in contexts([context_id]):
        return found
    raise ScopeUnknown


def ecosystem_of(id_or_slug: str) -> Ecosystem:
    """Find an ecosystem by its id or its slug. One query. Raises ScopeUnknown."""
    try:
        named = Q(pk=UUID(id_or_slug))
    except ValueError:
        named = Q(slug=id_or_slug)
    found = Ecosystem.objects.filter(named).first()
    if found is None:
        raise ScopeUnknown
    return found


def everywhere() -> Scope:
    """Give the whole installation."""
    return Scope(ScopeKind.EVERYWHERE, "", _("tutto il territorio"), reverse("web:home"))


def scope_of_context(context: Context) -> Scope:
    """Give a context as a scope."""
    return Scope(ScopeKind.CONTEXT, str(context.id), context.title, context.url)


def scope_of_ecosystem(ecosystem: Ecosystem) -> Scope:
    """Give an ecosystem as a scope."""
    url = reverse("web:ecosystem", args=[ecosystem.slug])
    return Scope(ScopeKind.ECOSYSTEM, str(ecosystem.pk), ecosystem.name, url)


def scope_of_organisation(body: Organisation) -> Scope:
    """Give an organisation as a scope; it has no public page of its own."""
    return Scope(ScopeKind.ORGANISATION, str(body.pk), body.legal_name)


def scope_of_municipality(place: Municipality) -> Scope:
    """Give a municipality as a scope."""
    url = reverse("web:municipality", args=[place.slug])
    return Scope(ScopeKind.MUNICIPALITY, place.pk, place.name, url)
