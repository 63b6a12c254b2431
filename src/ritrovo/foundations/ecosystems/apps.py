"""The ecosystems room as a Django app."""

from django.apps import AppConfig


class EcosystemsConfig(AppConfig):
    """The containers."""

    name = "ritrovo.foundations.ecosystems"
    label = "ecosystems"
