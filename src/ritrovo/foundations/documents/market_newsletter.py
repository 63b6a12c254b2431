"""A newsletter of one report: a page of HTML that stands alone, and the same as plain text.

Nothing is fetched to read it: pictures are part of it. Links lead to the pages of whoever
publishes, and to nobody else.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from textwrap import fill
from typing import Final

from ritrovo.foundations.documents.wording import Language, words_of
from ritrovo.foundations.look.formatting import format_day

INK: Final = "#2a2521"
PAPER: Final = "#fbf7f0"
BRAND: Final = "#a23b1e"
MUTED: Final = "#5f574f"
LINE: Final = "#d8cfc2"
FACE: Final = "Atkinson Hyperlegible Next, Verdana, Arial, sans-serif"
COLUMNS: Final = 72
WIDTH: Final = 600


@dataclass(frozen=True, slots=True)
class NewsItem:
    """One thing told: a title, a sentence, a picture as PNG with what it shows, an address."""

    title: str
    said: str
    picture: bytes = b""
    shows: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Newsletter:
    """A whole newsletter. Addresses are absolute; without one nothing is linked."""

    title: str
    publisher: str
    on: date
    numbers: Sequence[tuple[str, str]]
    items: Sequence[NewsItem]
    address: str = ""
    pdf_address: str = ""
    data_address: str = ""


def newsletter_text(letter: Newsletter, language: Language) -> str:
    """Write the newsletter as plain text of at most 72 columns; addresses stand whole."""
    words = words_of("market_newsletter", language)
    parts = [
        letter.title.upper(),
        words["preview"].format(on=format_day(letter.on, language)),
        *(f"{number}: {what}" for number, what in letter.numbers),
    ]
    for item in letter.items:
        said = fill(item.said, COLUMNS, break_long_words=False)
        parts.append("\n".join(part for part in (item.title.upper(), said, item.address) if part))
    parts.append(fill(words["rule"], COLUMNS))
    parts += [f"{name}:\n{address}" for name, address in _links(letter, words) if address]
    parts.append(_signature(letter, words))
    return "\n\n".join(parts).replace("\u00a0", " ") + "\n"


def newsletter_html(letter: Newsletter, language: Language) -> str:
    """Write the newsletter as one file of HTML, its pictures inside.

    Tables and styles stand in each element, as mail programs need them.
    """
    words = words_of("market_newsletter", language)
    preview = words["preview"].format(on=format_day(letter.on, language))
    inner = [
        _paragraph(preview, MUTED, 14),
        _heading("h1", escape(letter.title), f"margin:0 0 20px;font-size:28px;color:{INK}"),
        *(_number(number, what) for number, what in letter.numbers),
        _button(words["read"], letter.address),
        *(_item(item) for item in letter.items),
        _paragraph(words["rule"], INK, 16),
        _list(words["links"], _links(letter, words)),
        _paragraph(_signature(letter, words), MUTED, 14),
    ]
    return _page(letter.title, language, "\n".join(part for part in inner if part))


def _links(letter: Newsletter, words: dict[str, str]) -> list[tuple[str, str]]:
    return [
        (words["read"], letter.address),
        (words["pdf"], letter.pdf_address),
        (words["data"], letter.data_address),
    ]


def _signature(letter: Newsletter, words: dict[str, str]) -> str:
    if not letter.publisher:
        return words["signed_alone"]
    return words["signed"].format(publisher=letter.publisher)


def _page(title: str, language: Language, inner: str) -> str:
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n</head>\n"
        f'<body style="margin:0;background:{PAPER}">\n'
        '<table role="presentation" width="100%" cellpadding="0" cellspacing="0">'
        f'<tr><td align="center" style="padding:24px 16px">\n'
        '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" '
        f'style="max-width:{WIDTH}px"><tr><td style="font-family:{FACE};color:{INK};'
        f'font-size:16px;line-height:1.5;text-align:left">\n<!--letter-->\n{inner}\n<!--/letter-->\n'
        "</td></tr></table>\n</td></tr></table>\n</body>\n</html>\n"
    )


def _paragraph(text: str, colour: str, size: int) -> str:
    return (
        f'<p style="margin:0 0 12px;font-size:{size}px;line-height:1.5;color:{colour}">'
        f"{escape(text)}</p>"
    )


def _heading(tag: str, inner: str, style: str) -> str:
    return f'<{tag} style="{style};line-height:1.25">{inner}</{tag}>'


def _number(number: str, what: str) -> str:
    return (
        f'<p style="margin:0 0 12px;padding:0 0 0 14px;border-left:4px solid {BRAND}">'
        f'<strong style="display:block;font-size:24px;line-height:1.2">{escape(number)}</strong>'
        f'<span style="color:{MUTED}">{escape(what)}</span></p>'
    )


def _button(words: str, address: str) -> str:
    if not address:
        return ""
    return (
        f'<p style="margin:20px 0 8px"><a href="{escape(address)}" style="display:inline-block;'
        f"background:{BRAND};color:{PAPER};text-decoration:none;font-weight:700;"
        f'padding:12px 20px;border-radius:12px">{escape(words)}</a></p>'
    )


def _item(item: NewsItem) -> str:
    title = escape(item.title)
    if item.address:
        title = f'<a href="{escape(item.address)}" style="color:{INK}">{title}</a>'
    parts = [
        _heading(
            "h2",
            title,
            f"margin:28px 0 8px;padding:20px 0 0;border-top:1px solid {LINE};font-size:20px",
        ),
        _paragraph(item.said, INK, 16),
    ]
    if item.picture:
        coded = b64encode(item.picture).decode()
        parts.append(
            f'<p style="margin:0 0 12px"><img src="data:image/png;base64,{coded}" '
            f'alt="{escape(item.shows)}" width="{WIDTH}" '
            'style="display:block;width:100%;height:auto"></p>'
        )
    return "\n".join(parts)


def _list(title: str, links: Sequence[tuple[str, str]]) -> str:
    rows = [
        f'<li><a href="{escape(address)}" style="color:{BRAND}">{escape(words)}</a></li>'
        for words, address in links
        if address
    ]
    if not rows:
        return ""
    heading = _heading("h2", escape(title), "margin:28px 0 8px;font-size:18px")
    return f'{heading}<ul style="margin:0 0 20px;padding:0 0 0 20px">{"".join(rows)}</ul>'
