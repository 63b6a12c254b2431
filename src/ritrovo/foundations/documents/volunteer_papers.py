"""The volunteers' register and the hours sheet on paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ritrovo.foundations.documents.pages import Body
from ritrovo.foundations.documents.receipts import body_lines
from ritrovo.foundations.documents.sign import sign_in_black
from ritrovo.foundations.documents.typesetting import typeset_pdf
from ritrovo.foundations.documents.wording import Language, day_in_table, words_of
from ritrovo.foundations.look.formatting import format_day


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """A line of a list: `identity` is the codice fiscale, or place and day of birth in words."""

    name: str
    identity: str
    residence: str
    first_day: date
    last_day: date | None
    number: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """Both lists of volunteers; `digest` is that of the register's last line."""

    body: Body
    on: date
    enrolled: tuple[RegisterLine, ...]
    occasional: tuple[RegisterLine, ...]
    places: int = 0
    digest: str = ""


@dataclass(frozen=True, slots=True)
class HoursSheetPage:
    """A sheet on which volunteers write and sign their hours; `names` are printed already."""

    body: Body
    names: tuple[str, ...]
    rows: int


def register_pdf(page: RegisterPage, *, language: Language, made_at: datetime) -> bytes:
    """Set the register and, on a sheet of its own, the occasional list (DM 6/10/2021)."""
    content = _register_content(page, language)
    return typeset_pdf("volunteer_register", content, language=language, made_at=made_at)


def hours_sheet_pdf(page: HoursSheetPage, *, language: Language, made_at: datetime) -> bytes:
    """Set an hours sheet: the known names first, then empty rows."""
    content = {
        "sign": sign_in_black(),
        "body": body_lines(page.body, language),
        "names": [*page.names, *[""] * max(0, page.rows - len(page.names))],
    }
    return typeset_pdf("hours_sheet", content, language=language, made_at=made_at)


def _register_content(page: RegisterPage, language: Language) -> dict[str, object]:
    words = words_of("volunteer_register", language)
    mark = words["mark"].format(places=page.places, digest=_in_groups(page.digest))
    return {
        "sign": sign_in_black(),
        "body": body_lines(page.body, language),
        "on": words["on"].format(on=format_day(page.on, language)),
        "enrolled": [_row(line, language) for line in page.enrolled],
        "occasional": [_row(line, language) for line in page.occasional],
        "mark": mark if page.digest else "",
    }


def _row(line: RegisterLine, language: Language) -> dict[str, str]:
    return {
        "number": str(line.number or ""),
        "name": line.name,
        "identity": line.identity,
        "residence": line.residence,
        "first_day": day_in_table(line.first_day, language),
        "last_day": day_in_table(line.last_day, language) if line.last_day else "",
        "note": line.note,
    }


def _in_groups(digest: str) -> str:
    """Write a digest in groups of eight, to be compared by eye."""
    return " ".join(digest[start : start + 8] for start in range(0, len(digest), 8))
