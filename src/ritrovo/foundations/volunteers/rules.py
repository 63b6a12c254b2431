"""What identifies a volunteer, and the chain that makes a register unalterable; pure functions."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from stdnum.it import codicefiscale

from ritrovo.foundations.people.rules import checked_person_tax_code
from ritrovo.foundations.volunteers.errors import (
    BirthNotTheirs,
    BornTooLate,
    DetailsMissing,
    ResidenceMissing,
)

# What stands before a register's first line.
BEGINNING: Final = ""
CENTURY: Final = 100


@dataclass(frozen=True, slots=True)
class Details:
    """What the registers must say of a volunteer (DM 6/10/2021).

    Either the codice fiscale, or place and date of birth; `residence` may be the domicile.
    """

    given_name: str
    family_name: str
    residence: str
    tax_code: str = ""
    birth_place: str = ""
    birth_date: date | None = None

    @property
    def name(self) -> str:
        """Given name and family name."""
        return f"{self.given_name} {self.family_name}".strip()


def checked_details(details: Details, today: date) -> Details:
    """Give the details with single spaces and a compact codice fiscale, if they are whole.

    Raises DetailsMissing, ResidenceMissing, BornTooLate, BirthNotTheirs, TaxCodeWrong,
    TaxCodeOfABody.
    """
    code = checked_person_tax_code(details.tax_code) if details.tax_code.strip() else ""
    tidy = replace(
        details,
        given_name=spaced(details.given_name),
        family_name=spaced(details.family_name),
        residence=spaced(details.residence),
        birth_place=spaced(details.birth_place),
        tax_code=code,
    )
    if not tidy.residence:
        raise ResidenceMissing
    if not code and not (tidy.birth_place and tidy.birth_date):
        raise DetailsMissing
    if tidy.birth_date:
        check_birth(tidy.birth_date, code, today)
    return tidy


def check_birth(birth_date: date, tax_code: str, today: date) -> None:
    """Let a day of birth pass when it is past, and the one that the codice fiscale tells.

    The code writes two digits of the year. Raises BornTooLate, BirthNotTheirs.
    """
    if birth_date >= today:
        raise BornTooLate
    if not tax_code:
        return
    told = codicefiscale.get_birth_date(tax_code)
    if (told.day, told.month, told.year % CENTURY) != (
        birth_date.day,
        birth_date.month,
        birth_date.year % CENTURY,
    ):
        raise BirthNotTheirs


def details_digest(salt: str, details: Details) -> str:
    """Digest what a register says of a person, so that the chain holds no name.

    Without the salt nobody can try names until one fits.
    """
    born = details.birth_date.isoformat() if details.birth_date else ""
    parts = [
        salt,
        details.given_name,
        details.family_name,
        details.tax_code,
        details.birth_place,
        born,
        details.residence,
    ]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


def line_digest(previous: str, contents: Iterable[object]) -> str:
    """Digest one line of a register together with the digest of the line before it.

    The database computes the same when a line is written (migration `0002_registers`). Contents
    are ids, numbers, days and digests, none of which can hold the bar that parts them.
    """
    text = "|".join([previous, *("" if part is None else str(part) for part in contents)])
    return hashlib.sha256(text.encode()).hexdigest()


def years_later(day: date, years: int) -> date:
    """Give the same day some years later; 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def spaced(text: str) -> str:
    """Give a text with single spaces and none around it."""
    return " ".join(text.split())
