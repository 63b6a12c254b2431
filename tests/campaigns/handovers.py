"""Campaigns that are over, deeds, and keepers who say yes, by the real actions."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from ritrovo.foundations.contributions.choices import Channel
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import NOBODY
from ritrovo.practices.campaigns.actions import handover as handing
from ritrovo.practices.campaigns.actions import handover_checks as checking
from ritrovo.practices.campaigns.handover_links import signed
from ritrovo.practices.campaigns.handover_plans import (
    PlannedAnswer,
    PlannedHandover,
    PlannedKeeper,
)
from ritrovo.practices.campaigns.models import Campaign, CheckAnswer, Handover, Keeper
from ritrovo.practices.campaigns.models import HandoverCheck as Check
from tests import factories

DEED = PlannedHandover(
    what="place",
    title="Il co-working del lanificio",
    description="Venti scrivanie, la linea e le chiavi della sala grande.",
    recipient="chi lavora a Veglio",
    terms="Aperto a chiunque, dalle 8 alle 20; chi lo usa lo lascia pulito.",
)
STILL_THERE = PlannedAnswer(is_there=True, used_by="Dodici ragazzi", needed="Una stufa nuova")


def ended() -> Campaign:
    """Give a campaign whose collection is closed; today is the day it began."""
    campaign = factories.make_campaign(days=1)
    factories.make_pledge(campaign, 500_000)
    return factories.end_campaign(campaign)


def written(campaign: Campaign | None = None, planned: PlannedHandover = DEED) -> Handover:
    """Write a deed as the promoter."""
    campaign = campaign or ended()
    return handing.write_handover(
        actor=factories.promoter_of(campaign.promoter),
        campaign_id=campaign.pk,
        key=uuid4(),
        planned=planned,
    )


def invited(deed: Handover, given: str = "Elsa", family: str = "Rey", **facts: Any) -> Keeper:
    """Ask somebody by mail."""
    known = {"email": f"{given.lower()}@example.org", **facts}
    return handing.invite_keeper(
        actor=factories.promoter_of(deed.campaign.promoter),
        handover_id=deed.pk,
        key=uuid4(),
        planned=PlannedKeeper(given, family, **known),
    )


def token_of(keeper: Keeper) -> str:
    return signed(keeper.pk, keeper.email)


def accepted(deed: Handover, given: str = "Elsa", family: str = "Rey", **facts: Any) -> Keeper:
    """Ask somebody by mail, who says yes by the link."""
    keeper = invited(deed, given, family)
    return handing.accept_handover(actor=NOBODY, token=token_of(keeper), **facts)


def signed_on_paper(
    deed: Handover, given: str = "Nino", family: str = "Prato", **facts: Any
) -> Keeper:
    """Type in a signature under the printed deed."""
    said = {"accepted_on": clock.today(), "place": "Veglio", "key": uuid4(), **facts}
    return handing.record_deed(
        actor=factories.promoter_of(deed.campaign.promoter),
        handover_id=deed.pk,
        planned=PlannedKeeper(given, family, phone="015 123456"),
        **said,
    )


def due(deed: Handover, months: int = 6) -> Check:
    return deed.checks.get(months=months)


def on(day: date) -> Any:
    """Move the clock to the middle of a day."""
    return clock.moved_to(clock.start_of(day) + timedelta(hours=12))


def answered(
    keeper: Keeper, months: int = 6, answer: PlannedAnswer = STILL_THERE, late: int = 0
) -> CheckAnswer:
    """Answer a question by the link, so many days late."""
    check = due(keeper.handover, months)
    with on(check.due_on + timedelta(days=late)):
        return checking.answer_check(
            actor=NOBODY, token=token_of(keeper), check_id=check.pk, answer=answer
        )


def phoned(keeper: Keeper, months: int = 6, **facts: Any) -> CheckAnswer:
    """Type in what a keeper said on the phone, on the day of the question."""
    check = due(keeper.handover, months)
    said = {
        "answer": STILL_THERE,
        "channel": Channel.COUNTER,
        "answered_on": check.due_on,
        "called_by": "Samir",
        **facts,
    }
    with on(check.due_on):
        return checking.record_answer(
            actor=factories.promoter_of(keeper.handover.campaign.promoter),
            keeper_id=keeper.pk,
            check_id=check.pk,
            **said,
        )
