"""Codes that pass every check and belong to nobody."""

from __future__ import annotations

from typing import Final

from schwifty import IBAN
from stdnum import luhn
from stdnum.it import codicefiscale

# No office of the tax authority has given out so many numbers: none of these is anybody's.
BEYOND_ALL: Final = 999_0000
OFFICE: Final = "096"
# No bank of Italy has this code, no municipality that cadastral one.
NO_BANK: Final = "09999"
NOWHERE: Final = "Z999"

CONSONANTS: Final = "BCDFGHJKLMNPQRSTVWXYZ"
NAME_WITH_MANY: Final = 4
MONTHS: Final = "ABCDEHLMPRST"


def body_code(number: int) -> str:
    """Make the codice fiscale, or partita IVA, of a body: 11 digits."""
    digits = f"{BEYOND_ALL + number:07d}{OFFICE}"
    return digits + luhn.calc_check_digit(digits)


def iban(number: int) -> str:
    """Make an Italian IBAN, right in its check digits and in its CIN letter."""
    made = IBAN.generate("IT", NO_BANK, f"{number:012d}", branch_code="22300")
    return str(made.compact)


def person_code(given: str, family: str, number: int) -> str:
    """Make the codice fiscale of a person born in a place that is not (DM 23/12/1976)."""
    year, month, day = 40 + number % 60, MONTHS[number % 12], 1 + number % 28
    code = f"{_of_family(family)}{_of_given(given)}{year:02d}{month}{day:02d}{NOWHERE}"
    return code + codicefiscale.calc_check_digit(code)


def _of_family(name: str) -> str:
    consonants, vowels = _parted(name)
    return (consonants + vowels + "X" * 3)[:3]


def _of_given(name: str) -> str:
    consonants, vowels = _parted(name)
    if len(consonants) >= NAME_WITH_MANY:
        consonants = consonants[0] + consonants[2:]
    return (consonants + vowels + "X" * 3)[:3]


def _parted(name: str) -> tuple[str, str]:
    letters = [letter for letter in name.upper() if "A" <= letter <= "Z"]
    consonants = "".join(letter for letter in letters if letter in CONSONANTS)
    return consonants, "".join(letter for letter in letters if letter not in CONSONANTS)
