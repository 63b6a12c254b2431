"""Pages to print, filled with people who do not exist, and ways to read them back."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime

import pypdfium2
import zxingcpp
from PIL import Image

from ritrovo.foundations.documents.notes import receipt_notes
from ritrovo.foundations.documents.pages import (
    Body,
    Call,
    CallListPage,
    Giver,
    PosterPage,
    Progress,
    ReceiptPage,
    Registration,
    SocialCard,
    SumPart,
    TransferPage,
    YearlyGift,
    YearlySummaryPage,
)

MADE_AT = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
CAMPAIGN = "Un tetto per il co-working di Veglio"

FARO = Body(
    name="Il Faro di Veglio società cooperativa sociale ETS",
    tax_code="02345670021",
    vat_number="02345670022",
    seat="Via Roma 12, 13824 Veglio (BI)",
    registration=Registration("d) imprese sociali", "45678", date(2022, 3, 21)),
)
MARIA = Giver("Maria Boggio", "BGGMRA60A41A859X", "Via dei Mulini 3, 13900 Biella (BI)")

RECEIPT = ReceiptPage(
    number="2026/000123",
    issued_on=date(2026, 11, 22),
    beneficiary=FARO,
    donor=MARIA,
    amount_cents=105250,
    paid_on=date(2026, 11, 20),
    method="bonifico bancario",
    reference="CRO 1234567890123456",
    campaign=CAMPAIGN,
    purpose="Rifacimento del tetto",
    notes=receipt_notes(
        relief="ets",
        donor="person",
        traceable=True,
        amount_cents=105250,
        paid_on=date(2026, 11, 20),
    ),
    verification_url="https://ritrovo.example/r/7KQ2-M4XT-9P",
)

TRANSFER = TransferPage(
    campaign=CAMPAIGN,
    promoter="Il Faro di Veglio",
    holder="Il Faro di Veglio Società Cooperativa Sociale",
    iban="IT60X0542811101000000123456",
    amount_cents=3050,
    reason="RF18539007547034 EROGAZIONE LIBERALE 20,50 E RICOMPENSA 10,00",
    parts=(SumPart("donazione", 2050), SumPart("ricompensa: borsa di tela", 1000)),
    pledger="Maria",
    by_day=date(2026, 12, 30),
    manage_url="https://ritrovo.example/p/7KQ2",
    contact="015 123456",
)

YEAR = YearlySummaryPage(
    year=2026,
    issued_on=date(2027, 1, 20),
    beneficiary=FARO,
    donor=MARIA,
    gifts=(
        YearlyGift(date(2026, 3, 7), "2026/000010", "bonifico bancario", CAMPAIGN, 2500),
        YearlyGift(date(2026, 9, 1), "2026/000099", "carta di credito", CAMPAIGN, 4500, 1500),
    ),
)

CARD = SocialCard(
    title=CAMPAIGN,
    place="Veglio (BI)",
    promoter="Il Faro di Veglio",
    address="ritrovo.example/tetto",
    progress=Progress(620, 800, "12.400 € su 20.000 €"),
)


def a_picture(width: int = 400, height: int = 300) -> bytes:
    """Make a plain JPEG."""
    made = io.BytesIO()
    Image.new("RGB", (width, height), "#7fa7b8").save(made, "JPEG")
    return made.getvalue()


POSTER = PosterPage(
    title=CAMPAIGN,
    place="Veglio (BI)",
    promoter="Il Faro di Veglio",
    url="https://ritrovo.example/c/un-tetto-per-veglio/",
    lines=("La vecchia scuola torna a servire il paese.", "Servono anche mani."),
    picture=a_picture(),
    picture_alt="La ex scuola",
)


def calls(count: int) -> CallListPage:
    """Make a list of so many people to phone."""
    people = tuple(
        Call(f"Persona {index}", "015 742 118", 2000, date(2026, 10, 3), f"K7M-{index}")
        for index in range(count)
    )
    return CallListPage(CAMPAIGN, date(2026, 11, 22), "La campagna è arrivata al minimo.", people)


def text_of(pdf: bytes) -> str:
    """Read all the words of a PDF in order, with single spaces."""
    pages = pypdfium2.PdfDocument(pdf)
    found = " ".join(page.get_textpage().get_text_range() for page in pages)
    return " ".join(found.replace("\u00a0", " ").split())


def page_count(pdf: bytes) -> int:
    """Count the pages of a PDF."""
    return len(pypdfium2.PdfDocument(pdf))


def codes_of(pdf: bytes) -> list[str]:
    """Read every code on the first page of a PDF, as a phone would at 150 dots per inch."""
    picture = pypdfium2.PdfDocument(pdf)[0].render(scale=150 / 72).to_pil()
    return [code.text for code in zxingcpp.read_barcodes(picture)]


def codes_in_png(png: bytes) -> list[str]:
    """Read every code in a PNG."""
    return [code.text for code in zxingcpp.read_barcodes(Image.open(io.BytesIO(png)))]
