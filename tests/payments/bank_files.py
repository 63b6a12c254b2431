"""Bank files to read: those kept beside the tests, and any that a test makes."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl

from ritrovo.foundations.payments import errors
from ritrovo.foundations.payments.statements import (
    ColumnMapping,
    StatementFile,
    Table,
    WarningCode,
    guess_mapping,
    read_statement,
    read_table,
)

FILES = Path(__file__).parent / "files"
IBAN = "IT60X0542811101000000123456"
OTHER_IBAN = "IT40S0542811101000000654321"
CAMT_FILES = sorted(path.name for path in FILES.glob("camt-*.xml"))


def content_of(name: str) -> bytes:
    return (FILES / name).read_bytes()


def read_xml(content: bytes, *, account_iban: str = "") -> StatementFile:
    statement = read_statement("movimenti.xml", content, account_iban=account_iban)
    assert isinstance(statement, StatementFile)
    return statement


def read_file(name: str) -> StatementFile:
    return read_xml(content_of(name))


def assert_said_whole(refusal: errors.StatementRefused) -> None:
    """A message with a fact left out would show its placeholder, or fail."""
    assert "%(" not in str(refusal)


def warned(statement: StatementFile) -> dict[WarningCode, int]:
    return {warning.code: warning.count for warning in statement.warnings}


def movement(
    amount: str = "10.00",
    sign: str = "CRDT",
    *,
    currency: str = "EUR",
    status: str = "BOOK",
    day: str = "2026-03-10",
    reference: str = "",
    details: str = "",
    text: str = "uno",
) -> str:
    details = details or f"<TxDtls><RmtInf><Ustrd>{text}</Ustrd></RmtInf></TxDtls>"
    bank = f"<AcctSvcrRef>{reference}</AcctSvcrRef>" if reference else ""
    return (
        f'<Ntry><Amt Ccy="{currency}">{amount}</Amt><CdtDbtInd>{sign}</CdtDbtInd>'
        f"<Sts>{status}</Sts><BookgDt><Dt>{day}</Dt></BookgDt>{bank}"
        f"<NtryDtls>{details}</NtryDtls></Ntry>"
    )


def balance(kind: str, amount: str, sign: str = "CRDT") -> str:
    return (
        f"<Bal><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp>"
        f'<Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>{sign}</CdtDbtInd></Bal>'
    )


def statement_xml(*inside: str, iban: str = IBAN, identity: str = "1") -> str:
    account = f"<Acct><Id><IBAN>{iban}</IBAN></Id></Acct>" if iban else ""
    return f"<Stmt><Id>{identity}</Id>{account}{''.join(inside)}</Stmt>"


def document(*statements: str) -> bytes:
    body = "".join(statements)
    return f"<Document><BkToCstmrStmt>{body}</BkToCstmrStmt></Document>".encode()


def one(*inside: str) -> bytes:
    return document(statement_xml(*inside))


def table_of(content: bytes, name: str = "movimenti.csv") -> Table:
    table = read_statement(name, content)
    assert isinstance(table, Table)
    return table


def guessed(table: Table) -> ColumnMapping:
    mapping = guess_mapping(table)
    assert mapping is not None
    return mapping


def read_rows(content: bytes, mapping: ColumnMapping | None = None) -> StatementFile:
    table = table_of(content)
    return read_table(table, mapping or guessed(table), account_iban=IBAN)


def csv_of(*rows: str, header: str = "Data;Descrizione;Importo") -> bytes:
    return "\n".join((header, *rows)).encode()


def xlsx_of(rows: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
