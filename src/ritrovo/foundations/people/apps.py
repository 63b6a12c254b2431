"""The people room as a Django app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Who takes part."""

    name = "ritrovo.foundations.people"
    label = "people"

    def ready(self) -> None:
        """Say who may read this room's private files, and what it knows of people."""
        from ritrovo.foundations.people import known, private_files

        private_files.register("statutes", private_files.may_read_statute)
        private_files.register("accounts", private_files.may_read_proof)
        private_files.register("hostings", private_files.may_read_hosting)
        known.register_room()
