"""The kernel as a Django app: it owns the idempotency keys and the database's extensions."""

from django.apps import AppConfig


class KernelConfig(AppConfig):
    """The words all rooms share."""

    name = "ritrovo.foundations.kernel"
    label = "kernel"
