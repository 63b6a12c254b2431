"""The look as a Django app: it owns templates and static files, and no table."""

from django.apps import AppConfig


class LookConfig(AppConfig):
    """Base page, components, form fields, the rings and themes."""

    name = "ritrovo.foundations.look"
    label = "look"
