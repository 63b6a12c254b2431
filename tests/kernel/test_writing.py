"""Rows of several tables written in one statement: all or none."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from ritrovo.foundations.kernel.ids import new_id
from ritrovo.foundations.kernel.writing import insert_together
from ritrovo.foundations.people.models import Party, Person


def a_person() -> tuple[Party, Person]:
    party = Party(id=new_id(), kind="person", name="Anna Rossi")
    return party, Person(party=party, given_name="Anna", family_name="Rossi")


@pytest.mark.django_db
def test_rows_that_refer_to_each_other_are_written_in_one_query(
    django_assert_num_queries,
) -> None:
    party, person = a_person()
    with transaction.atomic(), django_assert_num_queries(1):
        insert_together(party, person)
    found = Person.objects.select_related("party").get(pk=party.pk)
    assert (found.given_name, found.party.name) == ("Anna", "Anna Rossi")


@pytest.mark.django_db
def test_none_is_written_when_one_cannot_be() -> None:
    party, person = a_person()
    nobody = Party(id=new_id(), kind="nobody", name="?")
    with pytest.raises(IntegrityError), transaction.atomic():
        insert_together(party, person, nobody)
    assert not Party.objects.filter(pk=party.pk).exists()


def test_it_runs_inside_somebodys_transaction(committed_db: str) -> None:
    with pytest.raises(RuntimeError, match="inside an action's transaction"):
        insert_together(*a_person())
