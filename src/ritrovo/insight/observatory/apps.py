"""The observatory room as a Django app."""

from django.apps import AppConfig


class ObservatoryConfig(AppConfig):
    """The market of crowdfunding, platform by platform."""

    name = "ritrovo.insight.observatory"
    label = "observatory"
