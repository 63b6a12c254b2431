"""One camt.053 movement (`Ntry`) as entries: itself, or the payments of its batch."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from lxml import etree

from ritrovo.foundations.payments.errors import (
    AmountUnreadable,
    DayUnreadable,
    DetailsDoNotAdd,
    DirectionUnreadable,
    FieldUnreadable,
    NotInEuro,
)
from ritrovo.foundations.payments.statements.balances import euro_text
from ritrovo.foundations.payments.statements.fingerprints import real_reference
from ritrovo.foundations.payments.statements.model import (
    MAX_BALANCE_CENTS,
    MAX_PAYMENT_CENTS,
    Entry,
    WarningCode,
)
from ritrovo.foundations.payments.statements.xml_stream import (
    every,
    first,
    local_name,
    text_at,
    text_of,
)

# ISO 20022 ActiveOrHistoricCurrencyAndAmount: 18 digits, at most 5 of them decimal, no sign.
_AMOUNT = re.compile(r"[0-9]{1,18}(?:\.[0-9]{0,5})?")
_SIGNS = {"CRDT": 1, "DBIT": -1}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a movement stands: for the entries it becomes and for messages."""

    account_iban: str
    number: int
    line: int

    def refuse(self, kind: type[FieldUnreadable], found: str) -> FieldUnreadable:
        """Make the refusal of this movement for what was found in one of its fields."""
        return kind(number=self.number, line=self.line, found=found or "—")


@dataclass(frozen=True, slots=True)
class Detail:
    """One `TxDtls` with its signed cents, or none when it gives no amount in euro."""

    element: etree._Element
    cents: int | None


def entries_of(element: etree._Element, place: Place) -> tuple[list[Entry], dict[WarningCode, int]]:
    """Read one `Ntry`, with counts of what was left out.

    Only booked movements in euro become entries. Raises FieldUnreadable, NotInEuro,
    DetailsDoNotAdd.
    """
    if not is_booked(element):
        return [], {WarningCode.NOT_BOOKED: 1}
    cents = signed_cents(element, place, MAX_PAYMENT_CENTS)
    if cents == 0:
        return [], {WarningCode.ZERO_AMOUNT: 1}
    details = [
        Detail(detail, _detail_cents(detail, cents, place))
        for detail in element.iterdescendants("{*}TxDtls")
    ]
    if len(details) > 1 and all(detail.cents is not None for detail in details):
        return _batch(element, details, cents, place), {}
    if len(details) == 1:
        _check_single(element, details[0], cents, place)
    warnings = {WarningCode.BATCH_WITHOUT_AMOUNTS: 1} if len(details) > 1 else {}
    single = details[0].element if len(details) == 1 else None
    return [_entry(element, single, cents, 0, place)], warnings


def is_booked(element: etree._Element) -> bool:
    """Say whether the bank has booked the movement: `Sts` is BOOK, in the old shape or the new.

    Without any `Sts` the booking date decides, since a camt.053 holds booked movements only.
    """
    status = text_at(element, "Sts/Cd", "Sts/Prtry", "Sts")
    return status == "BOOK" if status else first(element, "BookgDt") is not None


def signed_cents(element: etree._Element, place: Place, limit: int) -> int:
    """Read `Amt` and `CdtDbtInd` as cents, negative for money that went out."""
    sign = _SIGNS.get(text_at(element, "CdtDbtInd"))
    if sign is None:
        raise place.refuse(DirectionUnreadable, text_at(element, "CdtDbtInd"))
    amount = first(element, "Amt")
    if amount is None:
        raise place.refuse(AmountUnreadable, "")
    currency = amount.get("Ccy", "EUR")
    if currency != "EUR":
        raise NotInEuro(line=place.line, currency=currency)
    return sign * _cents(text_of(amount), place, limit)


def balance_cents(element: etree._Element, place: Place) -> int:
    """Read a `Bal` as signed cents."""
    return signed_cents(element, place, MAX_BALANCE_CENTS)


