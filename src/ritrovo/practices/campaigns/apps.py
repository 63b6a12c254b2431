"""The campaigns practice as a Django app."""

from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    """Campaigns that win twice."""

    name = "ritrovo.practices.campaigns"
    label = "campaigns"

    def ready(self) -> None:
        """Tell `messages` what campaigns write."""
        from ritrovo.practices.campaigns.letters import register_kinds

        register_kinds()
