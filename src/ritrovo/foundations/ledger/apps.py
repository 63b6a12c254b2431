"""The ledger room as a Django app."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    """One ledger: what must balance moves only through here."""

    name = "ritrovo.foundations.ledger"
    label = "ledger"
