"""Which words of a name are the family's, told by the codice fiscale."""

from __future__ import annotations

import unicodedata
from typing import Final

VOWELS: Final = frozenset("AEIOU")
FAMILY: Final = slice(0, 3)


def family_letters(name: str) -> str:
    """Give the three letters of a family name in a codice fiscale (DM 23/12/1976, art. 2).

    Consonants in their order, then vowels, then X.
    """
    plain = unicodedata.normalize("NFKD", name.upper())
    letters = [each for each in plain if "A" <= each <= "Z"]
    consonants = [each for each in letters if each not in VOWELS]
    vowels = [each for each in letters if each in VOWELS]
    return "".join([*consonants, *vowels, "X", "X", "X"])[:3]


def names_in(name: str, tax_code: str) -> tuple[str, str]:
    """Split a whole name in family and given name, as the codice fiscale says.

    Where it says nothing the last word is the family's, as people write themselves.
    """
    words = name.split()
    wanted = tax_code[FAMILY].upper()
    for place in range(len(words) - 1, 0, -1):
        given, family = " ".join(words[:place]), " ".join(words[place:])
        if family_letters(family) == wanted:
            return family, given
        first, rest = " ".join(words[: len(words) - place]), " ".join(words[len(words) - place :])
        if family_letters(first) == wanted:
            return first, rest
    return (words[-1], " ".join(words[:-1])) if words else ("", "")
