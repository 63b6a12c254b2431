"""The api room as a Django app."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The API: what programs may ask."""

    name = "ritrovo.site.api"
    label = "api"
