"""The messages room as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MessagesConfig(AppConfig):
    """Mail: digests, what cannot wait, unsubscribing, bounces."""

    name = "ritrovo.foundations.messages"
    label = "ritrovo_messages"

    def ready(self) -> None:
        """Register the kinds every installation has, and the pages of the post."""
        from ritrovo.foundations.messages import known

        known.register_room()
        from ritrovo.foundations.messages.kinds import ACCOUNT, DIGEST, Kind, register

        register(
            Kind(
                DIGEST,
                _("Riepilogo del giorno"),
                "at_once",
                why=_("Quello che non è urgente arriva una volta al giorno, tutto insieme."),
            ),
            Kind(
                ACCOUNT,
                _("Il tuo accesso"),
                "at_once",
                why=_("Ti scriviamo perché qualcuno ha usato questo indirizzo per entrare."),
            ),
        )
        self._put_pages_in_menus()

    @staticmethod
    def _put_pages_in_menus() -> None:
        from ritrovo.foundations.look.navigation import Entry, register
        from ritrovo.foundations.messages.policies import administers, is_tried_out_here

        register(
            Entry(
                _("Posta"),
                "messages:post",
                icon="mail",
                place="desk",
                group=_("La piattaforma"),
                order=90,
                allowed=administers,
            ),
            Entry(
                _("Posta di prova"),
                "messages:mailbox",
                icon="inbox",
                place="footer",
                order=95,
                allowed=is_tried_out_here,
            ),
        )
