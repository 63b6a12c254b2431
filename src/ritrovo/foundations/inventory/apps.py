"""The inventory room as a Django app."""

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class InventoryConfig(AppConfig):
    """What was done before the first day, brought in from spreadsheets."""

    name = "ritrovo.foundations.inventory"
    label = "inventory"

    def ready(self) -> None:
        """Say what lists know of people, and put the lists in the desk's menu."""
        from ritrovo.foundations.inventory import known
        from ritrovo.foundations.look.navigation import Entry, register

        known.register_room()
        register(
            Entry(
                _("Quello che avete già"),
                "inventory:bodies",
                icon="upload",
                place="desk",
                group=_("La comunità"),
                order=47,
                allowed=may_look,
            )
        )


def may_look(request: HttpRequest) -> bool:
    """Say whether the visitor may see some organisation's lists. One query at most."""
    from ritrovo.foundations.ecosystems.queries import actor_of
    from ritrovo.foundations.inventory.policies import READERS
    from ritrovo.foundations.kernel.access import Scope

    actor = actor_of(request)
    return any(READERS.admits(actor, Scope(each)) for each in actor.organisations)
