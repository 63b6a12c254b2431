"""What campaigns do by themselves: end rounds, collect, remind, expire. Every job may run twice."""

from __future__ import annotations

from datetime import timedelta
from typing import Final
from uuid import UUID

from procrastinate.contrib.django import app

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import SYSTEM
from ritrovo.foundations.kernel.parameters import parameter
from ritrovo.practices.campaigns.actions import drafting, prelaunch
from ritrovo.practices.campaigns.actions.closing import (
    carry_out_ending,
    end_collection,
    end_round,
    expire_pledges,
    remind_backers,
)
from ritrovo.practices.campaigns.actions.handover_checks import ask_keepers
from ritrovo.practices.campaigns.actions.pledging import oldest_unconfirmed
from ritrovo.practices.campaigns.queries.keepers import handovers_to_ask
from ritrovo.practices.campaigns.queries.timing import (
    collections_to_check,
    endings_to_carry_out,
    payable_campaigns,
    rounds_to_end,
)

EVERY_MINUTE: Final = "* * * * *"
EVERY_HOUR: Final = "7 * * * *"
EVERY_MORNING: Final = "30 7 * * *"


@app.periodic(cron=EVERY_MINUTE)
@app.task(name="campaigns.end_rounds", queueing_lock="campaigns.end_rounds")
def end_rounds(timestamp: int = 0) -> None:
    """End the rounds whose last day is over, and carry out every ending left half done."""
    for campaign_id in rounds_to_end(clock.today()):
        end_round(actor=SYSTEM, campaign_id=campaign_id)
    for campaign_id in endings_to_carry_out():
        carry_out(campaign_id)


def carry_out(campaign_id: UUID) -> int:
    """Carry out an ending to its last promise; how many it dealt with."""
    done = 0
    while some := carry_out_ending(actor=SYSTEM, campaign_id=campaign_id):
        done += some
    return done


@app.periodic(cron=EVERY_MINUTE)
@app.task(name="campaigns.end_collections", queueing_lock="campaigns.end_collections")
def end_collections(timestamp: int = 0) -> None:
    """Say which collections are won, and which fell short."""
    for campaign_id in collections_to_check():
        end_collection(actor=SYSTEM, campaign_id=campaign_id)


@app.periodic(cron=EVERY_HOUR)
@app.task(name="campaigns.expire", queueing_lock="campaigns.expire")
def expire(timestamp: int = 0) -> None:
    """Expire the promises nobody confirmed in time."""
    while expire_pledges(actor=SYSTEM, before=oldest_unconfirmed()):
        pass


@app.periodic(cron=EVERY_HOUR)
@app.task(name="campaigns.forget_drafts", queueing_lock="campaigns.forget_drafts")
def forget_drafts(timestamp: int = 0) -> None:
    """Forget what people began to write and never promised, after `campaigns.draft_days`."""
    days = timedelta(days=parameter("campaigns.draft_days"))
    drafting.forget_drafts(actor=SYSTEM, before=clock.now() - days)


@app.periodic(cron=EVERY_HOUR)
@app.task(name="campaigns.forget_notices", queueing_lock="campaigns.forget_notices")
def forget_notices(timestamp: int = 0) -> None:
    """Forget the addresses that asked to be told and never opened their link, or long ago."""
    days = timedelta(days=parameter("campaigns.notice_days"))
    prelaunch.forget_notices(actor=SYSTEM, unopened=oldest_unconfirmed(), before=clock.now() - days)


@app.periodic(cron=EVERY_MORNING)
@app.task(name="campaigns.remind", queueing_lock="campaigns.remind")
def remind(timestamp: int = 0) -> None:
    """Remind kindly those whose money has not come after 3, 10 and 20 days."""
    for campaign_id in payable_campaigns():
        remind_backers(actor=SYSTEM, campaign_id=campaign_id)


@app.periodic(cron=EVERY_MORNING)
@app.task(name="campaigns.ask_keepers", queueing_lock="campaigns.ask_keepers")
def ask_each_keeper(timestamp: int = 0) -> None:
    """Ask keepers whether it is still there, six and twelve months after the first yes."""
    for handover_id in handovers_to_ask(clock.today()).values_list("pk", flat=True):
        ask_keepers(actor=SYSTEM, handover_id=handover_id)
