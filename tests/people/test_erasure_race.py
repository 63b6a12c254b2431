"""Somebody who asks twice at once to be forgotten is forgotten once; without the lock, twice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from threading import Barrier, BrokenBarrierError
from unittest import mock

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from ritrovo.foundations.kernel.access import SYSTEM
from ritrovo.foundations.people import actions, erasing
from ritrovo.foundations.people.choices import ERASED_NAME
from ritrovo.foundations.people.models import Erasure, Party, Person
from tests import factories as make
from tests.campaigns.races import THREADS, all_at_once, drifted
from tests.payments.treasury import make_desk
from tests.people import lives


def asked_by_many() -> tuple[Person, int]:
    """Press the button in as many windows at once; how many of them heard yes."""
    person = make.make_member("Zenobia", "Quartapelle", email=lives.EMAIL)
    ask = partial(actions.ask_erasure, actor=make.as_actor(person))
    return person, all_at_once(*[ask] * THREADS)["done"]


def test_asked_in_eight_windows_at_once_it_is_one_request_and_one_job(committed_db: str) -> None:
    person, done = asked_by_many()
    assert (Erasure.objects.filter(party=person.pk).count(), done) == (1, THREADS)
    assert ProcrastinateJob.objects.filter(task_name=erasing.TASK).count() == 1


def test_control_without_the_hold_it_is_more_or_breaks(committed_db: str) -> None:
    looked = Barrier(THREADS)

    @contextmanager
    def once_all_have_looked() -> Iterator[None]:
        with suppress(BrokenBarrierError):
            looked.wait(10)
        yield

    with (
        mock.patch.object(erasing, "hold", lambda identity: identity),
        mock.patch.object(erasing, "refusing", once_all_have_looked),
    ):
        person, done = asked_by_many()
    assert Erasure.objects.filter(party=person.pk).count() > 1 or done < THREADS


@pytest.mark.parametrize("workers", [2, 4])
def test_forgotten_by_all_and_by_one_at_once_the_books_stay_whole(
    committed_db: str, workers: int
) -> None:
    desk, second = make_desk(), make.make_organisation("Il Ponte")
    person = lives.live_everywhere(desk, second)
    keeper = make.as_actor(make.make_login_with_role("operator", organisation=second))
    asked = (
        actions.ask_erasure(actor=make.as_actor(person)),
        actions.erase_dossier(actor=keeper, organisation_id=second.pk, party_id=person.pk),
    )
    works = [
        partial(actions.carry_out_erasure, actor=SYSTEM, erasure_id=each.pk)
        for each in asked
        for _ in range(workers)
    ]
    assert all_at_once(*works) == {"done": len(works)}
    assert not Erasure.objects.filter(done_at=None).exists()
    assert Party.objects.get(pk=person.pk).name == ERASED_NAME
    assert drifted() == []
