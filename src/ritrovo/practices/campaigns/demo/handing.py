"""What the demo's campaigns handed over: answered by phone, silent, asked just now, waiting."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5

from ritrovo.foundations.contributions.choices import Channel
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import NOBODY
from ritrovo.practices.campaigns import jobs
from ritrovo.practices.campaigns.actions import handover, handover_checks
from ritrovo.practices.campaigns.choices import ShownAs
from ritrovo.practices.campaigns.demo import texts
from ritrovo.practices.campaigns.demo.agenda import Agenda
from ritrovo.practices.campaigns.demo.community import Community
from ritrovo.practices.campaigns.handover_links import signed
from ritrovo.practices.campaigns.handover_plans import (
    PlannedAnswer,
    PlannedHandover,
    PlannedKeeper,
)
from ritrovo.practices.campaigns.models import Campaign, CheckAnswer, HandoverCheck, Keeper
from ritrovo.practices.campaigns.plans import PlannedNeed

STOVE: Final = PlannedHandover(
    "work",
    "La stufa della sala comune",
    "La stufa, la canna fumaria con il suo certificato, e una chiave della sala per ciascuno.",
    "chi usa la sala comune di Veglio",
    "La accende chiunque usi la sala. Chi la accende la pulisce e lascia legna per il prossimo.",
)
BOOKLET: Final = PlannedHandover(
    "idea",
    "Il quaderno «Come si scalda una sala»",
    "Conti, preventivi ed errori, scritti perché un'altra valle non li rifaccia.",
    "ogni paese che ha una sala fredda",
    "Si può copiare, cambiare e vendere, dicendo da dove viene (CC BY 4.0).",
    "https://creativecommons.org/licenses/by/4.0/deed.it",
)
CLASSES: Final = PlannedHandover(
    "service",
    "Il doposcuola fino alle sei",
    "Le due ore in più, il calendario dei turni, l'armadio con i giochi.",
    "le famiglie della scuola di Riva",
    "È per tutti i bambini della scuola. I turni li decide l'assemblea delle famiglie.",
)
VAN: Final = PlannedHandover(
    "service",
    "I giri della spesa sospesa",
    "Le chiavi del furgone, i giri del martedì e del venerdì, i numeri di chi cucina.",
    "chi porta la spesa a chi non esce",
    "Chi ha la patente e un pomeriggio può fare un giro: si segna sul calendario in bottega.",
)
SHELTER: Final = PlannedHandover(
    "work",
    "La pensilina della corriera",
    "La pensilina, la panca, la luce con il suo pannello, e la convenzione con il Comune.",
    "chi prende la corriera a Veglio",
    "Chi la usa la tiene in ordine: la ramazza è dietro, il quaderno dei guasti sotto la panca.",
)
FINE: Final = PlannedAnswer(
    is_there=True,
    used_by="La banda il martedì, il ballo il venerdì, le carte tutti i giorni: una quarantina.",
    needed="Qualcuno che pulisca la canna fumaria prima dell'inverno",
)
DRY: Final = PlannedAnswer(
    is_there=True, used_by="Nove ogni mattina, e la sera chi torna.", needed="Niente, per ora"
)
STILL_DRY: Final = PlannedAnswer(
    is_there=True,
    used_by="Chi prende la corriera, e il giovedì chi aspetta il furgone del pane.",
    needed="Una mano di impregnante sul lato del vento",
)
FIRST_TERM, YEAR_TERM = 6, 12


@dataclass
class Handing:
    """One campaign that hands something over."""

    known: Community
    told: texts.Facts
    planned: PlannedHandover
    keys: Iterator[UUID]
    id: UUID | None = None

    def write(self) -> None:
        """Write the deed, as the promoter."""
        title = self.told["title"]
        self.id = handover.write_handover(
            actor=self.known.who("promoter", self.told["promoter"]),
            campaign_id=Campaign.objects.get(title=title).pk,
            key=next(self.keys),
            planned=self.planned,
        ).pk

    def invite(self, given: str, family: str, email: str) -> None:
        """Ask somebody by mail."""
        handover.invite_keeper(
            actor=self.known.who("promoter", self.told["promoter"]),
            handover_id=self._id,
            key=next(self.keys),
            planned=PlannedKeeper(given, family, email),
        )

    def say_yes(self, given: str) -> None:
        """Let somebody say yes by the link of their mail."""
        asked = Keeper.objects.get(handover=self._id, given_name=given)
        token = signed(asked.pk, asked.email)
        handover.accept_handover(actor=NOBODY, token=token, shown_as=ShownAs.INITIALS)

    def sign(self, given: str, family: str, phone: str, place: str) -> None:
        """Type in a signature under the printed deed."""
        handover.record_deed(
            actor=self.known.counter(self.told["promoter"]),
            handover_id=self._id,
            key=next(self.keys),
            planned=PlannedKeeper(given, family, phone=phone, shown_as=ShownAs.INITIALS),
            accepted_on=clock.today(),
            place=place,
        )

    def call(
        self, given: str, caller: str, said: PlannedAnswer, months: int = FIRST_TERM
    ) -> CheckAnswer:
        """Phone a keeper about one of the two questions."""
        check = HandoverCheck.objects.get(handover=self._id, months=months)
        return handover_checks.record_answer(
            actor=self.known.counter(self.told["promoter"]),
            keeper_id=Keeper.objects.get(handover=self._id, given_name=given).pk,
            check_id=check.pk,
            answer=said,
            channel=Channel.COUNTER,
            answered_on=clock.today(),
            called_by=caller,
        )

    def call_and_ask(self, given: str, caller: str) -> None:
        """Phone a keeper about the first question, and ask everybody for what is needed."""
        handover_checks.open_need(
            actor=self.known.who("promoter", self.told["promoter"]),
            answer_id=self.call(given, caller, FINE).pk,
            planned=PlannedNeed("task", "Pulire la canna fumaria della sala", FINE.needed),
        )

    @property
    def _id(self) -> UUID:
        if self.id is None:
            raise LookupError("Nothing was handed over yet.")
        return self.id


def write_down(agenda: Agenda, known: Community) -> None:
    """Write in the agenda what was handed over, to whom, and how it went on."""
    keys = (uuid5(NAMESPACE_URL, f"demo handover {number}") for number in count())
    told = {each["key"]: each for each in texts.campaigns()}
    _hand_the_shelter(agenda, Handing(known, told["pensilina"], SHELTER, keys))
    stove = Handing(known, told["stufa"], STOVE, keys)
    booklet = Handing(known, told["stufa"], BOOKLET, keys)
    for each, day in ((stove, -262), (booklet, -261)):
        agenda.at(day, each.write, hour=10)
    agenda.at(-258, partial(stove.sign, "Remo", "Guelpa", "015 555 0141", "Veglio"), hour=18)
    agenda.at(-257, partial(stove.sign, "Ines", "Boggio", "015 555 0162", "Veglio"), hour=18)
    agenda.at(-70, partial(stove.call_and_ask, "Remo", "Davide"), hour=17)
    agenda.at(-260, partial(booklet.invite, "Olga", "Zignone", "olga.zignone@example.org"))
    agenda.at(-259, partial(booklet.invite, "Pietro", "Lora", "pietro.lora@example.org"))
    agenda.at(-258, partial(booklet.say_yes, "Olga"), hour=21)
    agenda.at(-256, partial(booklet.say_yes, "Pietro"), hour=21)
    classes = Handing(known, told["doposcuola"], CLASSES, keys)
    agenda.at(-199, classes.write, hour=10)
    agenda.at(-198, partial(classes.invite, "Irene", "Canova", "irene@example.org"))
    agenda.at(-197, partial(classes.say_yes, "Irene"), hour=21)
    agenda.at(-195, partial(classes.sign, "Nives", "Perona", "015 555 0177", "Riva"), hour=17)
    van = Handing(known, told["furgone"], VAN, keys)
    agenda.at(-60, van.write, hour=10)
    agenda.at(-59, partial(van.invite, "Luca", "Antoniotti", "luca.antoniotti@example.org"))
    for day in (-192, -76, -60, -14, -8, -1):
        agenda.at(day, jobs.ask_each_keeper, hour=7.6)


def _hand_the_shelter(agenda: Agenda, shelter: Handing) -> None:
    """Write in the agenda what is over a year old: kept by two, and still there."""
    agenda.at(-376, shelter.write, hour=18)
    agenda.at(-375, partial(shelter.sign, "Elio", "Fila", "015 555 0119", "Veglio"), hour=17)
    agenda.at(-374, partial(shelter.sign, "Teresa", "Lora", "015 555 0126", "Veglio"), hour=17)
    agenda.at(-188, partial(shelter.call, "Elio", "Davide", DRY), hour=17)
    agenda.at(-6, partial(shelter.call, "Elio", "Davide", STILL_DRY, YEAR_TERM), hour=17)
