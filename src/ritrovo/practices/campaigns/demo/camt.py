"""A bank statement as an Italian bank writes it: camt.053.001.08."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from lxml import etree

from ritrovo.foundations.people.models import BankAccount

NAMESPACE: Final = "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"
# The library's types know prefixes only, and this is the namespace that needs none.
DEFAULT: Final[Any] = {None: NAMESPACE}


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


def node(tag: str, *inside: etree._Element | str, **attributes: str) -> etree._Element:
    """Make an element of the statement's namespace, with its text or what is in it."""
    made = etree.Element(etree.QName(NAMESPACE, tag), attributes, nsmap=DEFAULT)
    for each in inside:
        if isinstance(each, str):
            made.text = each
        else:
            made.append(each)
    return made


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
    body = node(
        "Stmt",
        node("Id", f"{account.iban[-6:]}-{number:03d}"),
        node("ElctrncSeqNb", str(number)),
        node("CreDtTm", f"{last.isoformat()}T23:00:00+01:00"),
        node(
            "FrToDt",
            node("FrDtTm", f"{first.isoformat()}T00:00:00"),
            node("ToDtTm", f"{last.isoformat()}T23:59:59"),
        ),
        node(
            "Acct",
            node("Id", node("IBAN", account.iban)),
            node("Ccy", "EUR"),
            node("Ownr", node("Nm", account.holder)),
        ),
        _balance("OPBD", opening_cents, first),
        _balance("CLBD", closing, last),
        *(_entry(each, number, place) for place, each in enumerate(ordered, start=1)),
    )
    head = node(
        "GrpHdr",
        node("MsgId", f"DEMO-{number:03d}"),
        node("CreDtTm", f"{last.isoformat()}T23:00:00+01:00"),
    )
    document = node("Document", node("BkToCstmrStmt", head, body))
    return bytes(
        etree.tostring(document, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    )


def _entry(movement: Movement, number: int, place: int) -> etree._Element:
    reference = f"{movement.day:%Y%m%d}{number:03d}{place:04d}"
    entry = node(
        "Ntry",
        node("NtryRef", str(place)),
        _amount(movement.cents),
        _side(movement.cents),
        node("Sts", node("Cd", "PDNG" if movement.is_pending else "BOOK")),
        *([node("RvslInd", "true")] if movement.is_reversal else []),
        *([] if movement.is_pending else [node("BookgDt", node("Dt", movement.day.isoformat()))]),
        node("ValDt", node("Dt", movement.day.isoformat())),
        node("AcctSvcrRef", reference),
        _code(movement),
        node("NtryDtls", *(_details(movement, each) for each in movement.payments)),
    )
    if movement.says:
        entry.append(node("AddtlNtryInf", movement.says))
    return entry


def _code(movement: Movement) -> etree._Element:
    """Write the bank's own kind of movement, as ISO 20022 lists it."""
    family, sub = ("RCDT", "ESCT") if movement.cents > 0 else ("ICDT", "ESCT")
    if not movement.payments[0].name:
        family, sub = "MDOP", "CHRG"
    return node(
        "BkTxCd",
        node("Domn", node("Cd", "PMNT"), node("Fmly", node("Cd", family), node("SubFmlyCd", sub))),
    )


def _details(movement: Movement, payment: Payment) -> etree._Element:
    # In a reversal the roles are those of the payment that is taken back.
    pays_us = (payment.cents > 0) != movement.is_reversal
    details = node(
        "TxDtls",
        node("Refs", node("EndToEndId", payment.end_to_end or "NOTPROVIDED")),
        _amount(payment.cents),
        _side(payment.cents),
    )
    if payment.name:
        details.append(_parties(payment, "Dbtr" if pays_us else "Cdtr"))
    if payment.text:
        details.append(node("RmtInf", node("Ustrd", payment.text)))
    return details


def _parties(payment: Payment, role: str) -> etree._Element:
    related = node("RltdPties", node(role, node("Pty", node("Nm", payment.name))))
    if payment.iban:
        related.append(node(f"{role}Acct", node("Id", node("IBAN", payment.iban))))
    return related


def _balance(kind: str, cents: int, day: date) -> etree._Element:
    return node(
        "Bal",
        node("Tp", node("CdOrPrtry", node("Cd", kind))),
        _amount(cents),
        _side(cents),
        node("Dt", node("Dt", day.isoformat())),
    )


def _amount(cents: int) -> etree._Element:
    return node("Amt", f"{abs(cents) // 100}.{abs(cents) % 100:02d}", Ccy="EUR")


def _side(cents: int) -> etree._Element:
    return node("CdtDbtInd", "CRDT" if cents >= 0 else "DBIT")
