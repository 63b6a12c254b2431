"""The payments room as a Django app."""

from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    """What is owed, what arrived, and the receipts for it; the platform never holds it."""

    name = "ritrovo.foundations.payments"
    label = "payments"

    def ready(self) -> None:
        """Tell `messages` what payments write."""
        from ritrovo.foundations.payments.letters import register_kinds

        register_kinds()
