"""The documents as a Django app; it owns no table."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Receipts, posters and lists on paper."""

    name = "ritrovo.foundations.documents"
    label = "documents"
