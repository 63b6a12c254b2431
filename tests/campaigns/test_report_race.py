"""Two expenses that take one debit at once fit in it; without the hold they take it twice."""

from __future__ import annotations

import threading
from functools import partial
from unittest import mock
from uuid import UUID

from ritrovo.foundations.payments.models import BankLine
from ritrovo.practices.campaigns.actions import reporting
from ritrovo.practices.campaigns.models import Campaign
from ritrovo.practices.campaigns.report_proofs import debits_pay_no_more_than_they_are
from ritrovo.practices.campaigns.steps import reporting as steps
from tests import factories
from tests.campaigns import reports
from tests.campaigns.races import THREADS, all_at_once
from tests.campaigns.test_report_pages import debit


def tied_by_many() -> int:
    """Tie expenses of two campaigns, each as large as the debit, all at once; how many did."""
    first = reports.won()
    line = debit(first, -1000)
    keeper = factories.as_actor(
        factories.make_login_with_role("treasurer", organisation=first.promoter)
    )
    campaigns = [first, *(_another(first, number) for number in range(THREADS // 2 - 1))]
    expenses = [reports.spent(campaign, cents=1000) for campaign in campaigns]
    seen = all_at_once(
        *[
            partial(reporting.tie_debit, actor=keeper, expense_id=each.pk, debit_id=line.pk)
            for each in expenses
        ]
    )
    return seen["done"]


def _another(first: Campaign, number: int) -> Campaign:
    return factories.make_campaign(
        promoter=first.promoter, ecosystem=first.ecosystem, title=f"Un'altra {number}"
    )


def test_a_debit_taken_by_many_at_once_pays_one(committed_db: str) -> None:
    assert tied_by_many() == 1
    assert debits_pay_no_more_than_they_are().drifted == []


def test_control_without_the_hold_it_pays_more_than_it_is(committed_db: str) -> None:
    def look(line_id: UUID) -> BankLine:
        return BankLine.objects.select_related("bank_account").get(pk=line_id)

    meeting, counted = threading.Barrier(THREADS // 2), steps.tied_cents

    def count_together(line_id: UUID) -> int:
        found = counted(line_id)
        meeting.wait(timeout=10)
        return found

    without = mock.patch.multiple(steps, hold_line=look, tied_cents=count_together)
    with without:
        assert tied_by_many() > 1
    assert debits_pay_no_more_than_they_are().drifted != []
