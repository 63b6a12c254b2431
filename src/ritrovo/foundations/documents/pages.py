"""What each printed page shows, as plain values: the rooms below fill them from their tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

PaperSize = Literal["a4", "a3"]


@dataclass(frozen=True, slots=True)
class Registration:
    """Where a body is entered in the RUNTS, the national register of the third sector."""

    section: str  # In words, such as "d) imprese sociali, incluse le cooperative sociali".
    number: str
    since: date


@dataclass(frozen=True, slots=True)
class Body:
    """Who receives: `name` carries the wording the law asks, such as "… ODV" or "… ETS"."""

    name: str
    tax_code: str
    seat: str
    vat_number: str = ""
    registration: Registration | None = None


@dataclass(frozen=True, slots=True)
class Giver:
    """Who gives or pays, as they want to be written on a receipt."""

    name: str
    tax_code: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class VoidMark:
    """That a receipt was annulled: it keeps its number and says so across the page."""

    on: date
    reason: str
    replaced_by: str = ""


@dataclass(frozen=True, slots=True)
class ReceiptNotes:
    """What the law wants said on a receipt; `not_deductible` is set when nothing is relieved."""

    legal: tuple[str, ...]
    stamp: str
    not_deductible: str = ""


@dataclass(frozen=True, slots=True)
class ReceiptPage:
    """One receipt of a gift in money. `payer` only when it is not the donor."""

    number: str
    issued_on: date
    beneficiary: Body
    donor: Giver
    amount_cents: int
    paid_on: date
    method: str  # In words: "bonifico bancario", "carta di credito", "contanti"…
    notes: ReceiptNotes
    reference: str = ""
    payer: Giver | None = None
    campaign: str = ""
    purpose: str = ""
    returned_cents: int = 0
    fee_cents: int = 0  # What the carrier kept: `amount_cents` is net of it.
    corrects: str = ""
    void: VoidMark | None = None
    verification_url: str = ""


@dataclass(frozen=True, slots=True)
class SumPart:
    """A part of a transfer and what it is for: a gift, a reward."""

    words: str
    cents: int


@dataclass(frozen=True, slots=True)
class TransferPage:
    """How to send a promised sum. Two `parts` for a mixed pledge; the code is made from this."""

    campaign: str
    promoter: str
    holder: str
    iban: str
    amount_cents: int
    reason: str
    parts: tuple[SumPart, ...] = ()
    pledger: str = ""
    bank: str = ""
    by_day: date | None = None
    next_steps: tuple[str, ...] = ()  # Empty: what usually happens.
    contact: str = ""
    manage_url: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """The two victories for the rings, in thousandths; `second` None when no target was set."""

    first_per_mille: int
    second_per_mille: int | None
    label: str


@dataclass(frozen=True, slots=True)
class PosterPage:
    """A poster of a campaign. `picture` is a JPEG or PNG; `lines` two or three short ones."""

    title: str
    place: str
    promoter: str
    url: str
    lines: tuple[str, ...] = ()
    picture: bytes | None = None
    picture_alt: str = ""
    size: PaperSize = "a4"


@dataclass(frozen=True, slots=True)
class CardColours:
    """The colours of a social card as `#rrggbb`; the installation's own by default."""

    paper: str = "#FBF7F0"
    ink: str = "#2A2521"
    brand: str = "#A23B1E"
    kin: str = "#2F6B4F"


@dataclass(frozen=True, slots=True)
class SocialCard:
    """The picture other sites show beside a link to a campaign."""

    title: str
    place: str
    promoter: str
    address: str  # Without its scheme, as people say it: "ritrovo.example/tetto".
    progress: Progress | None = None
    picture: bytes | None = None
    picture_alt: str = ""
    colours: CardColours = CardColours()


@dataclass(frozen=True, slots=True)
class YearlyGift:
    """One gift in a yearly summary."""

    paid_on: date
    receipt_number: str
    method: str
    campaign: str
    amount_cents: int
    returned_cents: int = 0


@dataclass(frozen=True, slots=True)
class YearlySummaryPage:
    """What one donor gave to one beneficiary in one year, by date of payment."""

    year: int
    issued_on: date
    beneficiary: Body
    donor: Giver
    gifts: tuple[YearlyGift, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Call:
    """One person to phone."""

    name: str
    phone: str
    promised_cents: int
    promised_on: date
    code: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class CallListPage:
    """People without e-mail to phone about a campaign, and why they are phoned."""

    campaign: str
    prepared_on: date
    news: str  # What to tell them, in one or two sentences.
    calls: tuple[Call, ...]
