"""Whom to phone about a campaign: those who promised and left no e-mail address."""

from __future__ import annotations

from typing import Final

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ritrovo.foundations.kernel.presence import present
from ritrovo.foundations.look.formatting import format_moment
from ritrovo.foundations.payments.choices import DueState
from ritrovo.foundations.payments.references import iban_grouped
from ritrovo.practices.campaigns.choices import PledgeState, Status
from ritrovo.practices.campaigns.models import Campaign, Pledge
from ritrovo.practices.campaigns.queries.pages import is_paused

# What ended without a success lets every promise go.
LET_GO: Final = frozenset({Status.FAILED, Status.CANCELLED})


def people_to_call(campaign: Campaign) -> QuerySet[Pledge]:
    """List the promises without an address that may be paid now, or were let go; oldest first.

    The others are told by mail. One query.
    """
    found = campaign.pledges.filter(email="").select_related("due")
    if campaign.status in LET_GO:
        found = found.filter(state=PledgeState.RELEASED)
    elif campaign.terms.is_payable:
        found = found.filter(state=PledgeState.COUNTED, due__state=DueState.OPEN)
    else:
        found = found.none()
    return found.order_by("due__opened_at", "made_at", "id")


def news_to_tell(campaign: Campaign) -> str:
    """Say what to tell them; it asks for nothing, for nobody owes anything."""
    if campaign.status == Status.FAILED:
        return _("Non siamo arrivati all'obiettivo: la promessa è sciolta, non si paga nulla.")
    if campaign.status == Status.CANCELLED:
        return _("La campagna è annullata: la promessa è sciolta, non si paga nulla.")
    account = campaign.bank_account
    if account is None or not campaign.terms.is_payable:
        return ""
    if is_paused(campaign):
        until = format_moment(present(campaign.payments_paused_until))
        words = _("L'IBAN è cambiato: chi non ha ancora pagato aspetti fino al %(until)s.")
        return words % {"until": until}
    return _(
        "Chi vuole può fare il bonifico a %(holder)s, IBAN %(iban)s: nella causale scrive per prima"
        " cosa il suo codice. Se l'ha già fatto, o se ha cambiato idea, va bene così."
    ) % {"holder": account.holder, "iban": iban_grouped(account.iban)}
