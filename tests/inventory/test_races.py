"""Two people bring the same list in at once: it counts once."""

from __future__ import annotations

from functools import partial
from threading import Barrier

from ritrovo.foundations.contributions.measures import standing
from ritrovo.foundations.contributions.models import Contribution
from ritrovo.foundations.inventory.actions import bringing
from ritrovo.foundations.inventory.steps import writing
from tests.campaigns.races import all_at_once, as_owner
from tests.inventory.lists import Office, drifted


def write_all(office, waiting):
    return all_at_once(
        *(partial(bringing.write_list, actor=office.actor, waiting_id=each.pk) for each in waiting)
    )


def test_the_same_list_uploaded_four_times_is_written_once(committed_db):
    office = Office()
    seen = write_all(office, [office.upload() for _ in range(4)])
    assert seen == {"done": 1, "NothingToAdd": 3}
    assert standing().count() == 3
    assert drifted() == []


def test_control_without_lock_and_constraint_it_counts_four_times(
    committed_db, databases, monkeypatch
):
    """What the lock and the constraint are for: all four stand where the lock would part them."""
    meeting = Barrier(4, timeout=30)
    monkeypatch.setattr(bringing, "hold_inventory", lambda organisation_id: meeting.wait())
    office = Office()
    as_owner(databases, committed_db, "DROP INDEX line_is_brought_once")
    seen = write_all(office, [office.upload() for _ in range(4)])
    assert seen["done"] > 1
    assert standing().count() > 3


def test_without_the_lock_the_constraint_still_keeps_it_from_counting_twice(
    committed_db, monkeypatch
):
    monkeypatch.setattr(bringing, "hold_inventory", lambda organisation_id: None)
    office = Office()
    seen = write_all(office, [office.upload() for _ in range(4)])
    assert (seen["done"], standing().count()) == (1, 3)
    assert writing.PRACTICE == "inventory"


def test_two_who_undo_at_once_take_back_once(committed_db):
    office = Office()
    written = office.write()
    undo = partial(bringing.undo_list, actor=office.actor, inventory_id=written.pk)
    assert all_at_once(undo, undo, undo) == {"done": 3}
    assert Contribution.objects.count() == 6
    assert drifted() == []
