"""Neighbours met at the counter, families, groups, and the help they give one another."""

from __future__ import annotations

from functools import partial
from typing import Final
from uuid import UUID, uuid4

from ritrovo.foundations.contributions import actions as contributions
from ritrovo.foundations.contributions.choices import Basis, Channel, Kind, Setting, Side, Verdict
from ritrovo.foundations.ecosystems import actions as ecosystems
from ritrovo.foundations.ecosystems.choices import ActorRole
from ritrovo.foundations.kernel.amounts import MINUTE, Amount
from ritrovo.foundations.people import actions as people
from ritrovo.foundations.people.choices import PartyKind
from ritrovo.foundations.people.models import Dossier
from ritrovo.practices.campaigns.demo import texts
from ritrovo.practices.campaigns.demo.agenda import Agenda
from ritrovo.practices.campaigns.demo.community import Community
from ritrovo.practices.campaigns.demo.neighbours import Neighbours, another

MET_IN_RIVA, MET_IN_VEGLIO = 62, 22
# How often two who work side by side swap an hour, and somebody who gave is helped, in days.
SWAPS, HELPED_AFTER_GIVING = 14, 3
# Of those whom a service helped, so many of ten help somebody else some weeks later.
HELP_IN_TURN: Final = 6
# How often somebody gives to one person and not to everyone, and how often that is confirmed.
TO_ONE_PERSON, CONFIRMED = 0.7, 0.5
MINUTES: Final = (30, 45, 60, 60, 90, 120)
MONTH: Final = 30
PLACES: Final = {"ponte": ("Biella (BI)", "riva"), "fili": ("Veglio (BI)", "veglio")}


