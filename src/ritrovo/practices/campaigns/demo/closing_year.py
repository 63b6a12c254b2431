"""How the demo's bodies close a year: receipts, summaries, a no, public money, patronages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from io import BytesIO
from itertools import count
from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.payments.actions import advantages, receipts, summaries
from ritrovo.foundations.payments.advantages import PlannedAdvantage
from ritrovo.foundations.payments.models import PublicAdvantage, Receipt
from ritrovo.foundations.payments.queries.receipts import to_receipt
from ritrovo.foundations.people.actions import record_objection
from ritrovo.practices.campaigns.actions import patronage
from ritrovo.practices.campaigns.demo import texts
from ritrovo.practices.campaigns.demo.agenda import Agenda
from ritrovo.practices.campaigns.demo.community import Community, paper
from ritrovo.practices.campaigns.models import Campaign, Patronage

PONTE, FILI, CREDENZA = "ponte", "fili", "credenza"
BIELLA, VEGLIO = "comune_biella", "comune_veglio"
MINISTRY: Final = "Ministero del lavoro e delle politiche sociali"
# A year's summaries leave when the last receipts are done.
SUMMARIES_MONTH, SUMMARIES_DAY = 1, 31


@dataclass
class Closing:
    """What the bodies do at the year's end."""

    agenda: Agenda
    known: Community
    keys: Iterator[UUID]

    def receipt_all(self, body: str) -> None:
        """Have a treasurer issue every receipt that can be."""
        organisation = self.known.bodies[body]
        receipts.issue_receipts(
            actor=self.known.who("treasurer", body),
            organisation_id=organisation.pk,
            payment_ids=[
                each.pk for each in to_receipt(organisation) if not each.from_another_person
            ],
        )

    def send(self, body: str) -> None:
        """Send the summaries of the year that is over."""
        summaries.send_summaries(
            actor=self.known.who("treasurer", body),
            organisation_id=self.known.bodies[body].pk,
            year=clock.today().year - 1,
        )

    def object(self) -> None:
        """Have a counter write down that somebody does not want their gifts told."""
        body = self.known.bodies[PONTE]
        told = Receipt.objects.filter(series__beneficiary=body, void=None)
        first = next(
            (each for each in told.order_by("number") if each.snapshot["donor"]["tax_code"]), None
        )
        if first and first.payment.due.debtor_id:
            record_objection(
                actor=self.known.counter(PONTE),
                organisation_id=body.pk,
                party_id=first.payment.due.debtor_id,
                purpose="yearly",
            )

    def receive(
        self, body: str, cents: int, reason: str, *, payer: str = "", in_kind: bool = False
    ) -> PublicAdvantage:
        """Write an advantage from a municipality, or from the ministry."""
        given_by = self.known.bodies[payer] if payer else None
        return advantages.record_advantage(
            actor=self.known.who("treasurer", body),
            organisation_id=self.known.bodies[body].pk,
            key=next(self.keys),
            planned=PlannedAdvantage(
                payer_name=given_by.legal_name if given_by else MINISTRY,
                payer_id=given_by.pk if given_by else None,
                cents=cents,
                received_on=clock.today(),
                reason=reason,
                in_kind=in_kind,
            ),
        )

    def receive_wrongly(self) -> None:
        """Write a sum with a digit too many, and correct it at once."""
        wrong = self.receive(PONTE, 2_315_400, "5 per mille, anno finanziario precedente")
        advantages.record_advantage(
            actor=self.known.who("treasurer", PONTE),
            organisation_id=self.known.bodies[PONTE].pk,
            key=next(self.keys),
            planned=PlannedAdvantage(
                payer_name=MINISTRY,
                cents=231_540,
                received_on=clock.today(),
                reason="5 per mille, anno finanziario precedente",
                why="uno zero di troppo nell'importo",
            ),
            corrects_id=wrong.pk,
        )

    def back(self, key: str, body: str, town: str, act: str) -> Patronage:
        """Write a municipality's patronage of a campaign."""
        return patronage.record_patronage(
            actor=self.known.who("promoter", body),
            campaign_id=self.campaign(key).pk,
            body_id=self.known.bodies[town].pk,
            act_number=act,
            act_date=clock.today(),
            file=BytesIO(paper("delibera.pdf", "Delibera di Giunta", act).read()),
        )

    def confirm(self, key: str, who: str) -> None:
        """Have whoever reviews confirm it."""
        found = self.campaign(key).patronages.get(confirmed_at=None, ended_at=None)
        patronage.confirm_patronage(actor=self.known.actor(who), patronage_id=found.pk)

    def campaign(self, key: str) -> Campaign:
        """Find a campaign by its key."""
        title = next(told["title"] for told in texts.campaigns() if told["key"] == key)
        return Campaign.objects.get(title=title)


def write_down(agenda: Agenda, known: Community) -> None:
    """Write in the agenda how the year was closed, and who stands behind which campaign."""
    keys = (uuid5(NAMESPACE_URL, f"demo year {number}") for number in count())
    year = Closing(agenda, known, keys)
    for day in (-370, -140):
        agenda.at(day, partial(year.receipt_all, FILI), hour=18)
    agenda.at(-75, partial(year.receipt_all, CREDENZA), hour=18)
    agenda.at(-60, year.object, hour=10)
    grant, room = "contributo al doposcuola, delibera 12", "sala della biblioteca, nove mesi"
    agenda.at(-200, partial(year.receive, PONTE, 820_000, grant, payer=BIELLA), hour=15)
    agenda.at(-120, year.receive_wrongly, hour=15)
    rent = partial(year.receive, PONTE, 135_000, room, payer=BIELLA, in_kind=True)
    agenda.at(-90, rent, hour=15)
    hall = "sala comune e riscaldamento, un anno"
    agenda.at(-100, partial(year.receive, FILI, 180_000, hall, payer=VEGLIO, in_kind=True), hour=15)
    agenda.at(-50, partial(year.back, "cortile", PONTE, BIELLA, "delibera di Giunta 41"), hour=9)
    agenda.at(-49, partial(year.confirm, "cortile", "tommaso"), hour=9)
    agenda.at(-30, partial(year.back, "scrivanie", FILI, VEGLIO, "delibera di Giunta 17"), hour=9)
    agenda.at(-29, partial(year.confirm, "scrivanie", "ettore"), hour=9)
    agenda.at(-4, partial(year.back, "forno", PONTE, BIELLA, "determina 208"), hour=9)
    sent_on = date(agenda.today.year, SUMMARIES_MONTH, SUMMARIES_DAY)
    if sent_on < agenda.today:
        for body in (PONTE, FILI, CREDENZA):
            day = (sent_on - agenda.today).days
            agenda.at(day, partial(year.send, body), hour=17)
