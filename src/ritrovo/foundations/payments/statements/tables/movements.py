"""A table and its mapping as a statement: every row read, or every unreadable cell named."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from schwifty import IBAN
from schwifty.exceptions import SchwiftyException

from ritrovo.foundations.kernel.tables.cells import (
    plain_words,
    read_cents,
    read_date,
)
from ritrovo.foundations.kernel.tables.grids import Row, Table
from ritrovo.foundations.payments.errors import (
    AccountMissing,
    CellProblem,
    TableRefused,
    WrongAccount,
)
from ritrovo.foundations.payments.statements.balances import check_balance
from ritrovo.foundations.payments.statements.fingerprints import (
    identified,
    real_reference,
    repeated_references,
)
from ritrovo.foundations.payments.statements.model import (
    MAX_PAYMENT_CENTS,
    Entry,
    StatementFile,
    StatementPart,
    StatementWarning,
    WarningCode,
)
from ritrovo.foundations.payments.statements.tables.columns import ColumnMapping
from ritrovo.foundations.payments.statements.tables.running import (
    BalancedRow,
    Balances,
    declared_balances,
    is_declared_balance,
    running_balances,
    summing_words,
)

_PROBLEMS_NAMED = 50
_LINES_NAMED = 5
_IBAN = re.compile(r"\bIT\s?\d{2}\s?[A-Z](?:\s?\d){10}(?:\s?[A-Z0-9]){12}\b")
_TOTALS = re.compile(r"^(saldo|totale|totali|disponibilita)\b")
_OUT_SIGNS = frozenset({"d", "dr", "dare", "addebito", "uscita", "debit", "debito"})
_IN_SIGNS = frozenset({"a", "c", "cr", "avere", "accredito", "entrata", "credit", "credito"})


@dataclass
class _Reading:
    """What has been found so far, row after row."""

    table: Table
    mapping: ColumnMapping
    account_iban: str
    entries: list[Entry] = field(default_factory=list)
    balanced: list[BalancedRow] = field(default_factory=list)
    rows_read: int = 0
    problems: list[CellProblem] = field(default_factory=list)
    warned: dict[WarningCode, list[int]] = field(default_factory=lambda: defaultdict(list))

    def problem(self, row: Row, column: int, kind: str) -> None:
        """Note a cell that cannot be read."""
        header = self.table.header[column] if column < len(self.table.header) else ""
        found = row.text(column)[:60]
        self.problems.append(CellProblem(row.line, column + 1, header, kind, found))


def read_table(table: Table, mapping: ColumnMapping, *, account_iban: str = "") -> StatementFile:
    """Read every movement of a table, balances checked where the table gives them.

    The account is the one the table names above its header, else `account_iban`.
    Raises MappingDoesNotFit, AccountMissing, WrongAccount, TableRefused (with every unreadable
    cell), BalanceMismatch, RunningBalanceMismatch.
    """
    mapping.check(max(table.width, len(table.header)))
    reading = _Reading(table, mapping, _account_of(table, account_iban))
    for row in table.rows:
        _read_row(reading, row)
    if reading.problems:
        raise TableRefused(reading.problems[:_PROBLEMS_NAMED], len(reading.problems))
    return _statement(reading)


def _account_of(table: Table, chosen: str) -> str:
    chosen = chosen.replace(" ", "").upper()
    named = _named_account(table.preamble)
    if named and chosen and named != chosen:
        raise WrongAccount(found=named, chosen=chosen)
    if not (named or chosen):
        raise AccountMissing
    return named or chosen


def _named_account(preamble: Sequence[Row]) -> str:
    """Find the first valid IBAN above the header."""
    for row in preamble:
        for column in range(len(row.cells)):
            for found in _IBAN.findall(row.text(column).upper()):
                try:
                    return IBAN(found, validate_bban=True).compact
                except SchwiftyException:
                    continue
    return ""


def _read_row(reading: _Reading, row: Row) -> None:
    mapping = reading.mapping
    if code := _left_out(row, mapping):
        reading.warned[code].append(row.line)
        return
    cents = _cents(reading, row)
    booked_on = _booked_on(reading, row)
    _check_currency(reading, row)
    if cents is None or booked_on is None:
        return
    reading.rows_read += 1
    if cents == 0:
        reading.warned[WarningCode.ZERO_AMOUNT].append(row.line)
    else:
        reading.entries.append(_entry(reading, row, booked_on, cents))
    if (balance := read_cents(row.cell(mapping.balance))) is not None:
        reading.balanced.append(BalancedRow(row.line, cents, balance))
    elif row.text(mapping.balance) and mapping.balance is not None:
        reading.problem(row, mapping.balance, "amount")


def _left_out(row: Row, mapping: ColumnMapping) -> WarningCode | None:
    """Say why a row is no booked movement: a rule skips it, or it is a balance, total or note."""
    for rule in mapping.skip:
        if plain_words(rule.words) in plain_words(row.cell(rule.column)):
            return WarningCode.NOT_BOOKED
    names = [words for cell in row.cells if (words := summing_words(cell))]
    has_date = bool(row.text(mapping.booked_on))
    money = (mapping.amount, mapping.debit, mapping.credit)
    has_money = any(row.text(column) for column in money)
    # A movement may well be called "Saldo fattura 12": only a row without a day is a total.
    is_total = not has_date and any(map(_TOTALS.match, names))
    if is_total or any(map(is_declared_balance, names)) or not (has_date or has_money):
        return WarningCode.ROW_LEFT_OUT
    reads_as_day = read_date(row.cell(mapping.booked_on), mapping.date_order) is not None
    return None if has_money or reads_as_day else WarningCode.ROW_LEFT_OUT


def _booked_on(reading: _Reading, row: Row) -> date | None:
    column = reading.mapping.booked_on
    day = read_date(row.cell(column), reading.mapping.date_order)
    if day is None:
        reading.problem(row, column, "date" if row.text(column) else "missing")
    return day


def _cents(reading: _Reading, row: Row) -> int | None:
    mapping = reading.mapping
    if mapping.amount is not None:
        cents = _readable(reading, row, mapping.amount)
        return _signed(reading, row, cents)
    out, came_in = (
        _readable(reading, row, column) if column is not None and row.text(column) else 0
        for column in (mapping.debit, mapping.credit)
    )
    if out is None or came_in is None:
        return None
    # Some banks write what went out with a minus in its own column, others without.
    return came_in - abs(out)


def _readable(reading: _Reading, row: Row, column: int) -> int | None:
    cents = read_cents(row.cell(column))
    if cents is None:
        reading.problem(row, column, "amount" if row.text(column) else "missing")
    elif abs(cents) > MAX_PAYMENT_CENTS:
        reading.problem(row, column, "amount_too_large")
        return None
    return cents


def _signed(reading: _Reading, row: Row, cents: int | None) -> int | None:
    mapping = reading.mapping
    if cents is None:
        return None
    if mapping.sign is None:
        return -cents if mapping.out_is_positive else cents
    word = plain_words(row.cell(mapping.sign)) or row.text(mapping.sign)
    if word in _OUT_SIGNS or word == "-":
        return -abs(cents)
    if word in _IN_SIGNS or word == "+":
        return abs(cents)
    reading.problem(row, mapping.sign, "sign")
    return None


def _check_currency(reading: _Reading, row: Row) -> None:
    column = reading.mapping.currency
    if column is not None and plain_words(row.cell(column)) not in {"", "eur", "euro"}:
        reading.problem(row, column, "currency")


def _entry(reading: _Reading, row: Row, booked_on: date, cents: int) -> Entry:
    mapping = reading.mapping
    texts = (row.text(column) for column in mapping.text)
    return Entry(
        account_iban=reading.account_iban,
        booked_on=booked_on,
        value_on=read_date(row.cell(mapping.value_on), mapping.date_order),
        cents=cents,
        text=" ".join(dict.fromkeys(text for text in texts if text)),
        line=row.line,
        number=len(reading.entries) + 1,
        party_name=row.text(mapping.party_name),
        party_iban=row.text(mapping.party_iban).replace(" ", "").upper(),
        end_to_end_id=real_reference(row.text(mapping.end_to_end_id)),
        bank_reference=real_reference(row.text(mapping.bank_reference)),
    )


def _balances(reading: _Reading) -> Balances:
    """Check the balances named in words, then those beside every row, where there are any."""
    declared = declared_balances((*reading.table.preamble, *reading.table.rows))
    if declared.opening is not None and declared.closing is not None:
        check_balance(declared.opening, reading.entries, declared.closing)
    # A bank that writes the balance once a day leaves rows without: there is no chain to follow.
    beside_every_row = len(reading.balanced) == reading.rows_read
    running = running_balances(reading.balanced if beside_every_row else ())
    return running if declared.opening is None or declared.closing is None else declared


def _statement(reading: _Reading) -> StatementFile:
    balances = _balances(reading)
    entries = identified(reading.entries)
    if balances.opening is None or balances.closing is None:
        reading.warned[WarningCode.NO_BALANCE].append(0)
    if reading.table.encoding_guessed:
        reading.warned[WarningCode.ENCODING_GUESSED].append(0)
    for entry in repeated_references(entries):
        reading.warned[WarningCode.REPEATED_REFERENCE].append(entry.line)
    days = [entry.booked_on for entry in entries]
    period = (min(days), max(days)) if days else None
    part = StatementPart(
        reading.account_iban, balances.opening, balances.closing, period, len(entries)
    )
    return StatementFile(
        format=reading.table.format,
        account_iban=reading.account_iban,
        opening_cents=balances.opening,
        closing_cents=balances.closing,
        period=period,
        entries=entries,
        warnings=tuple(
            StatementWarning(code, len(lines), tuple(lines[:_LINES_NAMED]))
            for code, lines in sorted(reading.warned.items())
        ),
        digest=reading.table.digest,
        parts=(part,),
    )
