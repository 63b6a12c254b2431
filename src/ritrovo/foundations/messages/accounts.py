"""Mails about signing in go the way of every other mail."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.kernel.ids import new_id
from ritrovo.foundations.messages.kinds import ACCOUNT
from ritrovo.foundations.messages.links import absolute, default_site
from ritrovo.foundations.messages.steps import send
from ritrovo.foundations.people.models import Site

SUBJECTS: Final = {
    "account_already_exists": _("Sei già dei nostri"),
    "email_confirmation": _("Conferma il tuo indirizzo"),
    "email_confirmation_signup": _("Conferma il tuo indirizzo"),
    "login_code": _("Il codice per entrare"),
    "password_reset_code": _("Il codice per cambiare password"),
    "password_reset_key": _("Scegli una nuova password"),
    "unknown_account": _("Nessuno è iscritto con questo indirizzo"),
}
CHANGES: Final = {
    "email_changed": _("Il tuo indirizzo è cambiato"),
    "email_confirm": _("Il tuo indirizzo è confermato"),
    "email_deleted": _("Un tuo indirizzo è stato tolto"),
    "password_changed": _("La tua password è cambiata"),
    "password_reset": _("La tua password è cambiata"),
    "password_set": _("Hai scelto una password"),
    "recovery_codes_generated": _("Hai nuovi codici di riserva"),
    "totp_activated": _("Entri con un secondo controllo"),
    "totp_deactivated": _("Il secondo controllo è spento"),
    "webauthn_added": _("Hai aggiunto una chiave d'accesso"),
    "webauthn_removed": _("Una chiave d'accesso è stata tolta"),
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Send what signing in needs at once, with links of the default site."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write the mail that signing in asks for. Every request is a thing of its own."""
        name = template_prefix.rpartition("/")[2]
        site = default_site()
        with transaction.atomic():
            send(
                kind=ACCOUNT,
                key=new_id(),
                to=email,
                subject=SUBJECTS.get(name) or CHANGES[name],
                template=f"ritrovo_messages/account/{name if name in SUBJECTS else 'changed'}",
                context={**rooted(context, site), "email": email},
                site=site,
                language=get_language(),
            )


def rooted(context: dict[str, Any], site: Site) -> dict[str, Any]:
    """Move every address of a mail from the request's host to the site's own."""
    moved = dict(context)
    for name, value in context.items():
        if name.endswith("_url") and isinstance(value, str):
            parts = urlsplit(value)
            moved[name] = absolute(site, parts._replace(scheme="", netloc="").geturl())
    return moved
