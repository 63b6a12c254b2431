"""The ledger room as a Django app."""

from django.apps import AppConfig
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class LedgerConfig(AppConfig):
    """One ledger: what must balance moves only through here."""

    name = "ritrovo.foundations.ledger"
    label = "ledger"

    def ready(self) -> None:
        """Put the book in the back office, for those who keep accounts."""
        from ritrovo.foundations.look.navigation import Entry, register

        register(
            Entry(
                _("Libro dei conti"),
                "ledger:books",
                icon="book-open",
                place="desk",
                group=_("I conti"),
                order=30,
                allowed=may_read_books,
            )
        )


def may_read_books(request: HttpRequest) -> bool:
    """Say whether the visitor keeps the accounts of some organisation. One query at most."""
    from ritrovo.foundations.ecosystems.queries import actor_of
    from ritrovo.foundations.kernel.access import Scope
    from ritrovo.foundations.ledger.policies import READ_BOOKS

    actor = actor_of(request)
    return any(READ_BOOKS.admits(actor, Scope(each)) for each in actor.organisations)
