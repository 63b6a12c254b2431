"""How a promise is paid, or why not yet: the lines of its bank transfer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.utils.safestring import SafeString, mark_safe

from ritrovo.foundations.documents.pages import SumPart, TransferPage
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.look.typed_amounts import cents_to_type
from ritrovo.foundations.payments.choices import DueState
from ritrovo.foundations.payments.references import (
    iban_grouped,
    reason_parts,
    reason_text,
    transfer_qr,
)
from ritrovo.foundations.people.queries import is_entitled
from ritrovo.practices.campaigns.choices import PledgeState
from ritrovo.practices.campaigns.models import Pledge
from ritrovo.practices.campaigns.queries.pages import is_paused

WayToPay = Literal["now", "later", "paused", "approval", "arrived", "ended"]

_ENDED = frozenset(
    {
        PledgeState.WITHDRAWN,
        PledgeState.EXPIRED,
        PledgeState.DECLINED,
        PledgeState.RELEASED,
    }
)


@dataclass(frozen=True, slots=True)
class TransferLines:
    """What somebody copies into a bank transfer; `parts` are two when a reward is in it."""

    holder: str
    iban: str
    iban_grouped: str
    bank: str
    amount: Amount
    reason: str
    parts: tuple[SumPart, ...]

    @property
    def amount_to_copy(self) -> str:
        """The sum as a bank's field takes it: 12,50."""
        return cents_to_type(self.amount.count, "it")

    @property
    def code(self) -> SafeString:
        """The code that fills in the transfer on a banking app, as SVG."""
        made = transfer_qr(
            holder=self.holder, iban=self.iban, cents=self.amount.count, reason=self.reason
        )
        return mark_safe(made.svg)  # noqa: S308  Drawn by us; what people wrote is only encoded.


def way_to_pay(pledge: Pledge) -> WayToPay:
    """Say how a promise stands with money: payable now, later, or no more."""
    due, campaign = pledge.due, pledge.campaign
    if pledge.state == PledgeState.PAID or due.state == DueState.SETTLED:
        return "arrived"
    if pledge.state in _ENDED or due.state == DueState.RELEASED:
        return "ended"
    if pledge.state == PledgeState.TO_APPROVE:
        return "approval"
    if due.state != DueState.OPEN:
        return "later"
    return "paused" if is_paused(campaign) else "now"


def transfer_lines(pledge: Pledge, *, paid_cents: int = 0) -> TransferLines:
    """Write the lines of a promise's transfer, for what is still to come. No query.

    What came is taken from the gift last: the price of a reward is paid first.
    """
    due, campaign = pledge.due, pledge.campaign
    rest = max(due.cents - paid_cents, 1)
    price = max(due.cents - due.gift_cents - paid_cents, 0)
    gift, is_deductible = rest - price, is_entitled(campaign.beneficiary, clock.today())
    parts = reason_parts(gift_cents=gift, price_cents=price, deductible=is_deductible)
    reason = reason_text(
        reference=due.reference,
        title=campaign.title,
        gift_cents=gift,
        price_cents=price,
        deductible=is_deductible,
    )
    return TransferLines(
        holder=due.bank_account.holder,
        iban=due.bank_account.iban,
        iban_grouped=iban_grouped(due.bank_account.iban),
        bank=due.bank_account.bank_name,
        amount=Amount(rest),
        reason=reason,
        parts=tuple(SumPart(part.words, part.cents) for part in parts if len(parts) > 1),
    )


def transfer_page(pledge: Pledge, lines: TransferLines, *, manage_url: str = "") -> TransferPage:
    """Give the printed page of a transfer what it shows."""
    campaign = pledge.campaign
    return TransferPage(
        campaign=campaign.title,
        promoter=campaign.promoter.legal_name,
        holder=lines.holder,
        iban=lines.iban,
        amount_cents=lines.amount.count,
        reason=lines.reason,
        parts=lines.parts,
        pledger=pledge.given_name,
        bank=lines.bank,
        by_day=pledge.due.payable_until,
        contact=campaign.promoter.email or campaign.promoter.phone,
        manage_url=manage_url,
    )
