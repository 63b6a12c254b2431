"""Kill the worker between two parts of an ending: whoever comes next goes on where it stopped."""

from __future__ import annotations

import os
import subprocess
import sys

from ritrovo.foundations.kernel.access import SYSTEM
from ritrovo.foundations.messages.models import Message
from ritrovo.practices.campaigns import jobs
from ritrovo.practices.campaigns.actions import preparing
from ritrovo.practices.campaigns.choices import PledgeState
from tests.campaigns.lives import balance
from tests.campaigns.races import drifted
from tests.databases import CHECKOUT, Databases
from tests.factories import make_campaign, make_pledge

PROMISES = 20
# Says how many it dealt with after each part, and waits to be killed before the third.
WORKER = """
import sys, django
django.setup()
from ritrovo.practices.campaigns.actions import closing
closing.AT_A_TIME = 5
for part in range(2):
    print(closing.carry_out_ending(campaign_id=sys.argv[1]), flush=True)
held = closing.post_all
closing.post_all = lambda postings: (held(postings), print("written", flush=True), sys.stdin.read())
closing.carry_out_ending(campaign_id=sys.argv[1])
"""


def test_an_ending_goes_on_after_a_kill_9(committed_db: str, databases: Databases) -> None:
    campaign = make_campaign()
    for _ in range(PROMISES):
        make_pledge(campaign)
    preparing.cancel_campaign(actor=SYSTEM, campaign_id=campaign.pk)

    worker = subprocess.Popen(
        [sys.executable, "-c", WORKER, str(campaign.pk)],
        env=os.environ | {"DATABASE_URL": databases.urls(committed_db).runtime},
        cwd=CHECKOUT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert worker.stdout
    said = [worker.stdout.readline().strip() for _ in range(3)]
    worker.kill()
    worker.communicate()

    assert said == ["5", "5", "written"]
    assert campaign.pledges.filter(state=PledgeState.COUNTED).count() == PROMISES - 10
    assert jobs.carry_out(campaign.pk) == PROMISES - 10
    assert Message.objects.filter(kind="campaigns.outcome").count() == PROMISES
    assert balance(campaign.promised_account_id) == 0
    assert drifted() == []
