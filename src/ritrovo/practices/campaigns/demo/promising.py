"""The demo's promises, written in the agenda until they reach the sum a campaign's text tells."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Final
from uuid import UUID, uuid4

from ritrovo.foundations.contributions.choices import Channel
from ritrovo.foundations.kernel.access import NOBODY
from ritrovo.practices.campaigns.actions import pledging
from ritrovo.practices.campaigns.choices import CampaignKind, ShownAs
from ritrovo.practices.campaigns.demo.agenda import Agenda
from ritrovo.practices.campaigns.demo.codes import person_code
from ritrovo.practices.campaigns.demo.community import Community
from ritrovo.practices.campaigns.demo.letters import token_in
from ritrovo.practices.campaigns.demo.logins import LOGINS
from ritrovo.practices.campaigns.demo.neighbours import Neighbour, Neighbours, another
from ritrovo.practices.campaigns.demo.texts import Facts
from ritrovo.practices.campaigns.errors import RewardGone
from ritrovo.practices.campaigns.models import Campaign, Reward
from ritrovo.practices.campaigns.promises import Promise

# Euros people promise, and how many of a hundred do.
USUAL: Final = {20: 10, 25: 10, 30: 12, 50: 28, 80: 8, 100: 20, 150: 5, 200: 6, 300: 1}
LEAST: Final = 5
MOST: Final = 900
# Of a hundred promises on the web: never confirmed, withdrawn later, changed later.
FORGOTTEN, WITHDRAWN, CHANGED = 5, 8, 12
HUNDRED: Final = 100
MEMORIES: Final = ("nonna Piera", "Gino e la sua bottega", "la maestra Elda", "chi partì da Riva")


class Promising:
    """Whoever promises to one campaign, when, how, and who thinks better of it."""

    def __init__(
        self,
        agenda: Agenda,
        community: Community,
        neighbours: Neighbours,
        told: Facts,
        campaign: Campaign,
    ) -> None:
        self.agenda, self.community, self.neighbours = agenda, community, neighbours
        self.told, self.campaign = told, campaign
        self.plan: Facts = told["promises"]
        self.last: int = self.plan.get("until", told["closes"])
        self.random = another(neighbours.random)
        self.rewards = list(campaign.rewards.filter(is_collective=False))

    def write_down(self, *, larger: int) -> None:
        """Write every promise down; `larger` times as much from so many fewer people."""
        bodies = self.plan.get("bodies", [])
        for body in bodies:
            self.agenda.at(body["day"], partial(self._body, body), hour=11)
        logins = self.plan.get("logins", [])
        for login in logins:
            self.agenda.at(login["day"], partial(self._login, login), hour=12)
        sure = [*logins, *(body for body in bodies if "declined" not in body)]
        euros = self.plan["target"] - sum(one["euros"] for one in sure)
        first_round = self.told["closes"]
        if first_target := self.plan.get("first_target"):
            self._season(first_target, self.told["opens"], first_round, larger)
            self._season(euros - first_target, first_round + 1, self.last, larger)
        else:
            self._season(euros, self.told["opens"], self.last, larger)

    def _season(self, euros: int, first: int, last: int, larger: int) -> None:
        """Spread promises over days: many in the first and the last, fewer in between."""
        amounts = list(self._amounts(euros, larger))
        for place, amount in enumerate(amounts):
            part = (place + self.random.random()) / len(amounts)
            crowded = part + 0.9 * part * (1 - part) * (2 * part - 1)
            day = first + int(crowded * (last - first + 1))
            self._person(amount, min(max(day, first), last))

    def _amounts(self, euros: int, larger: int) -> Iterator[int]:
        """Give sums that reach what is wanted; where only rewards are sold, none below one."""
        is_shop = self.campaign.kind == CampaignKind.REWARD
        least = min(r.price_cents for r in self.rewards) // 100 if is_shop else LEAST
        while euros >= least:
            (usual,) = self.random.choices(list(USUAL), list(USUAL.values()))
            amount = max(min(usual * larger, MOST, euros), least)
            yield amount
            euros -= amount

    def _person(self, euros: int, day: int) -> None:
        ecosystem, hour = self.told["ecosystem"], 8 + self.random.random() * 12
        who = self.neighbours.somebody(ecosystem, known_share=self.plan["neighbours"])
        promise = self._promise(who, euros)
        if self.random.random() < self.plan["counter"]:
            self.agenda.at(day, lambda: self._at_counter(promise), hour=hour)
            return
        fate = self.random.randrange(HUNDRED)
        self.agenda.at(day, lambda: self._on_web(promise, fate), hour=hour)
        if fate >= WITHDRAWN:
            self.neighbours.remember(ecosystem, who)
            return
        # What is forgotten or withdrawn does not count: somebody else makes up for it.
        again = self._promise(self.neighbours.somebody_new(), euros)
        self.agenda.at(day, lambda: self._on_web(again, HUNDRED), hour=hour + 0.5)

    def _promise(self, who: Neighbour, euros: int) -> Promise:
        reward = self._reward(euros)
        remembers = self.random.randrange(HUNDRED) < FORGOTTEN
        return Promise(
            cents=euros * 100,
            given_name=who.given_name,
            family_name=who.family_name,
            email=who.email,
            phone=who.phone,
            tax_code=who.tax_code,
            reward_id=reward.pk if reward else None,
            shown_as=who.shown_as,
            public_name=who.name if who.shown_as == ShownAs.NAME else "",
            in_memory_of=self.random.choice(MEMORIES) if remembers else "",
        )

    def _reward(self, euros: int) -> Reward | None:
        share = self.plan.get("rewards", 0)
        fitting = [reward for reward in self.rewards if reward.price_cents <= euros * 100]
        if not fitting or self.random.random() >= share:
            return None
        return self.random.choice(fitting)

    def _on_web(self, promise: Promise, fate: int) -> None:
        """Promise on the page, then open the link in the mail, or forget it."""
        pledge_id = self._pledge(promise)
        if pledge_id is None or fate < FORGOTTEN:
            return
        token, today = token_in("campaigns.promise", pledge_id), self.agenda.day()
        evening = 21 + self.random.random() * 2
        self.agenda.at(today, lambda: pledging.confirm_pledge(token=token), hour=evening)
        if today + 2 >= self.last:
            return
        if fate < WITHDRAWN:
            self.agenda.at(today + 1, lambda: pledging.withdraw_pledge(token=token), hour=19)
        elif fate < CHANGED and not promise.reward_id:
            more = promise.cents + 1000
            change = lambda: pledging.change_pledge(token=token, cents=more)  # noqa: E731
            self.agenda.at(today + 1, change, hour=20)

    def _pledge(self, promise: Promise) -> UUID | None:
        return self._unless_gone(
            promise,
            lambda wanted: pledging.pledge(
                actor=NOBODY,
                browser=uuid4(),
                campaign_id=self.campaign.pk,
                promise=wanted,
                key=uuid4(),
            ),
        )

    def _at_counter(self, promise: Promise) -> None:
        """Have an operator write what somebody said; half of them have no e-mail."""
        if self.random.random() < 1 / 2:
            promise = replace(promise, email="", phone=promise.phone or "+39 015 000 0000")
        self._unless_gone(
            promise,
            lambda wanted: pledging.record_pledge(
                actor=self.community.counter(self.told["promoter"]),
                campaign_id=self.campaign.pk,
                promise=wanted,
                key=uuid4(),
                channel=Channel.COUNTER,
            ),
        )

    def _unless_gone(self, promise: Promise, make: Callable[[Promise], UUID]) -> UUID | None:
        """Promise; without its reward when that is finished, or not at all in a shop."""
        try:
            return make(promise)
        except RewardGone:
            if self.campaign.kind == CampaignKind.REWARD:
                return None
            return make(replace(promise, reward_id=None))

    def _login(self, login: Facts) -> None:
        """Have somebody who signs in promise as everybody does, with their own address."""
        who = next(one for one in LOGINS if one.key == login["who"])
        promise = Promise(
            cents=login["euros"] * 100,
            given_name=who.given_name,
            family_name=who.family_name,
            email=who.email,
            tax_code=person_code(who.given_name, who.family_name, 27),
            shown_as=ShownAs.NAME,
            public_name=f"{who.given_name} {who.family_name}",
        )
        self._on_web(promise, HUNDRED)

    def _body(self, body: Facts) -> None:
        """Have a body promise on the page; above the threshold the promoter decides."""
        organisation = self.community.bodies[body["who"]]
        given, _, family = organisation.legal_representative.partition(" ")
        promise = Promise(
            cents=body["euros"] * 100,
            given_name=given,
            family_name=family,
            email=organisation.email,
            company_name=organisation.legal_name,
            tax_code=organisation.tax_code,
            address=organisation.address,
            shown_as=ShownAs.NAME,
            public_name=organisation.legal_name,
        )
        pledge_id = self._pledge(promise)
        if pledge_id is None:
            return
        token = token_in("campaigns.promise", pledge_id)
        self.agenda.at(body["day"], lambda: pledging.confirm_pledge(token=token), hour=11.5)
        for word, decide in DECIDED.items():
            if word in body:
                self.agenda.at(body[word], partial(decide, self, pledge_id), hour=9.5)

    def approve(self, pledge_id: UUID) -> None:
        """Let a big promise count."""
        actor = self.community.who("promoter", self.told["promoter"])
        pledging.approve_pledge(actor=actor, pledge_id=pledge_id)

    def decline(self, pledge_id: UUID) -> None:
        """Turn a big promise down."""
        actor = self.community.who("promoter", self.told["promoter"])
        pledging.decline_pledge(actor=actor, pledge_id=pledge_id)


DECIDED: Final = {"approved": Promising.approve, "declined": Promising.decline}
