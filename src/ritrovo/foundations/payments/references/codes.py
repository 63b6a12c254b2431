"""Creditor references and short codes: made, checked, and found again in a bank's text."""

from __future__ import annotations

import re

from stdnum import iso11649
from stdnum.iso7064 import mod_97_10

# No vowels but E, so that no word appears; no 0 O 1 I L U, so that none is taken for another.
# A prime number of letters lets the check find every single error and every swap.
ALPHABET = "23456789BCDEFGHJKMNPQRSTVWXYZ"
SHORT_CODE_LENGTH = 8
REFERENCE_LENGTH = 4 + SHORT_CODE_LENGTH
_SIZE = len(ALPHABET)
_FREE = SHORT_CODE_LENGTH - 1
# How many different codes there are: some 17 billion.
CAPACITY = _SIZE**_FREE
# Coprime with the capacity: every number keeps a code of its own, and neighbours look unlike.
_STRIDE = 10_369_512_083
_OFFSET = 5_081_342_617
_VALUE = {letter: value for value, letter in enumerate(ALPHABET)}
_NOT_CODE = re.compile(r"[^A-Za-z0-9]+")
_REFERENCE_START = re.compile(r"(?=RF\d\d)")


def short_code(number: int) -> str:
    """Make the 8-letter code of a sequence number: never the same for two numbers.

    Raises ValueError outside 0 to `CAPACITY` - 1.
    """
    if not 0 <= number < CAPACITY:
        raise ValueError(f"No short code for {number}.")
    rest = (number * _STRIDE + _OFFSET) % CAPACITY
    letters = []
    for _ in range(_FREE):
        rest, value = divmod(rest, _SIZE)
        letters.append(ALPHABET[value])
    free = "".join(letters)
    return free + _check_letter(free)


def is_short_code(text: str) -> bool:
    """Say whether a compact upper-case text is a code whose check letter is right."""
    return (
        len(text) == SHORT_CODE_LENGTH
        and all(letter in _VALUE for letter in text)
        and text[-1] == _check_letter(text[:-1])
    )


def creditor_reference(body: str) -> str:
    """Make an ISO 11649 reference, such as RF16D2026000123, around 1 to 21 letters and digits.

    With a short code as body, people and banks read the same code. Raises ValueError.
    """
    body = body.upper()
    if not re.fullmatch(r"[A-Z0-9]{1,21}", body):
        raise ValueError(f"{body!r} cannot be the body of a creditor reference.")
    return f"RF{mod_97_10.calc_check_digits(body + 'RF')}{body}"


def is_creditor_reference(text: str) -> bool:
    """Say whether the text is an ISO 11649 reference, spaces allowed."""
    return bool(iso11649.is_valid(text))


def is_own_reference(text: str) -> bool:
    """Say whether a compact reference has the shape of ours: a short code as its body."""
    return len(text) == REFERENCE_LENGTH and is_short_code(text[4:]) and is_creditor_reference(text)


def grouped(code: str) -> str:
    """Write a code or reference in groups of four, as people read and type it."""
    compact = compacted(code)
    return " ".join(compact[i : i + 4] for i in range(0, len(compact), 4))


def compacted(text: str) -> str:
    """Give letters and digits only, in capitals."""
    return _NOT_CODE.sub("", text).upper()


def references_in(text: str) -> tuple[str, ...]:
    """Find every valid creditor reference that a free text may hold, ours first.

    Banks add spaces and line breaks, or take all of them away, so the end of a reference is
    unknown: each length whose check digits are right is a candidate. One in 97 is chance: compare
    with known references.
    """
    compact = compacted(text)
    found = []
    for start in _REFERENCE_START.finditer(compact):
        piece = compact[start.start() : start.start() + 25]
        found += [piece[:end] for end in range(5, len(piece) + 1) if _checks(piece[:end])]
    return tuple(sorted(dict.fromkeys(found), key=lambda code: not is_own_reference(code)))


def short_codes_in(text: str) -> tuple[str, ...]:
    """Find every short code of a free text, whole or broken by spaces, dashes and line breaks.

    Codes stuck to other letters are not looked for: chance would find too many.
    """
    pieces = [piece.upper() for piece in _NOT_CODE.split(text) if piece]
    found: dict[str, None] = {}
    for start in range(len(pieces)):
        joined = ""
        for piece in pieces[start : start + SHORT_CODE_LENGTH]:
            joined += piece
            if len(joined) >= SHORT_CODE_LENGTH:
                break
        if is_short_code(joined):
            found[joined] = None
    return tuple(found)


def _checks(reference: str) -> bool:
    return bool(mod_97_10.is_valid(reference[4:] + reference[:4]))


def _check_letter(free: str) -> str:
    """Choose the letter that brings the sum, each letter times its place, to a multiple of 29.

    No single error and no swap of two letters leaves it one, since 29 is prime.
    """
    weighed = sum(place * _VALUE[letter] for place, letter in enumerate(free, start=1))
    return ALPHABET[-weighed * pow(SHORT_CODE_LENGTH, -1, _SIZE) % _SIZE]
