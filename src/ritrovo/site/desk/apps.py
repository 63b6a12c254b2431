"""The desk room as a Django app."""

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    """The back office."""

    name = "ritrovo.site.desk"
    label = "desk"

    def ready(self) -> None:
        """Put the desk's pages in the menus."""
        from ritrovo.foundations.ecosystems.queries import actor_of
        from ritrovo.foundations.look.navigation import Entry, register
        from ritrovo.site.desk.counter.links import register_counter_links
        from ritrovo.site.desk.practice_links import register_practice_links
        from ritrovo.site.desk.treasury.links import register_treasury_links
        from ritrovo.site.desk.volunteers.links import register_volunteer_links

        def administers(request: HttpRequest) -> bool:
            return "administrator" in actor_of(request).platform

        def is_known(request: HttpRequest) -> bool:
            return actor_of(request).is_known

        register(
            Entry(_("Scrivania"), "desk:today", "inbox", "account", order=10),
            Entry(_("Oggi"), "desk:today", "inbox", "desk", order=1, exact=True),
            Entry(
                _("Ecosistemi"),
                "desk:ecosystems",
                "sprout",
                "desk",
                _("Chi siamo"),
                order=60,
                allowed=is_known,
            ),
            Entry(
                _("Organizzazioni"),
                "desk:organisations",
                "building-2",
                "desk",
                _("Chi siamo"),
                order=61,
                allowed=is_known,
            ),
            Entry(
                _("Che cosa si sa di me"),
                "desk:mine",
                "user",
                "desk",
                _("Le mie cose"),
                order=94,
                allowed=is_known,
            ),
            Entry(
                _("Piattaforma"),
                "desk:platform",
                "settings",
                "desk",
                _("La piattaforma"),
                order=89,
                allowed=administers,
            ),
        )
        register_practice_links()
        register_counter_links()
        register_treasury_links()
        register_volunteer_links()
