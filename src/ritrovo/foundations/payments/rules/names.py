"""Whether two names may be the same person or body, as banks and people write them."""

from __future__ import annotations

import re
import unicodedata
from enum import IntEnum

# Legal forms and titles say nothing about who it is.
_FORMS = frozenset(
    word
    for line in (
        "SRL SRLS SPA SNC SAS SAPA SS SCARL SCRL SC COOP COOPERATIVA COOPERATIVE SOC SOCIETA",
        "SOCIALE SOCIALI ONLUS ETS APS ODV ASD SSD ASSOCIAZIONE IMPRESA DITTA CONSORZIO FONDAZIONE",
        "SIG SIGNOR SIGRA SIGNORA DOTT DOTTSSA DR DRSSA AVV ING ARCH GEOM PROF RAG",
        "DI DA DE DEL DELLA DEI E ED O IL LA LO I GLI LE A AL IN PER",
    )
    for word in line.split()
)
_APOSTROPHE = re.compile("['`\u2019\u00b4]")
_NOT_LETTER = re.compile(r"[^A-Z0-9]+")
_INITIALS = re.compile(r"\b(?:[A-Z0-9][. ]){2,}(?:[A-Z0-9]\b)?|\b(?:[A-Z0-9][. ])+[A-Z0-9]\b")
# Two words in common are a name and a surname; a shared word this long is likely a surname.
_WHOLE_NAME = 2
_LONG_WORD = 4
_ELIDED = re.compile(r"\b([DLN]) (?=[A-Z]{2})")


class NameAgreement(IntEnum):
    """How far two names agree."""

    NONE = 0
    PARTIAL = 1
    FULL = 2


def name_words(name: str) -> frozenset[str]:
    """Give the words that tell who it is: no accents, order, legal form, title or article.

    D'Angelo, D Angelo and DANGELO give the same word, S.r.l. and S R L none.
    """
    spread = unicodedata.normalize("NFKD", _APOSTROPHE.sub("", name))
    plain = "".join(mark for mark in spread if not unicodedata.combining(mark)).upper()
    joined = _INITIALS.sub(lambda found: re.sub(r"[. ]", "", found[0]) + " ", plain)
    spaced = _NOT_LETTER.sub(" ", joined).strip()
    words = _ELIDED.sub(r"\1", spaced).split()
    telling = frozenset(word for word in words if word not in _FORMS)
    # A body may be called only by common words, such as "Società cooperativa sociale La Casa".
    return telling or frozenset(words)


def names_agree(one: str, other: str) -> NameAgreement:
    """Compare two names by their words.

    FULL: all words of one stand in the other, two at least, or one when it is the whole name of
    both. So a joint account agrees with each of its holders. PARTIAL: one longer word in common.
    """
    return words_agree(name_words(one), name_words(other))


def words_agree(one: frozenset[str], other: frozenset[str]) -> NameAgreement:
    """Compare names that are already words."""
    common = one & other
    shorter = min(len(one), len(other))
    if common and len(common) == shorter and (shorter >= _WHOLE_NAME or one == other):
        return NameAgreement.FULL
    if any(len(word) >= _LONG_WORD for word in common):
        return NameAgreement.PARTIAL
    return NameAgreement.NONE


def best_agreement(words: frozenset[str], names: tuple[str, ...]) -> NameAgreement:
    """Give the best agreement of a name's words with any of several names."""
    agreements = (words_agree(words, name_words(name)) for name in names)
    return max(agreements, default=NameAgreement.NONE)
