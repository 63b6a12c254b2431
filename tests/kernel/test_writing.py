"""Rows of several tables written in one statement: all or none."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from ritrovo.foundations.kernel.ids import new_id
from ritrovo.foundations.kernel.writing import insertion, write_together
from ritrovo.foundations.people.models import Party, Person, Site


def a_person() -> tuple[Party, Person]:
    party = Party(id=new_id(), kind="person", name="Anna Rossi")
    return party, Person(party=party, given_name="Anna", family_name="Rossi")


@pytest.mark.django_db
def test_rows_that_refer_to_each_other_are_written_in_one_query(
    django_assert_num_queries,
) -> None:
    party, person = a_person()
    with transaction.atomic(), django_assert_num_queries(1):
        write_together(party, person)
    found = Person.objects.select_related("party").get(pk=party.pk)
    assert (found.given_name, found.party.name) == ("Anna", "Anna Rossi")


@pytest.mark.django_db
def test_none_is_written_when_one_cannot_be() -> None:
    party, person = a_person()
    nobody = Party(id=new_id(), kind="nobody", name="?")
    with pytest.raises(IntegrityError), transaction.atomic():
        write_together(party, person, nobody)
    assert not Party.objects.filter(pk=party.pk).exists()


def test_it_runs_inside_somebodys_transaction(committed_db: str) -> None:
    with pytest.raises(RuntimeError, match="inside an action's transaction"):
        write_together(*a_person())


@pytest.mark.django_db
def test_values_come_back_as_they_were_given() -> None:
    site = Site(host="x.example.org", name='Là "qui"\\ è\n€', theme={"brand": "#123456", "l": [1]})
    with transaction.atomic():
        write_together(site)
    found = Site.objects.get(pk=site.pk)
    assert (found.name, found.theme) == (site.name, site.theme)
    assert found._state.adding is site._state.adding is False


@pytest.mark.django_db
def test_a_row_that_stands_already_is_left_as_it_is() -> None:
    for name in ("Prima", "Dopo"):
        site = Site(host="x.example.org", name=name)
        with transaction.atomic():
            write_together(insertion(site, "site", once_per=["host"]))
    assert Site.objects.get(host="x.example.org").name == "Prima"
