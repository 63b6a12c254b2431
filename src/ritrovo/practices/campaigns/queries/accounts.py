"""How a campaign's money is counted, for whoever wants to check."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.contributions.measures import Money
from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.ledger.queries import last_movements
from ritrovo.foundations.payments.models import Receipt
from ritrovo.practices.campaigns.models import Campaign
from ritrovo.practices.campaigns.queries.pages import money_of

if TYPE_CHECKING:
    from ritrovo.foundations.ledger.models import Account

MOVEMENTS_SHOWN: Final = 30
_KINDS: Final[dict[str, str | Promise]] = {
    "collection": _("Arrivato"),
    "acceptance": _("Arrivato prima del tempo, poi accettato"),
    "refund": _("Restituito"),
    "undo": _("Abbinamento corretto"),
    "undo_refund": _("Restituzione corretta"),
    "promise": _("Promesso"),
    "change": _("Promessa cambiata"),
    "release": _("Promessa sciolta"),
}


@dataclass(frozen=True, slots=True)
class Movement:
    """A line of the books without names: what, how much, when."""

    words: str | Promise
    amount: Amount
    is_out: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class Book:
    """An account's two counters: all that ever came in, all that went out."""

    received: Amount
    sent: Amount

    @property
    def balance(self) -> Amount:
        """What rests."""
        return self.received - self.sent


@dataclass(frozen=True, slots=True)
class AccountPage:
    """The books of one campaign as everyone may read them."""

    campaign: Campaign
    money: Money
    promised: Book
    collected: Book
    movements: Sequence[Movement]
    receipts: int
    voided: int


def account_page(campaign: Campaign) -> AccountPage:
    """Read the books of a public campaign: three queries beside its own."""
    receipts = Receipt.objects.filter(payment__due__collected_to=campaign.collected_account_id)
    return AccountPage(
        campaign=campaign,
        money=money_of(campaign),
        promised=_book(campaign.promised_account),
        collected=_book(campaign.collected_account),
        movements=_movements(campaign.collected_account_id),
        receipts=receipts.count(),
        voided=receipts.filter(void__isnull=False).count(),
    )


def _book(account: Account | None) -> Book:
    if account is None:
        return Book(Amount(0), Amount(0))
    return Book(Amount(account.received), Amount(account.sent))


def _movements(account_id: UUID | None) -> list[Movement]:
    found = last_movements([account_id], MOVEMENTS_SHOWN) if account_id else []
    return [
        Movement(_KINDS.get(each.kind, each.kind), each.amount, each.is_out, each.occurred_at)
        for each in found
    ]
