"""The counters' entry in the menu."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.ecosystems.queries import actor_of
from ritrovo.foundations.kernel.access import Scope
from ritrovo.foundations.look.navigation import Entry, register
from ritrovo.foundations.people.counters import USES_SHOP


def stands_at_counters(request: HttpRequest) -> bool:
    """Say whether the reader may stand at some counter, should one be open."""
    actor = actor_of(request)
    bodies = {*actor.organisations, *actor.shops}
    return any(USES_SHOP.admits(actor, Scope(each)) for each in bodies)


def register_counter_links() -> None:
    """Put the counter in the menu of who stands at one."""
    register(
        Entry(
            _("Sportello"),
            "counter:today",
            "store",
            "desk",
            _("La comunità"),
            order=40,
            allowed=stands_at_counters,
        )
    )
