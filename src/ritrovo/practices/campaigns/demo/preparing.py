"""The demo's preparations: one campaign still being prepared, one that was, and its messengers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import count
from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5

from ritrovo.foundations.contributions.choices import Channel
from ritrovo.foundations.contributions.measures import Targets
from ritrovo.foundations.kernel.access import NOBODY, Actor
from ritrovo.practices.campaigns.actions import (
    ambassadors,
    first_supporters,
    pledging,
    prelaunch,
    preparation,
    targets,
)
from ritrovo.practices.campaigns.demo.agenda import Agenda
from ritrovo.practices.campaigns.demo.community import Community
from ritrovo.practices.campaigns.demo.letters import token_in
from ritrovo.practices.campaigns.demo.texts import campaigns
from ritrovo.practices.campaigns.models import Campaign, NoticeRequest
from ritrovo.practices.campaigns.promises import Promise

LIBRARY, KITCHEN, OVEN = "biblioteca", "cucina", "forno"
DONE: Final = ("change", "account", "releases")
# Who, how to reach them, how many euros, who calls, and what they answered on which day.
FIRST: Final = (
    ("Irma Coda", "la vedi al vivaio", 150, "Marta", "yes", -2),
    ("Ugo Regis", "015 8353001", 100, "Samir", "later", -2),
    ("Suor Agnese", "015 8353022, al doposcuola", 50, "Marta", "to_call", 0),
    ("Bar della Fontana", "015 8353014", 80, "Giulia", "yes", -1),
    ("Elda Boggio", "elda.boggio@example.org", 60, "Samir", "no", -1),
)
MESSENGERS: Final = ("La fornaia di Riva", "Gli scout del Cervo")
# Whom the first of them brings: name, family name, euros.
BROUGHT: Final = (("Rosanna", "Mello", 15), ("Vasile", "Munteanu", 10), ("Piera", "Gallo", 20))
WAITING: Final = ("nives@example.org", "gino@example.org", "circolo@example.org")
# What campaigns of the demo aim at, set while they are drafts.
AIMS: Final = {
    "stufa": Targets(people=40, companions=10),
    "forno": Targets(people=60, companions=25, needs=2, handovers=1),
    "ciclofficina": Targets(people=80, companions=30, needs=3),
    "scrivanie": Targets(people=50, needs=2, handovers=1),
    "palco": Targets(people=30, companions=15),
    LIBRARY: Targets(people=50, companions=20, needs=1, handovers=1),
}


class Preparing:
    """What is prepared in the demo, by whom."""

    def __init__(self, agenda: Agenda, known: Community) -> None:
        self.agenda, self.known = agenda, known
        self.told = {each["key"]: each for each in campaigns()}
        self.keys: Iterator[UUID] = (
            uuid5(NAMESPACE_URL, f"demo preparing {number}") for number in count()
        )

    def campaign(self, key: str) -> Campaign:
        """Find a campaign of the texts, once it was begun."""
        return Campaign.objects.get(title=self.told[key]["title"])

    def promoter(self, key: str) -> Actor:
        """Give whoever promotes a campaign."""
        return self.known.who("promoter", self.told[key]["promoter"])

    def begin(self, key: str) -> None:
        """Begin a preparation, tick what is done, and show its page to everyone."""
        actor, campaign_id = self.promoter(key), self.campaign(key).pk
        preparation.begin_preparation(actor=actor, campaign_id=campaign_id)
        for code in DONE:
            preparation.tick_item(actor=actor, campaign_id=campaign_id, code=code)
        prelaunch.open_prelaunch(actor=actor, campaign_id=campaign_id)

    def accompany(self, key: str) -> None:
        """Have the ecosystem's promoter name who accompanies it."""
        preparation.name_tutor(
            actor=self.known.actor("tommaso"),
            campaign_id=self.campaign(key).pk,
            email="irene@example.org",
        )

    def expect(self, key: str) -> None:
        """List the first supporters, and what each answers on their day."""
        actor, campaign_id = self.promoter(key), self.campaign(key).pk
        for name, contact, euros, caller, outcome, day in FIRST:
            listed = first_supporters.list_supporter(
                actor=actor,
                campaign_id=campaign_id,
                key=next(self.keys),
                name=name,
                contact=contact,
                expected_cents=euros * 100,
                caller=caller,
            )
            answer = partial(
                first_supporters.answer_supporter,
                actor=actor,
                supporter_id=listed.pk,
                outcome=outcome,
            )
            if day:
                self.agenda.at(day, answer, hour=18)

    def send_out(self, key: str) -> None:
        """Give their codes to those who carry the word."""
        for name in MESSENGERS:
            ambassadors.name_ambassador(
                actor=self.promoter(key),
                campaign_id=self.campaign(key).pk,
                key=next(self.keys),
                name=name,
            )

    def bring(self, key: str, name: str, family: str, euros: int) -> None:
        """Let somebody promise at the counter with a messenger's code, and so count for them."""
        campaign = self.campaign(key)
        pledging.record_pledge(
            actor=self.known.counter(self.told[key]["promoter"]),
            campaign_id=campaign.pk,
            promise=Promise(
                cents=euros * 100,
                given_name=name,
                family_name=family,
                phone="015 8353040",
                ambassador_id=campaign.ambassadors.order_by("name")[0].pk,
            ),
            key=next(self.keys),
            channel=Channel.COUNTER,
        )

    def wait(self, key: str) -> None:
        """Let some people ask to be told, and all but the last open their link."""
        campaign = self.campaign(key)
        for email in WAITING:
            prelaunch.ask_for_notice(actor=NOBODY, campaign_id=campaign.pk, email=email)
        for asked in NoticeRequest.objects.filter(campaign=campaign).exclude(email=WAITING[-1]):
            prelaunch.confirm_notice(token=token_in("campaigns.notice", asked.pk))

    def aim(self, key: str) -> None:
        """Set what a draft aims at."""
        targets.set_targets(
            actor=self.promoter(key), campaign_id=self.campaign(key).pk, targets=AIMS[key]
        )


def write_down(agenda: Agenda, known: Community) -> None:
    """Write in the agenda what is prepared, who waits, and what campaigns aim at."""
    preparing = Preparing(agenda, known)
    begun = preparing.told[LIBRARY]["created"]
    agenda.at(begun, partial(preparing.begin, LIBRARY), hour=12)
    agenda.at(begun, partial(preparing.accompany, LIBRARY), hour=15)
    agenda.at(begun, partial(preparing.expect, LIBRARY), hour=17)
    agenda.at(begun + 1, partial(preparing.send_out, LIBRARY), hour=10)
    agenda.at(begun + 2, partial(preparing.wait, LIBRARY), hour=20)
    kitchen = preparing.told[KITCHEN]["created"]
    agenda.at(kitchen, partial(preparing.begin, KITCHEN), hour=12)
    agenda.at(kitchen + 1, partial(preparing.send_out, KITCHEN), hour=12)
    agenda.at(kitchen + 2, partial(preparing.wait, KITCHEN), hour=20)
    published = preparing.told[OVEN]["published"]
    agenda.at(published - 1, partial(preparing.send_out, OVEN), hour=9)
    for day, (name, family, euros) in enumerate(BROUGHT, start=published + 3):
        agenda.at(day, partial(preparing.bring, OVEN, name, family, euros), hour=19)
    for key in AIMS:
        agenda.at(preparing.told[key]["created"], partial(preparing.aim, key), hour=11)
