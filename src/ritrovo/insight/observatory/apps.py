"""The observatory room as a Django app."""

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class ObservatoryConfig(AppConfig):
    """The market of crowdfunding, platform by platform."""

    name = "ritrovo.insight.observatory"
    label = "observatory"

    def ready(self) -> None:
        """Put the analyst's pages in the desk's menu."""
        from ritrovo.foundations.look.navigation import Entry, register
        from ritrovo.foundations.messages import kinds
        from ritrovo.foundations.messages.kinds import Kind

        group = _("Osservatorio")
        register(
            Entry(
                _("Importazioni"),
                "observatory_desk:imports",
                icon="upload",
                place="desk",
                group=group,
                order=80,
                allowed=is_analyst,
            )
        )
        register(
            Entry(
                _("Rapporti"),
                "observatory_desk:reports",
                icon="newspaper",
                place="desk",
                group=group,
                order=84,
                allowed=is_analyst,
            )
        )
        register(
            Entry(
                _("Osservatorio"), "observatory:home", icon="chart-line", place="footer", order=45
            )
        )
        kinds.register(
            Kind(
                "observatory.newsletter",
                _("Prove della newsletter"),
                "at_once",
                why=_(
                    "Ti scriviamo perché hai chiesto di provare la newsletter dell'osservatorio."
                ),
            )
        )


def is_analyst(request: HttpRequest) -> bool:
    """Say whether the visitor counts the market here. No query beyond the actor's own."""
    from ritrovo.foundations.ecosystems.queries import actor_of
    from ritrovo.insight.observatory.policies import ANALYSTS

    return ANALYSTS.admits(actor_of(request))
