"""camt.053 of any version and namespace, CBI's wrapped ones too, read in bounded memory."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from lxml import etree
from stdnum import iban as iban_digits

from ritrovo.foundations.payments.errors import AccountMissing, FileTooBig, NotAStatement
from ritrovo.foundations.payments.statements.balances import check_balance
from ritrovo.foundations.payments.statements.camt_entries import (
    Place,
    balance_cents,
    entries_of,
    read_day,
)
from ritrovo.foundations.payments.statements.fingerprints import identified, repeated_references
from ritrovo.foundations.payments.statements.model import (
    Entry,
    StatementFile,
    StatementPart,
    StatementWarning,
    WarningCode,
    chained,
    whole_period,
)
from ritrovo.foundations.payments.statements.xml_stream import (
    first,
    line_of,
    local_name,
    release,
    text_at,
    xml_events,
)

# A movement takes 1 to 2 kB of XML: 32 MB hold some 20,000, a busy account's whole year.
MAX_MEGABYTES = 32
# A batch of 10,000 payments has some 300,000 elements; they stay in memory until it ends.
MAX_ELEMENTS_IN_MOVEMENT = 500_000
# What every message of the bank begins with, whatever it is about.
_ENVELOPES = ("", "Document")
_LINES_NAMED = 5
_ITALIAN_BBAN = re.compile(r"[A-Z]\d{10}[A-Z0-9]{12}")


@dataclass
class _Statement:
    """One `Stmt` while it is being read."""

    line: int
    given_iban: str
    iban: str = ""
    identity: str = ""
    start: date | None = None
    end: date | None = None
    balances: dict[str, list[int]] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)

    def place(self, number: int, line: int) -> Place:
        """Say where a movement stands. Raises AccountMissing before the account is known."""
        if not (iban := self.iban or self.given_iban):
            raise AccountMissing
        return Place(iban, number, line)

    def take(self, element: etree._Element) -> None:
        """Read what a `Stmt` says beside its movements."""
        match local_name(element):
            case "Id":
                self.identity = (element.text or "").strip()
            case "Acct":
                self.iban = _account_iban(element)
            case "FrToDt":
                self.start = read_day(text_at(element, "FrDtTm", "FrDt"))
                self.end = read_day(text_at(element, "ToDtTm", "ToDt"))
            case "Bal":
                kind = text_at(element, "Tp/CdOrPrtry/Cd", "Tp/CdOrPrtry/Prtry", "Tp/Cd")
                if kind in {"OPBD", "PRCD", "CLBD", "ITBD"}:
                    place = Place(self.iban, 0, line_of(element))
                    self.balances.setdefault(kind, []).append(balance_cents(element, place))

    def opening(self) -> int | None:
        """Give the opening balance; a later page of a statement opens with an interim one."""
        for kind in ("OPBD", "PRCD"):
            if kind in self.balances:
                return self.balances[kind][0]
        return self.balances["ITBD"][0] if "ITBD" in self.balances else None

    def closing(self) -> int | None:
        """Give the closing balance; an earlier page of a statement closes with an interim one."""
        if "CLBD" in self.balances:
            return self.balances["CLBD"][-1]
        interim = self.balances.get("ITBD", [])
        opens_with_interim = not ({"OPBD", "PRCD"} & self.balances.keys())
        return interim[-1] if len(interim) > opens_with_interim else None

    def finished(self) -> StatementPart:
        """Check the sums and say what was read. Raises AccountMissing, BalanceMismatch."""
        iban = self.place(0, self.line).account_iban
        opening, closing = self.opening(), self.closing()
        if opening is not None and closing is not None:
            check_balance(opening, self.entries, closing)
        days = [entry.booked_on for entry in self.entries]
        start, end = self.start or min(days, default=None), self.end or max(days, default=None)
        period = (start, end) if start and end else None
        return StatementPart(iban, opening, closing, period, len(self.entries))


@dataclass
class _Reader:
    """The walk through the file: which element is open, and what has been read."""

    given_iban: str
    path: list[str] = field(default_factory=list)
    current: _Statement | None = None
    numbered: int = 0
    opened_in_movement: int = 0
    root: str = ""  # The first element that says what the file is.
    parts: list[StatementPart] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    warnings: Counter[WarningCode] = field(default_factory=Counter)
    warned_lines: dict[WarningCode, list[int]] = field(default_factory=dict)
    read_before: set[tuple[object, ...]] = field(default_factory=set)

    def start(self, element: etree._Element) -> None:
        """Open an element."""
        name = local_name(element)
        if self.root in _ENVELOPES:
            self.root = name
        self.path.append(name)
        if name == "Stmt" and self.current is None:
            self.current = _Statement(line_of(element), self.given_iban)
        self.opened_in_movement += 1
        if self.opened_in_movement > MAX_ELEMENTS_IN_MOVEMENT:
            raise FileTooBig(limit_mb=MAX_MEGABYTES)

    def end(self, element: etree._Element) -> None:
        """Close an element: use it if it is a statement's own child, then free it."""
        name = self.path.pop()
        own_child = bool(self.path) and self.path[-1] == "Stmt"
        if self.current is None:
            self._free(element)
        elif name == "Ntry" and own_child:
            self._movement(element, self.current)
            self._free(element)
        elif own_child:
            self.current.take(element)
            self._free(element)
        elif name == "Stmt":
            self._close(self.current)
            self.current = None
            self._free(element)

    def warn(self, code: WarningCode, count: int, line: int) -> None:
        """Count a warning and remember the first lines it is about."""
        self.warnings[code] += count
        self.warned_lines.setdefault(code, []).append(line)

    def _free(self, element: etree._Element) -> None:
        release(element)
        self.opened_in_movement = 0

    def _movement(self, element: etree._Element, statement: _Statement) -> None:
        self.numbered += 1
        place = statement.place(self.numbered, line_of(element))
        entries, left_out = entries_of(element, place)
        statement.entries += entries
        for code, count in left_out.items():
            self.warn(code, count, place.line)

    def _close(self, statement: _Statement) -> None:
        part = statement.finished()
        movements = tuple((entry.booked_on, entry.cents, entry.text) for entry in statement.entries)
        content = (statement.identity, part, movements)
        if movements and content in self.read_before:
            self.warn(WarningCode.REPEATED_STATEMENT, 1, statement.line)
            return
        self.read_before.add(content)
        self.parts.append(part)
        self.entries += statement.entries
        if part.opening_cents is None or part.closing_cents is None:
            self.warn(WarningCode.NO_BALANCE, 1, statement.line)


