"""What passes among neighbours in two years: thought out before any of it is written down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final, TypeVar

from ritrovo.foundations.contributions.choices import Basis, Kind, Setting, Side, Verdict
from ritrovo.foundations.kernel.amounts import MINUTE, Amount

Words = tuple[tuple[Side, Verdict], ...]
Drawn = TypeVar("Drawn")

FIRST_DAY, LAST_ARRIVAL, LAST_DAY = -790, -70, -2
# Who began it, without having been helped before.
FOUNDERS: Final = 4
# Of those helped, so many of a hundred help in their turn, after so many days at least; the mean
# of the days they take beyond these; the days between one help and the next.
HELP_IN_TURN, SOONEST, SLOWNESS = 64, 12, 190
PAUSE, PAUSE_BEYOND = 16, 42
# Of a hundred helps, those given to somebody who helps near by, and those a family gets or gives.
NEAR, AS_A_FAMILY = 72, 8
# How many of a hundred helps passed inside a service on the first day, and how many do now.
IN_SERVICE_ONCE, IN_SERVICE_NOW = 78, 14
DESK_PAUSE: Final = 21
WHAT: Final = (
    (62, Kind.TIME, Basis.GIFT),
    (10, Kind.SKILL, Basis.GIFT),
    (6, Kind.THING, Basis.GIFT),
    (10, Kind.TIME, Basis.EXCHANGE),
    (7, Kind.THING, Basis.LOAN),
    (5, Kind.TIME, Basis.PAID),
)
MINUTES: Final = (30, 45, 60, 60, 90, 120, 180)
BOTH: Final = ((Side.RECEIVER, Verdict.YES), (Side.GIVER, Verdict.YES))
WORDS: Final[tuple[tuple[int, Words], ...]] = (
    (48, BOTH),
    (22, BOTH[:1]),
    (10, BOTH[1:]),
    (17, ()),
    (3, ((Side.RECEIVER, Verdict.NO),)),
)
TAKEN_BACK: Final = 3
HUNDRED: Final = 100


@dataclass(frozen=True, slots=True)
class Hand:
    """One help: its day, and who gave whom, by place in the neighbourhood; None is the desk.

    A family stands for one of its people where `as_family` says so.
    """

    day: int
    giver: int | None
    receiver: int
    kind: Kind
    basis: Basis
    amount: Amount
    setting: Setting
    words: Words
    is_taken_back: bool
    as_family: bool


class Street:
    """Neighbours by the order in which they came; who lives side by side helps most."""

    def __init__(self, random: Random, size: int) -> None:
        self.random = random
        step = (LAST_ARRIVAL - FIRST_DAY) / size
        self.came = [FIRST_DAY + int(place * step) + random.randrange(12) for place in range(size)]
        self.begins = [self._begins(place) for place in range(size)]
        self.helpers = [place for place, day in enumerate(self.begins) if day is not None]

    def hands(self) -> list[Hand]:
        """List everything that passed, day by day."""
        passed = [*self._firsts(), *self._in_turn(), *self._at_the_desk()]
        return sorted(passed, key=lambda hand: hand.day)

    def _begins(self, place: int) -> int | None:
        """Draw the day on which somebody begins to help, or None for who has not yet."""
        if place < FOUNDERS:
            return self.came[place]
        if self.random.randrange(HUNDRED) >= HELP_IN_TURN:
            return None
        wait = SOONEST + int(self.random.expovariate(1 / SLOWNESS))
        day = self.came[place] + wait
        return day if day <= LAST_DAY else None

    def _firsts(self) -> Iterator[Hand]:
        """Help everybody who came, at the desk or by who helps already."""
        for place in range(FOUNDERS, len(self.came)):
            day = self.came[place]
            ready = [one for one in self.helpers if one != place and self._helps_by(one, day)]
            if self._in_service(day) or not ready:
                yield self._desk(day, place)
            else:
                yield self._hand(day, ready[-1], place, Kind.TIME, Basis.GIFT)

    def _in_turn(self) -> Iterator[Hand]:
        """Have each who helps do so again and again, mostly for the same few."""
        for giver in self.helpers:
            day = self.begins[giver] or 0
            while day <= LAST_DAY:
                if (receiver := self._receiver(giver, day)) is not None:
                    yield from self._given(day, giver, receiver)
                day += PAUSE + int(self.random.expovariate(1 / PAUSE_BEYOND))

    def _at_the_desk(self) -> Iterator[Hand]:
        """Have the service help again those it knows, less and less often."""
        for day in range(FIRST_DAY + 60, LAST_DAY, DESK_PAUSE):
            here = [place for place in range(FOUNDERS, len(self.came)) if self.came[place] < day]
            if here and self._in_service(day):
                yield self._desk(day, self.random.choice(here))

    def _receiver(self, giver: int, day: int) -> int | None:
        """Choose whom somebody helps: who helps near by, else anybody who came before."""
        at = self.helpers.index(giver)
        near = [
            place
            for place in (*self.helpers[max(at - 2, 0) : at], *self.helpers[at + 1 : at + 3])
            if self._helps_by(place, day)
        ]
        here = [place for place, came in enumerate(self.came) if came < day and place != giver]
        if near and self.random.randrange(HUNDRED) < NEAR:
            return self.random.choice(near)
        return self.random.choice(here) if here else None

    def _given(self, day: int, giver: int, receiver: int) -> Iterator[Hand]:
        """Have one help another; in an exchange the other gives the same day."""
        kind, basis = self._drawn([(share, (kind, basis)) for share, kind, basis in WHAT])
        yield self._hand(day, giver, receiver, kind, basis)
        if basis is Basis.EXCHANGE:
            yield self._hand(day, receiver, giver, kind, basis)

    def _hand(self, day: int, giver: int, receiver: int, kind: Kind, basis: Basis) -> Hand:
        setting = Setting.SERVICE if self._in_service(day) else Setting.COMMUNITY
        return self._told(day, giver, receiver, kind, basis, setting)

    def _desk(self, day: int, receiver: int) -> Hand:
        return self._told(day, None, receiver, Kind.TIME, Basis.DUTY, Setting.SERVICE)

    def _told(
        self,
        day: int,
        giver: int | None,
        receiver: int,
        kind: Kind,
        basis: Basis,
        setting: Setting,
    ) -> Hand:
        minutes = Amount(self.random.choice(MINUTES), MINUTE)
        return Hand(
            day=day,
            giver=giver,
            receiver=receiver,
            kind=kind,
            basis=basis,
            amount=Amount(1, "piece") if kind is Kind.THING else minutes,
            setting=setting,
            words=self._drawn(WORDS),
            is_taken_back=self.random.randrange(HUNDRED) < TAKEN_BACK,
            as_family=self.random.randrange(HUNDRED) < AS_A_FAMILY,
        )

    def _in_service(self, day: int) -> bool:
        """Draw whether something passes inside a service: less and less does."""
        gone = (day - FIRST_DAY) / -FIRST_DAY
        share = IN_SERVICE_ONCE + (IN_SERVICE_NOW - IN_SERVICE_ONCE) * gone
        return self.random.randrange(HUNDRED) < share

    def _helps_by(self, place: int, day: int) -> bool:
        begins = self.begins[place]
        return begins is not None and begins < day

    def _drawn(self, shares: Sequence[tuple[int, Drawn]]) -> Drawn:
        """Draw one of what has so many chances in a hundred."""
        chances = [chance for chance, _ in shares]
        return self.random.choices([what for _, what in shares], chances)[0]
