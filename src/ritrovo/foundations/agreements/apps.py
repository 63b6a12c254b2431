"""The agreements room as a Django app."""

from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    """Consents and rules, by version, with proof of who, when and which text."""

    name = "ritrovo.foundations.agreements"
    label = "agreements"
