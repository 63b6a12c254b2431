"""What must hold for names, codes and accounts; pure functions."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Final

from schwifty import IBAN
from schwifty.exceptions import InvalidBBANChecksum, InvalidChecksumDigits, SchwiftyException
from stdnum.exceptions import ValidationError
from stdnum.it import codicefiscale, iva

from ritrovo.foundations.people.errors import (
    HolderIsNotTheBody,
    IbanMistyped,
    IbanUnreadable,
    RuntsNotWhole,
    TaxCodeOfABody,
    TaxCodeOfAPerson,
    TaxCodeWrong,
    VatNumberWrong,
)

NOT_LETTERS_OR_DIGITS: Final = re.compile(r"[^A-Za-z0-9]+")
RUNTS_NUMBER: Final = re.compile(r"\d{1,7}")
PERSON_LENGTH: Final = 16
BODY_LENGTH: Final = 11
SHORTEST_CUT: Final = 3
SOCIAL_ENTERPRISES: Final = "d"

_FORMS: Final = """
    societa soc cooperativa coop cooperative sociale sociali ets odv aps asd ssd scs scsd scarl
    scrl srl srls spa sas snc sapa onlus associazione ass fondazione comune ente consorzio impresa
    ditta parrocchia istituto scuola universita provincia regione unione azienda
"""
_LITTLE: Final = "a e ed l r p arl rl di del dello della dei degli delle da"
# What banks shorten or leave out of a name: a person's account shows none of these.
LEGAL_FORMS: Final = frozenset(_FORMS.split())
LITTLE_WORDS: Final = frozenset(_LITTLE.split())

# Kinds that section d of the RUNTS holds and that are not social enterprises in company form.
NOT_COMPANIES: Final = frozenset(
    {"social_coop_a", "social_coop_b", "consortium", "foundation", "association"}
)
NEVER_ENTITLED: Final = frozenset({"social_enterprise", "business", "public_body"})


def compacted(text: str) -> str:
    """Give letters and digits only, in capitals."""
    return NOT_LETTERS_OR_DIGITS.sub("", text).upper()


def checked_tax_code(text: str) -> str:
    """Give the compact codice fiscale of a person or of a body.

    A person's has 16 characters, with letters for digits where two people would share one
    (DM 23/12/1976, omocodia); a body's has 11 digits. Raises TaxCodeWrong.
    """
    code = compacted(text)
    try:
        return str(codicefiscale.validate(code))
    except ValidationError as error:
        raise TaxCodeWrong(code=code) from error


def checked_person_tax_code(text: str) -> str:
    """Give the compact codice fiscale of a person. Raises TaxCodeWrong, TaxCodeOfABody.

    An 11-digit code may be a person's provisional one, yet far more often it is a body's typed in
    the wrong field.
    """
    code = checked_tax_code(text)
    if len(code) != PERSON_LENGTH:
        raise TaxCodeOfABody
    return code


def checked_body_tax_code(text: str) -> str:
    """Give the compact codice fiscale of a body. Raises TaxCodeWrong, TaxCodeOfAPerson.

    A sole trader is taxed under the owner's own code: only for a business is it let through, by
    `checked_tax_code`.
    """
    code = checked_tax_code(text)
    if len(code) != BODY_LENGTH:
        raise TaxCodeOfAPerson
    return code


def checked_vat_number(text: str) -> str:
    """Give the 11 digits of a partita IVA, without "IT". Raises VatNumberWrong."""
    try:
        return str(iva.validate(compacted(text)))
    except ValidationError as error:
        raise VatNumberWrong from error


def check_runts(section: str, number: str, day: object) -> None:
    """Let a registration pass when it is whole or absent. Raises RuntsNotWhole.

    Section, number of the repertorio and day of registration belong together
    (art. 48 D.Lgs. 117/2017).
    """
    given = [bool(section), bool(number), bool(day)]
    if any(given) and not all(given):
        raise RuntsNotWhole
    if number and not RUNTS_NUMBER.fullmatch(number):
        raise RuntsNotWhole


def checked_iban(text: str) -> str:
    """Give the compact IBAN. The national check, such as the Italian CIN letter, must hold too.

    Raises IbanUnreadable (length, country, letters), IbanMistyped (check digits or letter).
    """
    try:
        return IBAN(compacted(text), validate_bban=True).compact
    except (InvalidChecksumDigits, InvalidBBANChecksum) as error:
        raise IbanMistyped from error
    except SchwiftyException as error:
        raise IbanUnreadable from error


def grouped(iban: str) -> str:
    """Write an IBAN in groups of four, as it stands on paper (ISO 13616)."""
    return " ".join(iban[start : start + 4] for start in range(0, len(iban), 4))


def bank_name(iban: str) -> str:
    """Say which bank an IBAN belongs to, or nothing when the register of banks does not know."""
    try:
        return str(IBAN(iban).bank_name or "")
    except SchwiftyException:
        return ""


def check_holder(holder: str, legal_name: str) -> None:
    """Let a holder pass when the account is the body's own. Raises HolderIsNotTheBody.

    Every telling word of the holder must stand in the legal name, and half of the name's or more
    in the holder's, for banks cut and shorten. When the name shows a legal form the holder shows
    one too: so the account of Mario Rossi does not pass for the Fondazione Mario Rossi's.
    """
    held, named = words_of(holder), words_of(legal_name)
    own = [word for word in named - LEGAL_FORMS if any(begins(word, w) for w in held)]
    strange = [word for word in held - LEGAL_FORMS if not any(begins(word, w) for w in named)]
    has_form = bool(held & LEGAL_FORMS) or not named & LEGAL_FORMS
    if strange or not has_form or 2 * len(own) < max(1, len(named - LEGAL_FORMS)):
        raise HolderIsNotTheBody(name=legal_name)


def words_of(name: str) -> frozenset[str]:
    """Give the words of a name, folded, without articles and prepositions."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    # "S.C.S." is one word to whoever reads it, so dots vanish before words are parted.
    return frozenset(re.findall(r"[a-z0-9]+", plain.replace(".", ""))) - LITTLE_WORDS


def begins(word: str, other: str) -> bool:
    """Say whether one word is the other, or its beginning of three letters or more."""
    shorter, longer = sorted((word, other), key=len)
    return word == other or (len(shorter) >= SHORTEST_CUT and longer.startswith(shorter))


def folded_name(name: str) -> str:
    """Give a name for comparing: no accents, capitals, signs, and whatever order of words."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return " ".join(sorted(re.findall(r"[a-z0-9]+", plain)))


def is_entitled(kind: str, runts_section: str, runts_date: date | None, day: date) -> bool:
    """Say whether gifts made on `day` to such a body give tax relief.

    Bodies registered in the RUNTS on that day, social cooperatives included, social enterprises
    in company form excluded (art. 82 c. 1 and art. 83 D.Lgs. 117/2017).
    """
    if not runts_section or runts_date is None or runts_date > day:
        return False
    if runts_section == SOCIAL_ENTERPRISES:
        return kind in NOT_COMPANIES
    return kind not in NEVER_ENTITLED
