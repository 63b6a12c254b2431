"""Lines, dues and gifts for tests of the matching rules."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from ritrovo.foundations.payments.references import creditor_reference, short_code
from ritrovo.foundations.payments.rules import (
    DueStanding,
    GiftPaid,
    OpenDue,
    Proposal,
    match,
)
from ritrovo.foundations.payments.statements.fingerprints import identified
from ritrovo.foundations.payments.statements.model import Entry

IBAN = "IT60X0542811101000000123456"
DAY = date(2026, 3, 10)


def rf(number: int) -> str:
    return creditor_reference(short_code(number))


def line(
    cents: int,
    text: str = "",
    *,
    name: str = "",
    day: date = DAY,
    end_to_end_id: str = "",
    structured: str = "",
    bank_reference: str = "",
    party_iban: str = "",
    is_reversal: bool = False,
) -> Entry:
    return Entry(
        account_iban=IBAN,
        booked_on=day,
        value_on=None,
        cents=cents,
        text=text,
        line=1,
        number=1,
        party_name=name,
        party_iban=party_iban,
        end_to_end_id=end_to_end_id,
        structured_reference=structured,
        bank_reference=bank_reference,
        is_reversal=is_reversal,
    )


def due(
    number: int,
    cents: int = 2000,
    *,
    names: tuple[str, ...] = ("Mario Rossi",),
    end_to_end_ids: tuple[str, ...] = (),
    standing: DueStanding = DueStanding.OPEN,
    payable_from: date | None = None,
    payable_until: date | None = None,
) -> OpenDue:
    return OpenDue(
        id=UUID(int=number),
        rf=rf(number),
        short_code=short_code(number),
        amount_cents=cents,
        opened_on=DAY - timedelta(days=5),
        debtor_names=names,
        end_to_end_ids=end_to_end_ids,
        standing=standing,
        payable_from=payable_from,
        payable_until=payable_until,
    )


def gift(
    number: int,
    cents: int = 2000,
    *,
    names: tuple[str, ...] = ("Mario Rossi",),
    payer_iban: str = "",
    bank_reference: str = "",
) -> GiftPaid:
    return GiftPaid(
        id=UUID(int=1000 + number),
        rf=rf(number),
        short_code=short_code(number),
        amount_cents=cents,
        paid_on=DAY - timedelta(days=3),
        payer_names=names,
        payer_iban=payer_iban,
        bank_reference=bank_reference,
    )


def matched(
    lines: Sequence[Entry], dues: Sequence[OpenDue] = (), gifts: Sequence[GiftPaid] = ()
) -> tuple[Proposal, ...]:
    return match(identified(lines), dues, gifts)


def only(entry: Entry, *dues: OpenDue, gifts: Sequence[GiftPaid] = ()) -> Proposal:
    (proposal,) = matched([entry], dues, gifts)
    return proposal
