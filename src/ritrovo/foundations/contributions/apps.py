"""The contributions room as a Django app."""

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class ContributionsConfig(AppConfig):
    """What people really do together, recorded once."""

    name = "ritrovo.foundations.contributions"
    label = "contributions"

    def ready(self) -> None:
        """Put the desk of helps in the back office, for those who may record."""
        from ritrovo.foundations.contributions import known

        known.register_room()
        from ritrovo.foundations.look.navigation import Entry, register

        register(
            Entry(
                _("Gesti"),
                "contributions:desks",
                icon="heart-handshake",
                place="desk",
                group=_("La comunità"),
                order=40,
                allowed=may_record,
            )
        )


def may_record(request: HttpRequest) -> bool:
    """Say whether the visitor records helps for some organisation. One query at most."""
    from ritrovo.foundations.contributions.policies import RECORDERS
    from ritrovo.foundations.ecosystems.queries import actor_of
    from ritrovo.foundations.kernel.access import Scope

    actor = actor_of(request)
    return any(RECORDERS.admits(actor, Scope(each)) for each in actor.organisations)
