"""XML read a piece at a time, without entities, network or unbounded memory."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from lxml import etree

from ritrovo.foundations.payments.errors import (
    EntitiesForbidden,
    FileBroken,
    FileCutShort,
    StatementRefused,
    WrongEncoding,
)

_ENCODING_ERRORS = frozenset(
    {
        etree.ErrorTypes.ERR_INVALID_CHAR,
        etree.ErrorTypes.ERR_INVALID_ENCODING,
        etree.ErrorTypes.ERR_UNKNOWN_ENCODING,
        etree.ErrorTypes.ERR_UNSUPPORTED_ENCODING,
        etree.ErrorTypes.I18N_CONV_FAILED,
    }
)
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


def xml_events(content: bytes) -> Iterator[tuple[str, etree._Element]]:
    """Yield ("start" | "end", element) in the order of the file.

    The caller empties what it has used. Raises EntitiesForbidden, WrongEncoding, FileCutShort,
    FileBroken, each with line and column.
    """
    _refuse_declarations(content)
    parser = etree.iterparse(
        io.BytesIO(content),
        events=("start", "end"),
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        yield from parser
    except etree.XMLSyntaxError as error:
        raise _refusal_of(error, content) from error


def local_name(element: etree._Element) -> str:
    """Give an element's name without its namespace, which changes with version and bank."""
    return element.tag.rpartition("}")[2]


def line_of(element: etree._Element) -> int:
    """Give the line of the file on which an element begins, from 1."""
    return int(str(element.sourceline or 1))


def release(element: etree._Element) -> None:
    """Free an element and everything before it under the same parent."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def first(element: etree._Element, path: str) -> etree._Element | None:
    """Find the first element on a path of local names, such as "Refs/EndToEndId"."""
    return element.find(_any_namespace(path))


def every(element: etree._Element, path: str) -> list[etree._Element]:
    """Find all elements on a path of local names."""
    return element.findall(_any_namespace(path))


def text_of(element: etree._Element | None) -> str:
    """Give an element's own text with single spaces; nothing when there is no element."""
    return "" if element is None else " ".join((element.text or "").split())


def text_at(element: etree._Element, *paths: str) -> str:
    """Give the text on the first of the paths that has some."""
    for path in paths:
        if text := text_of(first(element, path)):
            return text
    return ""


def _any_namespace(path: str) -> str:
    return "/".join("{*}" + name for name in path.split("/"))


def _refuse_declarations(content: bytes) -> None:
    # In UTF-16 and UTF-32 every other byte is a zero: without them the declaration shows.
    wide = b"\0" in content[:4096]
    plain = content.replace(b"\0", b"") if wide else content
    if found := _DECLARATION.search(plain):
        line, column = place_of(plain, found.start())
        raise EntitiesForbidden(line=line, column=column)


def place_of(content: bytes, offset: int) -> tuple[int, int]:
    """Say line and column, both from 1, of a byte of the file."""
    before = content[:offset]
    return before.count(b"\n") + 1, offset - (before.rfind(b"\n") + 1) + 1


def _refusal_of(error: etree.XMLSyntaxError, content: bytes) -> StatementRefused:
    line, column = (max(number, 1) for number in error.position)
    code: int = getattr(error, "code", 0)
    if code in _ENCODING_ERRORS:
        return WrongEncoding(line=line, column=column)
    last_line, last_column = place_of(content, len(content.rstrip()))
    at_the_end = line > last_line or (line == last_line and column >= last_column)
    if at_the_end or code == etree.ErrorTypes.ERR_TAG_NOT_FINISHED:
        return FileCutShort(line=line, column=column)
    return FileBroken(line=line, column=column)
