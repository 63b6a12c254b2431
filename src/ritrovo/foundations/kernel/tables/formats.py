"""What a file is, told by what it holds and not by its name."""

from __future__ import annotations

from ritrovo.foundations.kernel.tables.errors import FileEmpty, FormatUnknown
from ritrovo.foundations.kernel.tables.grids import Grid, read_csv, read_xlsx

_SEEN = 512
_KNOWN_BUT_UNREADABLE = {
    b"%PDF": "PDF",
    b"\xd0\xcf\x11\xe0": "XLS",
    b"{\\rtf": "RTF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
}


def unreadable_format(content: bytes) -> str | None:
    """Name a file's format when it is one we know and cannot read. Raises FileEmpty."""
    start = _start_of(content)
    if not start:
        raise FileEmpty
    for mark, found in _KNOWN_BUT_UNREADABLE.items():
        if start.startswith(mark):
            return found
    return "HTML" if _looks_like_html(start) else None


def looks_like_xml(content: bytes) -> bool:
    """Say whether a file begins as XML, in one byte or two for each letter."""
    return _start_of(content).replace(b"\0", b"").lstrip(b"\xff\xfe").startswith(b"<")


def read_grid(content: bytes) -> Grid:
    """Read a CSV or XLSX file. Raises FileRefused."""
    if found := unreadable_format(content):
        raise FormatUnknown(found=found)
    if looks_like_xml(content):
        raise FormatUnknown(found="XML")
    return read_xlsx(content) if _start_of(content).startswith(b"PK") else read_csv(content)


def _start_of(content: bytes) -> bytes:
    return content[:_SEEN].lstrip(b"\xef\xbb\xbf \t\r\n")


def _looks_like_html(start: bytes) -> bool:
    """Spot the web page that some programs save under the name of a spreadsheet."""
    words = start.lower()
    return words.startswith((b"<html", b"<table", b"<!doctype html"))
