"""The agreements room as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgreementsConfig(AppConfig):
    """Consents and rules, by version, with proof of who, when and which text."""

    name = "ritrovo.foundations.agreements"
    label = "agreements"

    def ready(self) -> None:
        """Put the pages in their menus."""
        from ritrovo.foundations.agreements import known

        known.register_room()
        from ritrovo.foundations.agreements.policies import publishes_somewhere
        from ritrovo.foundations.look.navigation import Entry, register

        register(
            Entry(
                _("Accordi e privacy"),
                "agreements:organisations",
                icon="shield-check",
                place="desk",
                group=_("L'organizzazione"),
                order=70,
                allowed=publishes_somewhere,
            ),
            Entry(
                _("I miei consensi"),
                "agreements:mine",
                icon="check",
                place="desk",
                group=_("Le mie cose"),
                order=95,
            ),
            *(
                Entry(label, f"agreements:{name}", place="footer", order=80 + place)
                for place, (name, label) in enumerate(
                    {
                        "privacy": _("Privacy"),
                        "cookies": _("Cookie"),
                        "terms": _("Regole"),
                        "accessibility": _("Accessibilità"),
                    }.items()
                )
            ),
        )
