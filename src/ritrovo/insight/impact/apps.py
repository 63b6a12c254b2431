"""The impact room as a Django app."""

from __future__ import annotations

from uuid import UUID

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class ImpactConfig(AppConfig):
    """The second victory, counted and shown."""

    name = "ritrovo.insight.impact"
    label = "impact"

    def ready(self) -> None:
        """Put its pages in the menus, and tell initiatives where their second victory is."""
        from ritrovo.foundations.contributions.second_victories import register_address
        from ritrovo.foundations.look.navigation import Entry, register
        from ritrovo.insight.impact.notices import register_kind

        register_kind()
        register_address(page_of)
        register(
            Entry(_("Seconda vittoria"), "impact:everywhere", "users", "main", order=50),
            Entry(
                _("Conteggi"),
                "impact_desk:counts",
                icon="chart-line",
                place="desk",
                group=_("La comunità"),
                order=60,
                allowed=may_count,
            ),
        )


def page_of(context_id: UUID) -> str:
    """Give the address of the second victory of an initiative."""
    from django.urls import reverse

    return reverse("impact:context", args=[context_id])


def may_count(request: HttpRequest) -> bool:
    """Say whether the visitor may have something counted. Two queries at most."""
    from ritrovo.foundations.ecosystems.queries import actor_of
    from ritrovo.foundations.kernel.access import Scope
    from ritrovo.insight.impact.policies import COUNTERS

    actor = actor_of(request)
    here = [Scope(organisation_id=each) for each in actor.organisations]
    there = [Scope(ecosystem_id=each) for each in actor.ecosystems]
    return any(COUNTERS.admits(actor, scope) for scope in (Scope(), *here, *there))
