"""The life of each campaign of the demo, from its draft to its end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from uuid import UUID, uuid4

from ritrovo.foundations.contributions.choices import Channel
from ritrovo.foundations.kernel.access import NOBODY, Actor
from ritrovo.foundations.kernel.amounts import MINUTE, Amount
from ritrovo.foundations.volunteers.rules import Details
from ritrovo.practices.campaigns.actions import helping, preparing, reviewing, talking
from ritrovo.practices.campaigns.choices import NeedKind
from ritrovo.practices.campaigns.demo.agenda import Agenda
from ritrovo.practices.campaigns.demo.codes import person_code
from ritrovo.practices.campaigns.demo.community import Community
from ritrovo.practices.campaigns.demo.drawings import drawn
from ritrovo.practices.campaigns.demo.letters import token_in
from ritrovo.practices.campaigns.demo.neighbours import Neighbour, Neighbours
from ritrovo.practices.campaigns.demo.promising import Promising
from ritrovo.practices.campaigns.demo.texts import Facts
from ritrovo.practices.campaigns.models import Campaign
from ritrovo.practices.campaigns.plans import PlannedLine, PlannedNeed, PlannedReward
from ritrovo.practices.campaigns.steps.volunteering import Stay

REVIEWERS = {"riva": "tommaso", "veglio": "ettore"}
HOME = "Via Italia 18, 13900 Biella"
GIVEN_IN = {NeedKind.THING: "piece", NeedKind.PLACE: "occasion"}


class Life:
    """One campaign of the texts, and what happens to it."""

    def __init__(
        self, agenda: Agenda, community: Community, neighbours: Neighbours, told: Facts
    ) -> None:
        self.agenda, self.community, self.neighbours = agenda, community, neighbours
        self.told = told
        self.campaign = Campaign()

    def write_down(self, *, larger: int) -> None:
        """Write the whole life in the agenda; `larger` as in `Promising.write_down`."""
        told = self.told
        self.agenda.at(told["created"], self._begin, hour=9)
        self._at("submitted", self._submit, hour=17)
        self._at("published", self._publish, hour=16)
        self._at("suspended", self._suspend, hour=10)
        self._at("cancelled", self._cancel, hour=18)
        if "promises" in told:
            self.agenda.at(told["published"], lambda: self._promising(larger), hour=16.5)
        for update in told.get("updates", []):
            self.agenda.at(update["day"], partial(self._tell, update), hour=18.5)
        for question in told.get("questions", []):
            self.agenda.at(question["day"], partial(self._ask, question), hour=20)
        for offer in told.get("offers", []):
            self.agenda.at(offer["day"], partial(self._offer, offer), hour=19)

    @property
    def promoter(self) -> Actor:
        """Whoever promotes it, with the roles of the moment."""
        return self.community.who("promoter", self.told["promoter"])

    def _at(self, word: str, deed: Callable[[], object], *, hour: float) -> None:
        if word in self.told:
            self.agenda.at(self.told[word], deed, hour=hour)

    def _begin(self) -> None:
        told, body = self.told, self.community.bodies[self.told["promoter"]]
        self.campaign = preparing.create_campaign(
            actor=self.promoter,
            promoter_id=body.pk,
            ecosystem_id=self.community.ecosystems[told["ecosystem"]].pk,
            title=told["title"],
            kind=told["kind"],
            funding_rule=told["rule"],
            category_id=told["category"],
            municipality_id=self.community.place(told["town"]).pk,
            consequence=told["consequence"],
            consequence_text=told["consequence_text"],
            bank_account_id=self.community.accounts[told["promoter"]].pk,
            on_behalf_of_id=self.community.groups.get(told.get("group", "")),
            opens_on=self.agenda.date(told["opens"]),
            closes_on=self.agenda.date(told["closes"]),
            second_closes_on=self._second_end(),
        )
        self._write()

    def _second_end(self) -> date | None:
        return (
            self.agenda.date(self.told["second_closes"]) if "second_closes" in self.told else None
        )

    def _write(self) -> None:
        """Write story, picture, budget, rewards and needs, as the desk's pages do."""
        told, actor, campaign_id = self.told, self.promoter, self.campaign.pk
        preparing.add_picture(
            actor=actor,
            campaign_id=campaign_id,
            file=drawn(told["picture"]),
            alternative=told["picture_words"],
            credit="Disegno di Ritrovo",
        )
        preparing.edit_story(
            actor=actor, campaign_id=campaign_id, summary=told["summary"], story=told["story"]
        )
        lines = [
            PlannedLine(line["kind"], line["purpose"], line["euros"] * 100)
            for line in told["budget"]
        ]
        preparing.set_budget(actor=actor, campaign_id=campaign_id, lines=lines)
        rewards = [_reward(each) for each in told.get("rewards", [])]
        preparing.set_rewards(actor=actor, campaign_id=campaign_id, rewards=rewards)
        needs = [PlannedNeed(**each) for each in told.get("needs", [])]
        preparing.set_needs(actor=actor, campaign_id=campaign_id, needs=needs)

    def _submit(self) -> None:
        preparing.submit_campaign(actor=self.promoter, campaign_id=self.campaign.pk)

    def _publish(self) -> None:
        reviewer = self.community.actor(REVIEWERS[self.told["ecosystem"]])
        reviewing.publish_campaign(actor=reviewer, campaign_id=self.campaign.pk)

    def _suspend(self) -> None:
        reviewing.suspend_campaign(
            actor=self.community.actor("ettore"),
            campaign_id=self.campaign.pk,
            remark=self.told["remark"],
        )

    def _cancel(self) -> None:
        preparing.cancel_campaign(actor=self.promoter, campaign_id=self.campaign.pk)

    def _promising(self, larger: int) -> None:
        promising = Promising(
            self.agenda, self.community, self.neighbours, self.told, self.campaign
        )
        promising.write_down(larger=larger)

    def _tell(self, update: Facts) -> None:
        talking.post_update(
            actor=self.promoter,
            campaign_id=self.campaign.pk,
            title=update["title"],
            text=update["text"],
        )

    def _ask(self, question: Facts) -> None:
        asked = talking.ask_question(
            actor=NOBODY,
            campaign_id=self.campaign.pk,
            text=question["text"],
            name=question["name"],
        )
        if "answer" in question:
            self.agenda.at(
                question["answer_day"],
                lambda: talking.answer_question(
                    actor=self.promoter, question_id=asked.pk, answer=question["answer"]
                ),
                hour=9,
            )

    def _offer(self, offer: Facts) -> None:
        """Offer help, on the page or at the counter; what follows is written down."""
        who = self.neighbours.somebody(self.told["ecosystem"], known_share=0.7)
        need = self.campaign.needs.order_by("place")[offer["need"]]
        at_counter = offer.get("counter", False)
        offer_id = helping.offer_help(
            actor=self.community.counter(self.told["promoter"]) if at_counter else NOBODY,
            need_id=need.pk,
            key=uuid4(),
            given_name=who.given_name,
            family_name=who.family_name,
            email=who.email,
            phone=who.phone,
            message=offer["message"],
            channel=Channel.COUNTER if at_counter else Channel.WEB,
        )
        if not at_counter:
            token = token_in("campaigns.offer", f"{offer_id}:offer")
            self.agenda.at(offer["day"], lambda: helping.confirm_offer(token=token), hour=21)
        self._answer(offer, offer_id, NeedKind(need.kind), who)

    def _answer(self, offer: Facts, offer_id: UUID, kind: NeedKind, who: Neighbour) -> None:
        accepted = offer.get("accepted", offer["day"] + 1 if "done" in offer else None)
        if accepted is not None:
            stay = self._stay(who, offer.get("done", accepted + 3))
            self.agenda.at(
                accepted,
                lambda: helping.accept_offer(actor=self.promoter, offer_id=offer_id, stay=stay),
                hour=9,
            )
        if "done" in offer:
            amount = Amount(offer["quantity"], GIVEN_IN.get(kind, MINUTE))
            self.agenda.at(offer["done"], lambda: self._complete(offer_id, amount), hour=18)

    def _stay(self, who: Neighbour, day: int) -> Stay:
        """Say what the volunteers' list wants of somebody who comes on a day."""
        code = who.tax_code or person_code(who.given_name, who.family_name, day)
        details = Details(who.given_name, who.family_name, residence=HOME, tax_code=code)
        comes = self.agenda.date(day)
        return Stay(details, first_day=comes, last_day=comes)

    def _complete(self, offer_id: UUID, amount: Amount) -> None:
        day = self.agenda.date(self.agenda.day())
        helping.complete_offer(actor=self.promoter, offer_id=offer_id, amount=amount, done_on=day)


def _reward(told: Facts) -> PlannedReward:
    return PlannedReward(
        title=told["title"],
        price_cents=told.get("euros", 0) * 100,
        gift_cents=told.get("gift", 0) * 100,
        description=told.get("description", ""),
        stock=told.get("stock"),
        delivery=told.get("delivery", ""),
        is_collective=told.get("collective", False),
        licence=told.get("licence", ""),
        link=told.get("link", ""),
    )
