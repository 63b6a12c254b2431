"""The ecosystems room as a Django app."""

from django.apps import AppConfig


class EcosystemsConfig(AppConfig):
    """The containers."""

    name = "ritrovo.foundations.ecosystems"
    label = "ecosystems"

    def ready(self) -> None:
        """Say what ecosystems, and the practices in them, know of people."""
        from ritrovo.foundations.ecosystems import known

        known.register_rooms()
