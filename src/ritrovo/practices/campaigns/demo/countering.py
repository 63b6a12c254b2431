"""The Ponte Rosso's office and the baker who helps it, member cards, a sheet read in two ways."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import count
from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5

from ritrovo.foundations.people import actions as people
from ritrovo.foundations.people.choices import CounterKind
from ritrovo.foundations.people.models import Counter, MemberCard
from ritrovo.practices.campaigns.actions import counters, sheets
from ritrovo.practices.campaigns.demo.agenda import Agenda
from ritrovo.practices.campaigns.demo.community import Community
from ritrovo.practices.campaigns.models import Campaign, Sheet
from ritrovo.practices.campaigns.promises import Offer, Promise
from ritrovo.practices.campaigns.sheet_rows import WrittenRow

PONTE, OVEN = "ponte", "Il forno di comunità"
MEMBERS: Final = (("Nives", "Rosazza"), ("Ezio", "Maffeo"), ("Carla", "Strona"))
ROWS: Final = (
    WrittenRow(1, "Piera", "Aglietti", phone="015 000 0141", cents=1000),
    WrittenRow(2, "Walter", "Botto", phone="015 000 0142", cents=2000),
    WrittenRow(3, "Silvana", "Cerruti", email="silvana.cerruti@example.org", cents=500),
    WrittenRow(4, "Remo", "Debernardi", phone="333 000 0143", cents=1500),
    WrittenRow(5, "Ivana", "Eulogio", phone="333 000 0144", cents=1000),
    WrittenRow(6, "Luigi", "Fila", phone="015 000 0145", cents=5000),
)


@dataclass
class Counters:
    """What happened at the Ponte Rosso's counters so far."""

    agenda: Agenda
    known: Community
    keys: Iterator[UUID]
    places: dict[str, Counter] = field(default_factory=dict)
    cards: list[MemberCard] = field(default_factory=list)

    def open(self, kind: CounterKind, name: str, place: str) -> None:
        """Open a counter."""
        self.places[kind] = people.open_counter(
            actor=self.known.who("promoter", PONTE),
            organisation_id=self.known.bodies[PONTE].pk,
            kind=kind,
            name=name,
            place=place,
        )

    def give_cards(self) -> None:
        """Give the first members their cards."""
        body, actor = self.known.bodies[PONTE].pk, self.known.counter(PONTE)
        met = [
            people.register_person(
                actor=actor,
                organisation_id=body,
                given_name=given,
                family_name=family,
                phone=f"015 000 015{number}",
            ).pk
            for number, (given, family) in enumerate(MEMBERS)
        ]
        self.cards = people.issue_cards(actor=actor, organisation_id=body, party_ids=met)

    def lose_card(self) -> None:
        """Make the last card void: somebody lost it."""
        people.revoke_card(actor=self.known.counter(PONTE), card_id=self.cards[-1].pk)

    def promise(self, given: str, family: str, cents: int, *, card: int | None = None) -> None:
        """Let the baker write a promise, by name or by card."""
        counters.promise_at_counter(
            actor=self.known.actor("gino"),
            counter_id=self.places[CounterKind.SHOP].pk,
            campaign_id=self.oven.pk,
            promise=Promise(
                cents=cents, given_name=given, family_name=family, phone="015 000 0160"
            ),
            key=next(self.keys),
            card="" if card is None else self.cards[card].code,
        )

    def offer(self) -> None:
        """Let the baker write down who lends boxes."""
        need = self.oven.needs.get(title="Cassette di legno per lievitare")
        counters.offer_at_counter(
            actor=self.known.actor("gino"),
            counter_id=self.places[CounterKind.SHOP].pk,
            offer=Offer(need.pk, "Dina", "Ramella", phone="015 000 0161"),
            key=next(self.keys),
        )

    def print_sheets(self) -> None:
        """Print three sheets for the market."""
        sheets.print_sheets(
            actor=self.known.who("promoter", PONTE),
            campaign_id=self.oven.pk,
            rows=10,
            copies=3,
        )

    def type_sheet(self, who: str, rows: tuple[WrittenRow, ...]) -> None:
        """Type the first sheet."""
        sheet = Sheet.objects.filter(campaign=self.oven).order_by("pk")[0]
        sheets.record_sheet(actor=self.known.actor(who), sheet_id=sheet.pk, rows=rows)

    @property
    def oven(self) -> Campaign:
        """The campaign for which they take."""
        return Campaign.objects.get(title=OVEN)


def write_down(agenda: Agenda, known: Community) -> None:
    """Write in the agenda what happened at the counters, and on paper."""
    keys = (uuid5(NAMESPACE_URL, f"demo counter {number}") for number in count())
    told = Counters(agenda, known, keys)
    office, shop = (CounterKind.OFFICE, "Sede", "Via Italia 20"), (CounterKind.SHOP,)
    agenda.at(-27, partial(told.open, *office), hour=9)
    agenda.at(-27, partial(told.open, *shop, "Panificio Mosso", "Piazza del Mercato"), hour=9.1)
    agenda.at(-26, told.give_cards, hour=10)
    agenda.at(-19, partial(told.promise, "Nives", "R.", 1500, card=0), hour=8)
    agenda.at(-18, partial(told.promise, "Teresio", "", 1000), hour=8.5)
    agenda.at(-17, told.offer, hour=8.7)
    agenda.at(-15, told.lose_card, hour=11)
    agenda.at(-14, told.print_sheets, hour=9)
    agenda.at(-12, partial(told.type_sheet, "samir", ROWS), hour=18)
    # Marta reads a seven where Samir read a one, and a row that he left out.
    again = (replace(ROWS[0], cents=7000), *ROWS[1:3])
    late = WrittenRow(7, "Enrica", "Giletti", phone="333 000 0146", cents=1000)
    agenda.at(-11, partial(told.type_sheet, "marta", (*again, late)), hour=9)
