"""Two people type one sheet at the same time: it counts once; unguarded it counts twice."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from unittest import mock

from ritrovo.foundations.kernel.access import SYSTEM
from ritrovo.practices.campaigns.actions import sheets
from ritrovo.practices.campaigns.models import Campaign, Pledge, Sheet
from ritrovo.practices.campaigns.sheet_rows import WrittenRow
from tests.campaigns.lives import balance
from tests.campaigns.races import all_at_once, as_owner, drifted
from tests.databases import Databases
from tests.factories import make_campaign

ROWS = [
    WrittenRow(place, f"Nome{place}", phone=f"01555500{place:02}", cents=1000)
    for place in range(1, 11)
]


@contextmanager
def meeting() -> Iterator[None]:
    """Let both look at what was typed before either writes."""
    both, whole = threading.Barrier(2, timeout=10), sheets.RULES["record_sheet"]

    class Meets:
        def require(self, *who: object) -> None:
            whole.require(*who)  # type: ignore[arg-type]
            both.wait()

    with mock.patch.dict(sheets.RULES, {"record_sheet": Meets()}):
        yield


def type_one_sheet_twice_at_once() -> tuple[Campaign, dict[str, int]]:
    """Have two people type the same ten rows from the same instant; how each of them ended."""
    campaign = make_campaign()
    (sheet,) = sheets.print_sheets(actor=SYSTEM, campaign_id=campaign.pk, rows=10, copies=1)
    act = partial(sheets.record_sheet, actor=SYSTEM, sheet_id=sheet.pk, rows=ROWS)
    return campaign, dict(all_at_once(act, act))


def test_a_sheet_typed_by_two_people_at_once_counts_once(committed_db: str) -> None:
    campaign, ended = type_one_sheet_twice_at_once()
    assert ended == {"done": 2}
    assert (campaign.pledges.count(), balance(campaign.promised_account_id)) == (10, 10_000)
    assert not drifted()


def test_control_without_its_guards_it_counts_twice(
    committed_db: str, databases: Databases
) -> None:
    """Nobody holds the sheet, its row is unique nowhere, and the row's code is no key."""
    as_owner(
        databases,
        committed_db,
        "ALTER TABLE campaigns_sheetrow DROP CONSTRAINT sheet_row_is_typed_once",
    )
    unheld = lambda sheet_id: Sheet.objects.get(pk=sheet_id)  # noqa: E731
    keys = partial(mock.patch.object, sheets, "key_of_row", lambda *_row: sheets.new_id())
    with mock.patch.object(sheets, "held_sheet", unheld), keys(), meeting():
        campaign, ended = type_one_sheet_twice_at_once()
    assert ended == {"done": 2}
    assert (campaign.pledges.count(), balance(campaign.promised_account_id)) == (20, 20_000)


def test_control_the_database_alone_refuses_the_second(committed_db: str) -> None:
    unheld = lambda sheet_id: Sheet.objects.get(pk=sheet_id)  # noqa: E731
    keys = partial(mock.patch.object, sheets, "key_of_row", lambda *_row: sheets.new_id())
    with mock.patch.object(sheets, "held_sheet", unheld), keys(), meeting():
        _campaign, ended = type_one_sheet_twice_at_once()
    assert ended["done"] == 1
    assert Pledge.objects.count() == 10
