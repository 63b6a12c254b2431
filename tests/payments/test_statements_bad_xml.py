"""XML as accidents and malice leave it: each gets a clear message."""

from __future__ import annotations

import io
import subprocess
import sys
import time
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ritrovo.foundations.payments import errors
from ritrovo.foundations.payments.statements import (
    StatementFile,
    Table,
    read_statement,
)
from tests.payments.bank_files import (
    CAMT_FILES,
    IBAN,
    assert_said_whole,
    content_of,
    document,
    movement,
    one,
    read_xml,
)


@pytest.mark.parametrize("name", CAMT_FILES)
@given(data=st.data())
def test_a_file_cut_anywhere_is_refused(name: str, data: st.DataObject) -> None:
    whole = content_of(name).rstrip()
    cut = data.draw(st.integers(0, len(whole) - 1))
    with pytest.raises(errors.StatementRefused):
        read_statement(name, whole[:cut])


def test_a_file_cut_in_the_middle_says_where() -> None:
    whole = content_of("camt-001.02.xml")
    with pytest.raises(errors.FileCutShort, match="si interrompe alla riga 61"):
        read_xml(whole[: whole.index(b"<!-- A batch") + 60])


@given(st.data())
def test_a_file_with_any_byte_changed_is_read_or_refused(data: st.DataObject) -> None:
    content = bytearray(content_of("camt-001.08.xml"))
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        result = read_statement("x.xml", bytes(content))
    except errors.StatementRefused as refusal:
        assert_said_whole(refusal)
    else:
        assert isinstance(result, StatementFile | Table)


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_billion_laughs_are_refused_at_once(encoding: str) -> None:
    bomb = (
        f'<?xml version="1.0" encoding="{encoding}"?>\n'
        f'<!DOCTYPE Document [<!ENTITY l0 "ah">{LAUGHS}]>\n'
        "<Document><BkToCstmrStmt><Stmt>&l9;</Stmt></BkToCstmrStmt></Document>"
    )
    started = time.monotonic()
    with pytest.raises(errors.EntitiesForbidden) as refused:
        read_xml(bomb.encode(encoding))
    assert time.monotonic() - started < 1
    assert refused.value.facts["line"] == 2


def test_a_file_that_asks_for_another_file_is_refused() -> None:
    asks = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
    with pytest.raises(errors.EntitiesForbidden):
        read_xml(asks)


def test_a_byte_of_another_encoding_is_refused_with_its_place() -> None:
    content = content_of("camt-001.02.xml").replace("Niccolò".encode(), "Niccolò".encode("cp1252"))
    with pytest.raises(errors.WrongEncoding, match="riga 79") as refused:
        read_xml(content)
    assert refused.value.facts["line"] == 79


def test_an_encoding_nobody_knows_is_refused() -> None:
    with pytest.raises(errors.StatementRefused):
        read_xml(b'<?xml version="1.0" encoding="klingon"?><Document/>')


def test_fifty_megabytes_are_refused_before_they_are_read() -> None:
    content = b"<Document>" + b"x" * (50 * 1024 * 1024)
    started = time.monotonic()
    with pytest.raises(errors.FileTooBig, match="massimo è 32 MB"):
        read_xml(content)
    assert time.monotonic() - started < 1


READ_MUCH = """
import resource
from ritrovo.foundations.payments.statements import read_statement

content = (
    b"<Document><Stmt><Acct><Id><IBAN>IT60X0542811101000000123456</IBAN></Id></Acct>"
    + b"<Other><Inner/></Other>" * 400_000
    + b"</Stmt></Document>"
)
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
read_statement("big.xml", content)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def test_a_large_file_is_read_in_bounded_memory() -> None:
    run = subprocess.run(
        [sys.executable, "-c", READ_MUCH], capture_output=True, check=True, text=True, timeout=60
    )
    # Kept in memory, the 800,000 elements would take some 100 MB. macOS counts bytes, not kB.
    unit = 1 if sys.platform == "darwin" else 1024
    assert int(run.stdout) * unit < 30 * 1024 * 1024


def test_a_movement_that_never_ends_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    path = "ritrovo.foundations.payments.statements.camt.MAX_ELEMENTS_IN_MOVEMENT"
    monkeypatch.setattr(path, 1000)
    with pytest.raises(errors.FileTooBig):
        read_xml(one(movement(details="<TxDtls/>" * 2000)))


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "XLS"),
        (b"<html><table><tr><td>Data</td></tr></table></html>", "HTML"),
        (b"Gentile cliente\ni movimenti non ci sono", "testo senza colonne"),
    ],
)
def test_other_kinds_of_file_are_named_and_refused(content: bytes, found: str) -> None:
    with pytest.raises(errors.FormatUnknown, match=found):
        read_statement("movimenti.xls", content)


def packed(*names: str) -> bytes:
    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return package.getvalue()


def test_an_archive_asks_to_be_opened_first() -> None:
    with pytest.raises(errors.StillPacked, match="ZIP"):
        read_statement("estratto.zip", packed("estratto.xml"))


@pytest.mark.parametrize(("name", "found"), [("content.xml", "ODS"), ("word/document.xml", "DOCX")])
def test_packages_of_other_programs_are_named(name: str, found: str) -> None:
    with pytest.raises(errors.FormatUnknown, match=found):
        read_statement("movimenti", packed("mimetype", name))


def test_another_message_of_the_bank_is_called_by_its_name() -> None:
    with pytest.raises(errors.NotAStatement, match="CstmrCdtTrfInitn"):
        read_xml(b"<Document><CstmrCdtTrfInitn/></Document>")


@pytest.mark.parametrize("content", [b"", b"  \n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused(content: bytes) -> None:
    with pytest.raises(errors.FileEmpty):
        read_statement("vuoto.csv", content)


def test_an_account_with_a_number_of_another_country_needs_one_chosen() -> None:
    content = document(
        f"<Stmt><Acct><Id><Othr><Id>12345</Id></Othr></Id></Acct>{movement()}</Stmt>"
    )
    with pytest.raises(errors.AccountMissing):
        read_xml(content)
    assert read_xml(content, account_iban=IBAN).account_iban == IBAN


def test_a_movement_without_amount_is_refused() -> None:
    with pytest.raises(errors.AmountUnreadable):
        read_xml(one(movement().replace('<Amt Ccy="EUR">10.00</Amt>', "")))