def read_camt(content: bytes, *, account_iban: str = "") -> StatementFile:
    """Read every booked movement of a camt.053 file, sums checked.

    `account_iban` serves statements that do not name their account. At most 32 MB.
    Raises FileTooBig, EntitiesForbidden, WrongEncoding, FileCutShort, FileBroken, NotAStatement,
    AccountMissing, FieldUnreadable, NotInEuro, DetailsDoNotAdd, BalanceMismatch.
    """
    if len(content) > MAX_MEGABYTES * 1024 * 1024:
        raise FileTooBig(limit_mb=MAX_MEGABYTES)
    reader = _Reader(account_iban)
    for event, element in xml_events(content):
        if event == "start":
            reader.start(element)
        else:
            reader.end(element)
    if not reader.parts:
        raise NotAStatement(found=reader.root)
    return _whole_file(reader, content)


def _whole_file(reader: _Reader, content: bytes) -> StatementFile:
    parts = tuple(reader.parts)
    entries = identified(reader.entries)
    for entry in repeated_references(entries):
        reader.warn(WarningCode.REPEATED_REFERENCE, 1, entry.line)
    ibans = {part.account_iban for part in parts}
    chains = {iban: chained(tuple(p for p in parts if p.account_iban == iban)) for iban in ibans}
    if None in chains.values() and WarningCode.NO_BALANCE not in reader.warnings:
        reader.warn(WarningCode.NOT_CONSECUTIVE, 1, 0)
    only = next(iter(ibans)) if len(ibans) == 1 else ""
    opening, closing = chains.get(only) or (None, None)
    return StatementFile(
        format="camt.053",
        account_iban=only,
        opening_cents=opening,
        closing_cents=closing,
        period=whole_period(parts),
        entries=entries,
        warnings=tuple(
            StatementWarning(code, count, tuple(reader.warned_lines[code][:_LINES_NAMED]))
            for code, count in sorted(reader.warnings.items())
        ),
        digest=hashlib.sha256(content).hexdigest(),
        parts=parts,
    )


def _account_iban(account: etree._Element) -> str:
    """Give the account's IBAN, making it from the Italian BBAN that some banks write instead."""
    if first(account, "Id/IBAN") is not None:
        return text_at(account, "Id/IBAN").replace(" ", "").upper()
    other = text_at(account, "Id/Othr/Id").replace(" ", "").upper()
    if _ITALIAN_BBAN.fullmatch(other):
        return "IT" + iban_digits.calc_check_digits("IT00" + other) + other
    return other if iban_digits.is_valid(other) else ""
