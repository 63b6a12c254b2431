"""The web room as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebConfig(AppConfig):
    """The public pages: home, search, ecosystems."""

    name = "ritrovo.site.web"
    label = "web"

    def ready(self) -> None:
        """Put the public pages in the menu."""
        from ritrovo.foundations.look.navigation import Entry, register

        register(
            Entry(_("Ecosistemi"), "web:ecosystems", "sprout", "main", order=40),
            Entry(_("Cerca"), "web:search", "search", "main", order=90),
        )
