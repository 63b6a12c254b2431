"""The campaigns practice as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CampaignsConfig(AppConfig):
    """Campaigns that win twice."""

    name = "ritrovo.practices.campaigns"
    label = "campaigns"

    def ready(self) -> None:
        """Tell the mail, the books, the payments and the menu what campaigns bring."""
        from ritrovo.foundations.ledger import ownership
        from ritrovo.foundations.look.navigation import Entry, register
        from ritrovo.foundations.payments import subjects
        from ritrovo.practices.campaigns import letters, notices
        from ritrovo.practices.campaigns.queries.books import accounts_of
        from ritrovo.practices.campaigns.queries.dues import described

        letters.register_kinds()
        notices.register_kinds()
        ownership.register("campaigns", accounts_of)
        subjects.register("campaigns", described)
        register(Entry(_("Campagne"), "campaigns:list", "megaphone", "main", order=10))