def read_day(text: str) -> date | None:
    """Read an ISO date or date and time as the day the bank wrote, whatever its offset."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _cents(text: str, place: Place, limit: int) -> int:
    if not _AMOUNT.fullmatch(text):
        raise place.refuse(AmountUnreadable, text)
    cents = Decimal(text) * 100
    if cents != cents.to_integral_value() or cents > limit:
        raise place.refuse(AmountUnreadable, text)
    return int(cents)


def _detail_cents(detail: etree._Element, entry_cents: int, place: Place) -> int | None:
    own_sign = _SIGNS.get(text_at(detail, "CdtDbtInd"))
    sign = own_sign or (1 if entry_cents > 0 else -1)
    for path in ("Amt", "AmtDtls/TxAmt/Amt", "AmtDtls/InstdAmt/Amt"):
        amount = first(detail, path)
        if amount is not None and amount.get("Ccy", "EUR") == "EUR":
            return sign * _cents(text_of(amount), place, MAX_PAYMENT_CENTS)
    return None


def _batch(element: etree._Element, details: list[Detail], cents: int, place: Place) -> list[Entry]:
    amounts = [detail.cents or 0 for detail in details]
    if sum(amounts) != cents:
        raise DetailsDoNotAdd(
            number=place.number,
            line=place.line,
            details=euro_text(sum(amounts)),
            entry=euro_text(cents),
        )
    return [
        _entry(element, detail.element, amount, index, place)
        for index, (detail, amount) in enumerate(zip(details, amounts, strict=True))
        if amount
    ]


def _check_single(element: etree._Element, detail: Detail, cents: int, place: Place) -> None:
    """Stop a lone detail of another amount, unless charges or an exchange explain it."""
    explained = any(
        local_name(child) in {"Chrgs", "CcyXchg"} for child in element.iterdescendants("{*}*")
    )
    if detail.cents is None or detail.cents == cents or explained:
        return
    raise DetailsDoNotAdd(
        number=place.number,
        line=place.line,
        details=euro_text(detail.cents),
        entry=euro_text(cents),
    )


def _entry(
    element: etree._Element, detail: etree._Element | None, cents: int, index: int, place: Place
) -> Entry:
    booked_on = read_day(text_at(element, "BookgDt/Dt", "BookgDt/DtTm"))
    if booked_on is None:
        raise place.refuse(DayUnreadable, text_at(element, "BookgDt/Dt", "BookgDt/DtTm"))
    source = element if detail is None else detail
    is_reversal = text_at(element, "RvslInd") in {"true", "1"}
    name, iban = _party(source, cents, is_reversal=is_reversal, own_iban=place.account_iban)
    return Entry(
        account_iban=place.account_iban,
        booked_on=booked_on,
        value_on=read_day(text_at(element, "ValDt/Dt", "ValDt/DtTm")),
        cents=cents,
        text=_words(element, source),
        line=place.line,
        number=place.number,
        party_name=name,
        party_iban=iban,
        end_to_end_id=real_reference(text_at(source, "Refs/EndToEndId")),
        structured_reference=text_at(source, "RmtInf/Strd/CdtrRefInf/Ref"),
        bank_reference=_bank_reference(element, detail),
        detail_index=index,
        is_reversal=is_reversal,
    )


def _bank_reference(element: etree._Element, detail: etree._Element | None) -> str:
    """Prefer the movement's own reference: with the detail's index it is unique in a batch."""
    own = real_reference(text_at(element, "AcctSvcrRef"))
    if own or detail is None:
        return own
    return real_reference(text_at(detail, "Refs/AcctSvcrRef"))


def _party(
    source: etree._Element, cents: int, *, is_reversal: bool, own_iban: str
) -> tuple[str, str]:
    """Give name and IBAN of the other side: who paid us, or whom we paid.

    In a reversal the roles are those of the payment that is taken back.
    """
    paid_us = (cents > 0) != is_reversal
    roles = ("Dbtr", "Cdtr") if paid_us else ("Cdtr", "Dbtr")
    for role in roles:
        iban = text_at(source, f"RltdPties/{role}Acct/Id/IBAN").replace(" ", "")
        name = text_at(
            source,
            f"RltdPties/{role}/Nm",
            f"RltdPties/{role}/Pty/Nm",
            f"RltdPties/Ultmt{role}/Nm",
            f"RltdPties/Ultmt{role}/Pty/Nm",
        )
        if (name or iban) and iban != own_iban:
            return name, iban
        # The second role would be ourselves, unless the bank has written us in the first.
        if iban != own_iban:
            break
    return "", ""


def _words(element: etree._Element, source: etree._Element) -> str:
    """Join every free text of the movement once: each bank puts the reason in another field."""
    pieces = [text_of(piece) for piece in every(source, "RmtInf/Ustrd")]
    pieces += [text_of(piece) for piece in every(source, "RmtInf/Strd/AddtlRmtInf")]
    pieces.append(text_at(source, "AddtlTxInf"))
    pieces.append(text_at(element, "AddtlNtryInf"))
    return " ".join(dict.fromkeys(piece for piece in pieces if piece))
