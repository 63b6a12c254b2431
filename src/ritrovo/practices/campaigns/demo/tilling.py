"""The Ponte Rosso's cash box and wallets, and the dinner at which many gave together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.kernel.presence import present
from ritrovo.foundations.payments.actions import deposits, handovers, slips, tills
from ritrovo.foundations.payments.choices import (
    RAIL_OF_TILL,
    Closing,
    SignedBy,
    SlipVoidReason,
    TillKind,
)
from ritrovo.foundations.payments.models import Difference, Till, TillHandover
from ritrovo.practices.campaigns.actions import cash, collective
from ritrovo.practices.campaigns.demo.agenda import Agenda
from ritrovo.practices.campaigns.demo.community import Community
from ritrovo.practices.campaigns.gatherings import Gathering, KnownGiver
from ritrovo.practices.campaigns.models import Campaign
from ritrovo.practices.campaigns.promises import Promise
from ritrovo.practices.campaigns.steps.taking import CounterGift

PONTE, OVEN = "ponte", "Il forno di comunità"
BOX, SAFE, SATISPAY, POS = "Cassetta dello sportello", "Cassaforte dell'ufficio", "Satispay", "POS"
GIVERS: Final = (
    ("Rita", "Bellino", BOX, 2000, 0),
    ("Oreste", "Bider", BOX, 1000, 0),
    ("Fatou", "Ndiaye", SATISPAY, 2500, 25),
    ("Gino", "Prato", BOX, 5000, 0),
    ("Carlotta", "Zegna", POS, 3000, 39),
    ("Milena", "Vercellone", BOX, 1500, 0),
)


@dataclass
class Counter:
    """What happened at the Ponte Rosso's counter so far."""

    agenda: Agenda
    known: Community
    keys: Iterator[UUID]
    tills: dict[str, Till] = field(default_factory=dict)

    def open(self, name: str, kind: TillKind, holder: str) -> None:
        """Open a till in somebody's hands."""
        self.tills[name] = tills.open_till(
            actor=self.known.who("treasurer", PONTE),
            organisation_id=self.known.bodies[PONTE].pk,
            kind=kind,
            name=name,
            holder_id=self.known.people[holder],
        )

    def gift(self, given: str, family: str, name: str, cents: int, fee: int) -> CounterGift:
        """Take a gift at the counter."""
        till = self.tills[name]
        return cash.record_gift_at_counter(
            actor=self.known.counter(PONTE),
            campaign_id=Campaign.objects.get(title=OVEN).pk,
            till_id=till.pk,
            promise=Promise(cents=cents, given_name=given, family_name=family),
            rail=RAIL_OF_TILL[TillKind(till.kind)],
            gross=Amount(cents),
            fee=Amount(fee),
            paid_on=clock.today(),
            key=next(self.keys),
        )

    def mistake(self) -> None:
        """Write a slip twice, and annul the second at once."""
        made = self.gift("Gino", "Prato", BOX, 5000, 0)
        slips.take_back_payment(
            actor=self.known.counter(PONTE),
            payment_id=made.payment_id,
            reason=SlipVoidReason.TWICE,
        )

    def hand_over(self, missing: int, *, is_whole: bool = False) -> None:
        """Hand the money of the counter on, some cents short, or the whole box."""
        till = Till.objects.select_related("account").get(pk=self.tills[BOX].pk)
        counted = till.held_cents - missing
        handovers.give_till(
            actor=self.known.counter(PONTE),
            till_id=till.pk,
            receiver_id=self.known.people["lucia"],
            counted_cents=counted,
            given_cents=counted,
            into_id=None if is_whole else self.tills[SAFE].pk,
        )

    def confirm(self) -> None:
        """Let the treasurer confirm what came."""
        waiting = TillHandover.objects.get(received_at=None, taken_back_at=None)
        handovers.receive_till(
            actor=self.known.actor("lucia"),
            handover_id=waiting.pk,
            received_cents=waiting.given_cents,
            how=SignedBy.LOGIN,
        )

    def decide(self) -> None:
        """Close the difference that came out: wrong change."""
        tills.close_difference(
            actor=self.known.actor("lucia"),
            difference_id=Difference.objects.get(closed_at=None).pk,
            closing=Closing.CHANGE,
        )

    def dine(self) -> None:
        """Write down a dinner of which three people are known."""
        today = self.agenda.date(self.agenda.day())
        collective.record_collection(
            actor=self.known.counter(PONTE),
            campaign_id=Campaign.objects.get(title=OVEN).pk,
            till_id=self.tills[BOX].pk,
            told=Gathering(
                kind="dinner",
                title="Cena di San Martino",
                first_day=today,
                last_day=today,
                place="Salone del Ponte Rosso, Biella",
                headcount=20,
                gross_cents=30_000,
                costs_cents=7_450,
                people=(
                    KnownGiver("Rita", "Bellino", 2000),
                    KnownGiver("Oreste", "Bider"),
                    KnownGiver("Fatou", "Ndiaye"),
                ),
            ),
            key=next(self.keys),
        )

    def announce(self, cents: int) -> None:
        """Take money of the safe to the bank."""
        deposits.announce_deposit(
            actor=self.known.actor("lucia"),
            till_id=self.tills[SAFE].pk,
            bank_account_id=present(self.known.accounts.get(PONTE)).pk,
            cents=cents,
            taken_on=self.agenda.date(self.agenda.day()),
            key=next(self.keys),
        )


def write_down(agenda: Agenda, known: Community) -> None:
    """Write in the agenda what came into the Ponte Rosso's tills, for its oven."""
    keys = (uuid5(NAMESPACE_URL, f"demo till {number}") for number in count())
    told = Counter(agenda, known, keys)
    agenda.at(-20, partial(told.open, BOX, TillKind.BOX, "samir"), hour=9)
    agenda.at(-20, partial(told.open, SAFE, TillKind.BOX, "lucia"), hour=9.1)
    agenda.at(-20, partial(told.open, SATISPAY, TillKind.SATISPAY, "lucia"), hour=9.2)
    agenda.at(-20, partial(told.open, POS, TillKind.CARD, "lucia"), hour=9.3)
    for place, facts in enumerate(GIVERS):
        agenda.at(-16 + place * 2, partial(told.gift, *facts), hour=10.5)
    agenda.at(-10, told.mistake, hour=10.7)
    agenda.at(-9, told.dine, hour=22)
    agenda.at(-8, partial(told.hand_over, 50), hour=17)
    agenda.at(-8, told.confirm, hour=17.5)
    agenda.at(-7, told.decide, hour=9)
    agenda.at(-3, partial(told.announce, 25_000), hour=9)
    agenda.at(-2, partial(told.hand_over, 0), hour=17)
