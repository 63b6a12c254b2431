"""What the demo's money became: one campaign reported with a mistake taken back, one late."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from itertools import count
from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5

from PIL import Image, ImageDraw

from ritrovo.foundations.kernel import clock
from ritrovo.practices.campaigns.actions import reporting
from ritrovo.practices.campaigns.demo import texts
from ritrovo.practices.campaigns.demo.agenda import Agenda
from ritrovo.practices.campaigns.demo.community import Community
from ritrovo.practices.campaigns.demo.drawings import drawn
from ritrovo.practices.campaigns.models import Campaign, Expense
from ritrovo.practices.campaigns.report_plans import PlannedExpense

AFTERNOONS, PONTE = "doposcuola", "ponte"
SHELTER, STOVE, FILI = "pensilina", "stufa", "fili"


@dataclass(frozen=True, slots=True)
class Words:
    """What a report says: what was done, why a line differs, a picture and what it shows."""

    done: str
    why: dict[str, str]
    picture: str
    shows: str


OF_AFTERNOONS: Final = Words(
    "Per sei mesi la scuola è rimasta aperta fino alle sei, due pomeriggi in più di quelli "
    "promessi. Ventidue bambini, un'educatrice che li ha seguiti, e a turno i genitori.\n"
    "Con i libri abbiamo riempito un armadio che adesso è della classe. Alla gita al mulino sono "
    "venuti anche i fratelli grandi: il pullman l'ha prestato la parrocchia.",
    {"gita": "Il pullman l'ha prestato la parrocchia: abbiamo pagato solo il mulino e la merenda."},
    "table",
    "La tavola lunga della merenda, in piazza, prima di partire per il mulino",
)
OF_SHELTER: Final = Words(
    "Il tetto è su dal secondo sabato. Il larice è costato un poco meno del previsto, perché due "
    "travi le ha regalate la segheria. La panca viene da una stalla, la luce si accende da sola.\n"
    "Alla fermata adesso si aspetta seduti: la mattina sono in nove.",
    {"Larice": "Due travi le ha regalate la segheria."},
    "shelter",
    "La pensilina finita, con la panca, e la corriera che arriva",
)


@dataclass
class Reporting:
    """One campaign whose expenses are written down."""

    agenda: Agenda
    known: Community
    key: str
    body: str
    keys: Iterator[UUID]

    @property
    def campaign(self) -> Campaign:
        """The campaign, once it exists."""
        title = next(told["title"] for told in texts.campaigns() if told["key"] == self.key)
        return Campaign.objects.get(title=title)

    def spend(
        self,
        about: str,
        euros: int,
        nature: str,
        paper: tuple[str, str],
        supplier: str,
        *,
        is_person: bool = False,
        is_wrong: bool = False,
    ) -> Expense:
        """Write an expense for the line whose purpose says `about`; take it back when wrong."""
        campaign, today = self.campaign, clock.today()
        made = reporting.record_expense(
            actor=self.known.who("treasurer", self.body),
            campaign_id=campaign.pk,
            key=next(self.keys),
            planned=PlannedExpense(
                line_id=campaign.budget.get(purpose__icontains=about).pk,
                nature=nature,
                document_kind=paper[0],
                document_number=paper[1],
                document_date=today,
                supplier=supplier,
                cents=euros * 100,
                paid_on=today,
                supplier_is_person=is_person,
            ),
            file=_scanned(supplier, paper[1], euros),
        )
        if is_wrong:
            self._take_back(made)
        return made

    def tell_and_close(self, words: Words) -> None:
        """Write the words, show a picture, and close the report."""
        campaign = self.campaign
        promoter = self.known.who("promoter", self.body)
        reporting.write_report(
            actor=promoter,
            campaign_id=campaign.pk,
            what_we_did=words.done,
            differences={
                campaign.budget.get(purpose__icontains=about).pk: why
                for about, why in words.why.items()
            },
        )
        reporting.add_report_picture(
            actor=promoter,
            campaign_id=campaign.pk,
            file=drawn(words.picture),
            alternative=words.shows,
            credit="Disegno di Ritrovo",
        )
        reporting.report_campaign(actor=promoter, campaign_id=campaign.pk)

    def _take_back(self, made: Expense) -> None:
        reporting.reverse_expense(
            actor=self.known.who("treasurer", self.body),
            expense_id=made.pk,
            reason="scritta due volte: è già nella fattura 31",
        )


def write_down(agenda: Agenda, known: Community) -> None:
    """Write in the agenda the expenses of three campaigns, and the report of two.

    The third one's promoter never closes it: it is late, and its next campaigns say so.
    """
    keys = (uuid5(NAMESPACE_URL, f"demo report {number}") for number in count())
    school = Reporting(agenda, known, AFTERNOONS, PONTE, keys)
    first = partial(school.spend, "educatrice", 1650, "work", ("payslip", "1/2026"), "Marta Zegna")
    agenda.at(-150, partial(first, is_person=True), hour=11)
    books = ("invoice", "31")
    agenda.at(-145, partial(school.spend, "Libri", 388, "goods", books, "Libreria Giovannacci"))
    twice = partial(school.spend, "Libri", 90, "goods", ("receipt", "0412"), "Libreria Giovannacci")
    agenda.at(-144, partial(twice, is_wrong=True), hour=12.5)
    second = partial(school.spend, "educatrice", 1650, "work", ("payslip", "2/2026"), "Marta Zegna")
    agenda.at(-100, partial(second, is_person=True), hour=11)
    trip = ("invoice", "7/B")
    agenda.at(-96, partial(school.spend, "gita", 210, "services", trip, "Mulino Susta snc"))
    agenda.at(-80, partial(school.tell_and_close, OF_AFTERNOONS), hour=17)
    shelter = Reporting(agenda, known, SHELTER, FILI, keys)
    for about, euros, paper, supplier in (
        ("Larice", 690, ("invoice", "44"), "Segheria Pettinengo snc"),
        ("Plinti", 230, ("invoice", "9/A"), "Edil Mosso srl"),
        ("luce", 250, ("invoice", "1203"), "Elettrica Cossato srl"),
    ):
        agenda.at(-370, partial(shelter.spend, about, euros, "goods", paper, supplier), hour=11)
    agenda.at(-340, partial(shelter.tell_and_close, OF_SHELTER), hour=17)
    stove = Reporting(agenda, known, STOVE, FILI, keys)
    bought = ("invoice", "118")
    agenda.at(-230, partial(stove.spend, "Stufa", 1480, "goods", bought, "Termica Biellese srl"))


def _scanned(supplier: str, number: str, euros: int) -> BytesIO:
    """Draw a paper as somebody would photograph it."""
    sheet = Image.new("RGB", (420, 594), "#fdfbf5")
    pen = ImageDraw.Draw(sheet)
    for place, words in enumerate((supplier, f"n. {number}", f"EUR {euros},00")):
        pen.text((40, 60 + 40 * place), words, fill="#222222", font_size=24)
    out = BytesIO()
    sheet.save(out, "JPEG")
    out.seek(0)
    return out
