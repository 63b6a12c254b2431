"""The campaigns practice as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CampaignsConfig(AppConfig):
    """Campaigns that win twice."""

    name = "ritrovo.practices.campaigns"
    label = "campaigns"

    def ready(self) -> None:
        """Tell the mail what campaigns write, the books which are theirs, the menu where they are."""
        from ritrovo.foundations.look.navigation import Entry, register
        from ritrovo.foundations.ledger import ownership
        from ritrovo.practices.campaigns.letters import register_kinds
        from ritrovo.practices.campaigns.queries.books import accounts_of

        register_kinds()
        ownership.register("campaigns", accounts_of)
        register(Entry(_("Campagne"), "campaigns:list", "megaphone", "main", order=10))
