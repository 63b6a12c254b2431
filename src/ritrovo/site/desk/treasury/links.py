"""The treasurer's entry in the desk's menu."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.ecosystems.queries import actor_of
from ritrovo.foundations.look.navigation import Entry, register
from ritrovo.foundations.payments.policies import HANDLES_TILLS, SEES_ACCOUNTS, scope_of


def keeps_accounts(request: HttpRequest) -> bool:
    """Say whether the reader keeps the accounts of some organisation."""
    actor = actor_of(request)
    return any(SEES_ACCOUNTS.admits(actor, scope_of(each)) for each in actor.organisations)


def handles_tills(request: HttpRequest) -> bool:
    """Say whether the reader takes money in for some organisation."""
    actor = actor_of(request)
    return any(HANDLES_TILLS.admits(actor, scope_of(each)) for each in actor.organisations)


def register_treasury_links() -> None:
    """Put the treasurer's desk in the menu of those who keep accounts."""
    register(
        Entry(
            _("Bonifici e ricevute"),
            "treasury:today",
            "landmark",
            "desk",
            _("I conti"),
            order=30,
            allowed=keeps_accounts,
        ),
        Entry(
            _("Casse"),
            "treasury:till_bodies",
            "hand-coins",
            "desk",
            _("I conti"),
            order=31,
            allowed=handles_tills,
        ),
    )
