"""Scopes of very many facts keep their counts; small ones are counted each time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from unittest import mock
from uuid import UUID, uuid4

import pytest
from django.db import transaction

from ritrovo.foundations.contributions import steps
from ritrovo.foundations.contributions.measures import Within, counted, counted_anew
from ritrovo.foundations.contributions.models import Tally
from ritrovo.foundations.contributions.proofs import tallies_agree_with_their_facts
from ritrovo.foundations.contributions.steps import keep_tally, stale_scopes
from ritrovo.foundations.kernel import clock
from tests.contributions.factories import give, make_ecosystem, make_organisation, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def scope() -> Iterator[tuple[UUID, UUID]]:
    """Give a context and its ecosystem, with three facts, which here are very many."""
    context, ecosystem, receiver = uuid4(), make_ecosystem(), make_organisation()
    for name in ("Anna", "Bruno", "Carla"):
        give(make_person(name), receiver, context=context, ecosystem=ecosystem)
    with mock.patch.object(steps, "MANY_FACTS", 3):
        yield context, ecosystem


def tally_all() -> int:
    """Count what the worker would count; how many scopes."""
    scopes = stale_scopes()
    with transaction.atomic():
        for within in scopes:
            keep_tally(within)
    return len(scopes)


def test_a_small_scope_is_counted_as_it_is_now(scope: tuple[UUID, UUID]) -> None:
    context, _ = scope
    assert counted(Within(context)).givers == 3
    assert not Tally.objects.exists()


def test_the_context_its_ecosystem_and_everything_are_kept(scope: tuple[UUID, UUID]) -> None:
    context, ecosystem = scope
    assert tally_all() == 3
    for within in (Within(context), Within(None, ecosystem), Within()):
        assert counted(within) == counted_anew(within)
        assert counted(within).givers == 3


def test_a_kept_count_waits_for_the_worker(scope: tuple[UUID, UUID]) -> None:
    context, ecosystem = scope
    tally_all()
    give(make_person("Dario"), make_organisation(), context=context, ecosystem=ecosystem)
    assert counted(Within(context)).givers == 3
    tally_all()
    assert counted(Within(context)).givers == 4


def test_what_nothing_changed_is_left_alone_for_an_hour(scope: tuple[UUID, UUID]) -> None:
    with clock.moved_to(clock.now() + timedelta(minutes=10)):
        assert tally_all() == 3
        assert tally_all() == 0
    with clock.moved_to(clock.now() + timedelta(minutes=80)):
        assert tally_all() == 3


def test_one_query_reads_a_scope_kept_or_not(
    scope: tuple[UUID, UUID], django_assert_num_queries
) -> None:
    with django_assert_num_queries(1):
        counted(Within(scope[0]))
    tally_all()
    with django_assert_num_queries(1):
        counted(Within(scope[0]))


def test_a_drifted_tally_is_found(scope: tuple[UUID, UUID]) -> None:
    tally_all()
    with clock.moved_to(clock.now() + timedelta(hours=3)):
        assert tallies_agree_with_their_facts().drifted == []
        Tally.objects.filter(context_id=scope[0]).update(givers=9)
        assert len(tallies_agree_with_their_facts().drifted) == 1


def test_a_small_context_of_a_big_ecosystem_is_kept_too(scope: tuple[UUID, UUID]) -> None:
    small = uuid4()
    give(make_person("Elda"), make_organisation(), context=small, ecosystem=scope[1])
    assert Within(small) in stale_scopes()
