"""The volunteers room as a Django app."""

from django.apps import AppConfig


class VolunteersConfig(AppConfig):
    """Who volunteers, insured by which policy, for how many hours."""

    name = "ritrovo.foundations.volunteers"
    label = "volunteers"

    def ready(self) -> None:
        """Tell `messages` what is written to volunteers."""
        from ritrovo.foundations.volunteers import known

        known.register_room()
        from ritrovo.foundations.volunteers import letters

        letters.register_kinds()
