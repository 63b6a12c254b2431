"""Places as a Django app."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """Municipalities, neighbourhoods, buildings and maps."""

    name = "ritrovo.foundations.places"
    label = "places"
