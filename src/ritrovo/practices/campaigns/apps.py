"""The campaigns practice as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CampaignsConfig(AppConfig):
    """Campaigns that win twice."""

    name = "ritrovo.practices.campaigns"
    label = "campaigns"

    def ready(self) -> None:
        """Tell `messages` what campaigns write, and the public menu where they are."""
        from ritrovo.foundations.look.navigation import Entry, register
        from ritrovo.practices.campaigns.letters import register_kinds

        register_kinds()
        register(Entry(_("Campagne"), "campaigns:list", "megaphone", "main", order=10))
