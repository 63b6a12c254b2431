"""A bank statement as an Italian bank writes it: camt.053.001.08."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from lxml import etree
from lxml.builder import ElementMaker

from ritrovo.foundations.people.models import BankAccount

NAMESPACE: Final = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"
E_: Final = ElementMaker(namespace=NAMESPACE, nsmap={None: NAMESPACE})


@dataclass(frozen=True, slots=True)
class Payment:
    """One transfer: what came in is positive, what went out negative, in cents."""

    cents: int
    text: str = ""
    name: str = ""
    iban: str = ""
    end_to_end: str = ""


@dataclass(frozen=True, slots=True)
class Movement:
    """One line of the statement: a transfer alone, or several that the bank booked together."""

    day: date
    payments: tuple[Payment, ...]
    is_reversal: bool = False
    is_pending: bool = False
    says: str = ""

    @property
    def cents(self) -> int:
        """What the balance moves by, once booked."""
        return sum(payment.cents for payment in self.payments)


def moved(day: date, payment: Payment, *, says: str = "") -> Movement:
    """Make the movement of one transfer."""
    return Movement(day, (payment,), says=says)


def closing_of(opening_cents: int, movements: Sequence[Movement]) -> int:
    """Say what the account holds in the end; what is only announced does not count."""
    return opening_cents + sum(each.cents for each in movements if not each.is_pending)


def statement(
    account: BankAccount,
    movements: Sequence[Movement],
    *,
    number: int,
    opening_cents: int,
    days: tuple[date, date],
) -> bytes:
    """Write a statement of an account over days, first and last included."""
    first, last = days
    closing = closing_of(opening_cents, movements)
    ordered = sorted(movements, key=lambda each: (each.day, each.is_pending))
    body = E_.Stmt(
        E_.Id(f"{account.iban[-6:]}-{number:03d}"),
        E_.ElctrncSeqNb(str(number)),
        E_.CreDtTm(f"{last.isoformat()}T23:00:00+01:00"),
        E_.FrToDt(
            E_.FrDtTm(f"{first.isoformat()}T00:00:00"), E_.ToDtTm(f"{last.isoformat()}T23:59:59")
        ),
        E_.Acct(E_.Id(E_.IBAN(account.iban)), E_.Ccy("EUR"), E_.Ownr(E_.Nm(account.holder))),
        _balance("OPBD", opening_cents, first),
        _balance("CLBD", closing, last),
        *(_entry(each, number, place) for place, each in enumerate(ordered, start=1)),
    )
    head = E_.GrpHdr(
        E_.MsgId(f"DEMO-{number:03d}"), E_.CreDtTm(f"{last.isoformat()}T23:00:00+01:00")
    )
    document = E_.Document(E_.BkToCstmrStmt(head, body))
    return bytes(
        etree.tostring(document, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    )


def _entry(movement: Movement, number: int, place: int) -> etree._Element:
    reference = f"{movement.day:%Y%m%d}{number:03d}{place:04d}"
    entry = E_.Ntry(
        E_.NtryRef(str(place)),
        _amount(movement.cents),
        _side(movement.cents),
        E_.Sts(E_.Cd("PDNG" if movement.is_pending else "BOOK")),
        *([E_.RvslInd("true")] if movement.is_reversal else []),
        *([] if movement.is_pending else [E_.BookgDt(E_.Dt(movement.day.isoformat()))]),
        E_.ValDt(E_.Dt(movement.day.isoformat())),
        E_.AcctSvcrRef(reference),
        _code(movement),
        E_.NtryDtls(*(_details(movement, each) for each in movement.payments)),
    )
    if movement.says:
        entry.append(E_.AddtlNtryInf(movement.says))
    return entry


def _code(movement: Movement) -> etree._Element:
    """Write the bank's own kind of movement, as ISO 20022 lists it."""
    family, sub = ("RCDT", "ESCT") if movement.cents > 0 else ("ICDT", "ESCT")
    if not movement.payments[0].name:
        family, sub = "MDOP", "CHRG"
    return E_.BkTxCd(E_.Domn(E_.Cd("PMNT"), E_.Fmly(E_.Cd(family), E_.SubFmlyCd(sub))))


def _details(movement: Movement, payment: Payment) -> etree._Element:
    # In a reversal the roles are those of the payment that is taken back.
    pays_us = (payment.cents > 0) != movement.is_reversal
    details = E_.TxDtls(
        E_.Refs(E_.EndToEndId(payment.end_to_end or "NOTPROVIDED")),
        _amount(payment.cents),
        _side(payment.cents),
    )
    if payment.name:
        details.append(_parties(payment, "Dbtr" if pays_us else "Cdtr"))
    if payment.text:
        details.append(E_.RmtInf(E_.Ustrd(payment.text)))
    return details


def _parties(payment: Payment, role: str) -> etree._Element:
    related = E_.RltdPties(E_(role, E_.Pty(E_.Nm(payment.name))))
    if payment.iban:
        related.append(E_(f"{role}Acct", E_.Id(E_.IBAN(payment.iban))))
    return related


def _balance(kind: str, cents: int, day: date) -> etree._Element:
    return E_.Bal(
        E_.Tp(E_.CdOrPrtry(E_.Cd(kind))),
        _amount(cents),
        _side(cents),
        E_.Dt(E_.Dt(day.isoformat())),
    )


def _amount(cents: int) -> etree._Element:
    return E_.Amt(f"{abs(cents) // 100}.{abs(cents) % 100:02d}", Ccy="EUR")


def _side(cents: int) -> etree._Element:
    return E_.CdtDbtInd("CRDT" if cents >= 0 else "DBIT")
