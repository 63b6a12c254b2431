"""The payments room as a Django app."""

from django.apps import AppConfig


class PaymentsConfig(AppConfig):
    """What is owed, what arrived, and the receipts for it; the platform never holds it."""

    name = "ritrovo.foundations.payments"
    label = "payments"

    def ready(self) -> None:
        """Tell `messages` what payments write, and the books which accounts are whose."""
        from ritrovo.foundations.ledger import naming, ownership
        from ritrovo.foundations.payments import known

        known.register_room()
        from ritrovo.foundations.payments.letters import register_kinds
        from ritrovo.foundations.payments.queries.tills import accounts_of, body_names, names_of

        register_kinds()
        ownership.register("tills", accounts_of)
        for family in ("till", "transit", "difference"):
            naming.register(family, names_of)
        for family in ("fees", "losses", "costs"):
            naming.register(family, body_names)
