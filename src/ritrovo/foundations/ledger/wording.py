"""Journals and accounts in words an accountant knows."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise
NO_BREAK: Final = "\u00a0"

KINDS: Final[dict[str, Words]] = {
    "promise": _("Promessa"),
    "pledge": _("Promessa"),
    "change": _("Promessa cambiata"),
    "release": _("Promessa sciolta"),
    "withdrawal": _("Promessa ritirata"),
    "collection": _("Incasso"),
    "acceptance": _("Incasso accettato"),
    "refund": _("Restituzione"),
    "undo": _("Incasso annullato"),
    "undo_refund": _("Restituzione annullata"),
    "handover": _("Passaggio di cassa"),
    "takeover": _("Passaggio di cassa confermato"),
    "till_refund": _("Restituzione dalla cassa"),
    "deposit": _("Versamento in banca"),
    "count": _("Conta della cassa"),
    "difference": _("Differenza di cassa chiusa"),
    "collective": _("Raccolta collettiva"),
    "expense": _("Spesa"),
    "expense_reversal": _("Spesa annullata"),
}
ACCOUNTS: Final[dict[str, Words]] = {
    "bank": _("Accrediti in banca"),
    "party": _("Chi sostiene"),
    "campaign": _("Campagna"),
    "held": _("Da restituire o accettare"),
    "till": _("Cassa"),
    "transit": _("In viaggio dalla cassa"),
    "difference": _("Differenze da chiarire"),
    "fees": _("Commissioni"),
    "losses": _("Differenze di cassa"),
    "costs": _("Spese pagate con la raccolta"),
    "collective": _("Raccolte collettive"),
    "spent": _("Spese della campagna"),
    "used": _("Uscite"),
}


def kind_in_words(kind: str) -> str:
    """Say what a journal is; an unknown kind by its code."""
    return str(KINDS.get(kind, kind))


def account_in_words(address: str) -> str:
    """Say what an account is, without naming anybody: its family and the end of its id."""
    family, _colon, rest = address.partition(":")
    name = str(ACCOUNTS.get(family, family))
    return name if family == "party" or not rest else f"{name}{NO_BREAK}{rest[-4:]}"


def named_account(family: str, name: str) -> str:
    """Say what an account is with the name of what it stands for: "Campagna: Il forno"."""
    return f"{ACCOUNTS.get(family, family)}: {name}"