class Crowd:
    """The people whom the two promoting bodies meet at their counters, and what passes."""

    def __init__(
        self, agenda: Agenda, community: Community, neighbours: Neighbours, *, share: int
    ) -> None:
        self.agenda, self.community, self.neighbours = agenda, community, neighbours
        self.random = another(neighbours.random)
        self.met: dict[str, list[UUID]] = {"ponte": [], "fili": []}
        self.share = share

    def write_down(self) -> None:
        """Write down meetings and helps over the whole year."""
        told = texts.people()
        for body, count in (("ponte", MET_IN_RIVA), ("fili", MET_IN_VEGLIO)):
            for place in range(count * self.share // 100):
                day = -370 + place * 340 // (count * self.share // 100)
                self.agenda.at(day, partial(self._meet, body), hour=10 + place % 6)
        self._homes("ponte", told["households"], told["groups"])
        self._homes("fili", told["valley_households"], told["valley_groups"])
        self.agenda.at(-40, self._host, hour=17)
        for month in range(12):
            day = -365 + month * MONTH
            self.agenda.at(day, self._municipality_gives, hour=12)
        for month in range(11):
            self.agenda.at(-332 + month * MONTH, self._bodies_give, hour=12)
        for day in range(-350, -1, SWAPS):
            self.agenda.at(day, self._desk_mates, hour=15)
        for day in range(-200, -60, HELPED_AFTER_GIVING):
            self.agenda.at(day, self._giver_is_helped, hour=14)

    def _homes(self, body: str, households: list[str], groups: list[str]) -> None:
        for place, name in enumerate(households):
            self.agenda.at(-360 + place * 18, partial(self._household, body, name), hour=11)
        for place, name in enumerate(groups):
            self.agenda.at(-352 + place * 9, partial(self._group, body, name), hour=11.5)

    def _household(self, body: str, name: str) -> None:
        made = people.register_household(
            actor=self.community.counter(body),
            organisation_id=self.community.bodies[body].pk,
            name=name,
            municipality=self.community.place(PLACES[body][0]),
        )
        self._helped(body, made.pk)

    def _group(self, body: str, name: str) -> None:
        made = people.register_group(
            actor=self.community.counter(body),
            organisation_id=self.community.bodies[body].pk,
            name=name,
            municipality=self.community.place(PLACES[body][0]),
        )
        self.community.groups[name] = made.pk
        ecosystems.add_actor(
            actor=self.community.who("promoter", body),
            ecosystem_id=self.community.ecosystems[PLACES[body][1]].pk,
            party_id=made.pk,
            role=ActorRole.MEMBER,
        )

    def _host(self) -> None:
        """Let the valley's association receive money for the group that opens the path."""
        people.host_group(
            actor=self.community.who("administrator", "fili"),
            organisation_id=self.community.bodies["fili"].pk,
            group_id=self.community.groups["Gruppo Sentieri"],
            signed_on=self.agenda.date(-40),
            reference="Scrittura privata firmata in sede, registro 7",
        )

    def _meet(self, body: str) -> None:
        """Meet somebody at the counter: most come for a hand, some to give one."""
        who = self.neighbours.somebody_new()
        person = people.register_person(
            actor=self.community.counter(body),
            organisation_id=self.community.bodies[body].pk,
            given_name=who.given_name,
            family_name=who.family_name,
            phone=who.phone,
        )
        if len(self.met[body]) % 3:
            self._helped(body, person.pk)
        else:
            self._helps(body, person.pk)
        self.met[body].append(person.pk)

    def _helped(self, body: str, party_id: UUID) -> None:
        """Have a service help somebody, who may help others some weeks later."""
        self._record(
            body,
            giver=self.community.bodies[body].pk,
            receiver=party_id,
            basis=Basis.DUTY,
            setting=Setting.SERVICE,
        )
        if self.random.randrange(10) < HELP_IN_TURN:
            later = self.agenda.day() + self.random.randint(20, 90)
            self.agenda.at(later, lambda: self._helps(body, party_id), hour=16)

    def _helps(self, body: str, party_id: UUID) -> None:
        """Have somebody give an hour to another, or to everyone."""
        others = [one for one in self.met[body] if one != party_id]
        everyone = self.community.ecosystems[PLACES[body][1]].pk
        receiver = (
            self.random.choice(others)
            if others and self.random.random() < TO_ONE_PERSON
            else everyone
        )
        fact = self._record(body, giver=party_id, receiver=receiver)
        if self.random.random() < CONFIRMED:
            contributions.confirm_help(
                actor=self.community.counter(body),
                fact_id=fact,
                side=Side.RECEIVER,
                verdict=Verdict.YES,
            )

    def _giver_is_helped(self) -> None:
        """Have a service help somebody who once gave: anybody may need a hand."""
        body = self.community.bodies["ponte"]
        known = Dossier.objects.filter(organisation=body, party__kind=PartyKind.PERSON)
        proved = known.exclude(email_verified_at=None).order_by("created_at", "email")
        if givers := list(proved.values_list("party_id", flat=True)):
            self._record(
                "ponte",
                giver=body.pk,
                receiver=self.random.choice(givers),
                basis=Basis.DUTY,
                setting=Setting.SERVICE,
            )

    def _municipality_gives(self) -> None:
        """Have Veglio's municipality give a month of rooms, water, waste collection and line."""
        giver = self.community.bodies["comune_veglio"].pk
        everyone = self.community.ecosystems["veglio"].pk
        month = Amount(1, "occasion")
        self._record("fili", giver, everyone, kind=Kind.SPACE, amount=month)
        for _service in ("water", "waste", "line"):
            self._record("fili", giver, everyone, kind=Kind.THING, amount=Amount(1, "piece"))

    def _bodies_give(self) -> None:
        """Have shops, school and parish give what they have."""
        riva = self.community.ecosystems["riva"].pk
        gifts = (
            ("gromo", self.community.bodies["credenza"].pk, Kind.THING, Amount(80, "piece")),
            ("rodari", riva, Kind.SPACE, Amount(4, "occasion")),
            ("parrocchia", self.community.bodies["colorate"].pk, Kind.SPACE, Amount(4, "occasion")),
            ("officina", riva, Kind.SKILL, Amount(180, MINUTE)),
        )
        for giver, receiver, kind, amount in gifts:
            body = self.community.bodies[giver].pk
            self._record("ponte", body, receiver, kind=kind, amount=amount)

    def _desk_mates(self) -> None:
        """Have two who work side by side in Veglio swap an hour of what each can do."""
        if len(mates := self.met["fili"][:11]) > 1:
            one, other = self.random.sample(mates, 2)
            for giver, receiver in ((one, other), (other, one)):
                self._record("fili", giver, receiver, kind=Kind.SKILL, basis=Basis.EXCHANGE)

    def _record(
        self,
        body: str,
        giver: UUID,
        receiver: UUID,
        *,
        kind: Kind = Kind.TIME,
        basis: Basis = Basis.GIFT,
        setting: Setting = Setting.COMMUNITY,
        amount: Amount | None = None,
    ) -> UUID:
        return contributions.record_help(
            actor=self.community.counter(body),
            organisation_id=self.community.bodies[body].pk,
            giver=giver,
            receiver=receiver,
            kind=kind,
            basis=basis,
            amount=amount or Amount(self.random.choice(MINUTES), MINUTE),
            occurred_on=self.agenda.date(self.agenda.day()),
            setting=setting,
            channel=Channel.COUNTER,
            key=uuid4(),
            ecosystem_id=self.community.ecosystems[PLACES[body][1]].pk,
        ).pk
