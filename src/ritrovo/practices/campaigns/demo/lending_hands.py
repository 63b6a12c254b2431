"""Two years of neighbours who lend one another a hand, as two desks wrote them down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from random import Random
from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5

from ritrovo.foundations.contributions import actions as contributions
from ritrovo.foundations.contributions.choices import Channel, Side, Verdict
from ritrovo.foundations.contributions.links import signed
from ritrovo.foundations.kernel.access import NOBODY
from ritrovo.foundations.people import actions as people
from ritrovo.practices.campaigns.demo.agenda import Agenda
from ritrovo.practices.campaigns.demo.community import Community
from ritrovo.practices.campaigns.demo.hands import Hand, Street
from ritrovo.practices.campaigns.demo.neighbours import Neighbour, Neighbours

SEED: Final = 1961
HUNDRED: Final = 100
FEWEST: Final = 8
# Every so many neighbours two of them live together.
HOMES: Final = 7
ASKED_AFTER, TAKEN_BACK_AFTER = 3, 5


@dataclass(frozen=True, slots=True)
class Desk:
    """Where helps are written down: what came before it opened stood in a notebook."""

    body: str
    ecosystem: str
    town: str
    opened: int
    size: int


DESKS: Final = (
    Desk("ponte", "riva", "Biella (BI)", -385, 40),
    Desk("fili", "veglio", "Veglio (BI)", -385, 20),
)


@dataclass
class Register:
    """What one desk wrote down, and whom it met for it."""

    agenda: Agenda
    known: Community
    desk: Desk
    who: list[Neighbour]
    keys: Iterator[UUID]
    met: dict[int, UUID] = field(default_factory=dict)
    homes: dict[int, UUID] = field(default_factory=dict)

    def write_down(self, street: Street) -> None:
        """Write in the agenda who comes, and what each does, on the days the desk is open."""
        for place, day in enumerate(street.came):
            self.agenda.at(self._on(day), partial(self._meet, place), hour=9)
        for hand in street.hands():
            self.agenda.at(self._on(hand.day), partial(self._record, hand), hour=13)

    def _on(self, day: int) -> int:
        return max(day, self.desk.opened)

    def _meet(self, place: int) -> None:
        """Write down somebody new, and now and then with whom they live."""
        one = self.who[place]
        self.met[place] = people.register_person(
            actor=self.known.counter(self.desk.body),
            organisation_id=self._organisation(),
            given_name=one.given_name,
            family_name=one.family_name,
        ).pk
        if place % HOMES == HOMES - 1:
            self._live_together(place - 1, place)

    def _live_together(self, *places: int) -> None:
        actor, organisation = self.known.counter(self.desk.body), self._organisation()
        home = people.register_household(
            actor=actor,
            organisation_id=organisation,
            name=f"famiglia {self.who[places[0]].family_name}",
            municipality=self.known.place(self.desk.town),
        )
        for place in places:
            self.homes[place] = home.pk
            people.add_household_member(
                actor=actor,
                organisation_id=organisation,
                household_id=home.pk,
                person_id=self.met[place],
                since=self.agenda.date(self.agenda.day()),
            )

    def _record(self, hand: Hand) -> None:
        """Write a help down, and for later what both sides will say of it."""
        was_there = hand.day >= self.desk.opened
        fact = contributions.record_help(
            actor=self.known.counter(self.desk.body),
            organisation_id=self._organisation(),
            giver=self._organisation() if hand.giver is None else self._party(hand, hand.giver),
            receiver=self._party(hand, hand.receiver),
            kind=hand.kind,
            basis=hand.basis,
            amount=hand.amount,
            occurred_on=self.agenda.date(hand.day),
            setting=hand.setting,
            channel=Channel.COUNTER if was_there else Channel.PAPER,
            key=next(self.keys),
            ecosystem_id=self.known.ecosystems[self.desk.ecosystem].pk,
        ).pk
        today = self.agenda.day()
        if hand.is_taken_back:
            self.agenda.at(today + TAKEN_BACK_AFTER, partial(self._take_back, fact), hour=17)
            return
        for later, (side, verdict) in enumerate(hand.words, start=ASKED_AFTER):
            self.agenda.at(today + later, partial(self._say, fact, side, verdict), hour=18)

    def _take_back(self, fact: UUID) -> None:
        """Take back what the desk wrote by mistake."""
        contributions.reverse_help(actor=self.known.counter(self.desk.body), fact_id=fact)

    def _say(self, fact: UUID, side: Side, verdict: Verdict) -> None:
        """Let who was helped answer by the link they got, and who gave at the counter."""
        if side is Side.RECEIVER:
            token = signed(fact, side)
            contributions.confirm_by_link(actor=NOBODY, token=token, verdict=verdict)
        else:
            actor = self.known.counter(self.desk.body)
            contributions.confirm_help(actor=actor, fact_id=fact, side=side, verdict=verdict)

    def _party(self, hand: Hand, place: int) -> UUID:
        """Give the person, or the family in whose name it was done, if it is not of both."""
        homes = {self.homes.get(side) for side in (hand.giver, hand.receiver) if side is not None}
        if hand.as_family and len(homes) > 1 and place in self.homes:
            return self.homes[place]
        return self.met[place]

    def _organisation(self) -> UUID:
        organisation: UUID = self.known.bodies[self.desk.body].pk
        return organisation


def write_down(agenda: Agenda, known: Community, neighbours: Neighbours, *, share: int) -> None:
    """Write in the agenda who lends a hand to whom, around both desks."""
    keys = (uuid5(NAMESPACE_URL, f"demo lending hands {number}") for number in count())
    sizes = [max(desk.size * share // HUNDRED, FEWEST) for desk in DESKS]
    who = neighbours.never_met(sum(sizes))
    for number, (desk, size) in enumerate(zip(DESKS, sizes, strict=True)):
        random = Random(SEED + number)  # noqa: S311  Not a secret: the same for everyone.
        mine, who = who[:size], who[size:]
        Register(agenda, known, desk, mine, keys).write_down(Street(random, size))
