"""The impact room as a Django app."""

from django.apps import AppConfig


class ImpactConfig(AppConfig):
    """The second victory, counted and shown."""

    name = "ritrovo.insight.impact"
    label = "impact"
