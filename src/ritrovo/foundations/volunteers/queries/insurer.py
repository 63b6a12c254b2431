"""Whom an insurer must know of: both lists, at a day or over a period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ritrovo.foundations.volunteers.queries.registers import enrolled_on, occasions_on
from ritrovo.foundations.volunteers.rules import Details


@dataclass(frozen=True, slots=True)
class InsuredPerson:
    """A line of either list; `number` and an open end are the register's, `task` the other's."""

    details: Details
    first_day: date
    last_day: date | None
    number: int | None = None
    task: str = ""


@dataclass(frozen=True, slots=True)
class InsuredPeople:
    """Both lists as they stand on some days."""

    enrolled: tuple[InsuredPerson, ...]
    occasional: tuple[InsuredPerson, ...]


def insured_people(organisation_id: UUID, first: date, last: date) -> InsuredPeople:
    """List who volunteers on at least one of these days, both included. Two queries."""
    enrolled = [
        InsuredPerson(each.data.details, each.started_on, each.ended_on, number=each.number)
        for each in enrolled_on(organisation_id, first, last)
    ]
    occasional = [
        InsuredPerson(each.data.details, each.first_day, each.last_day, task=each.task)
        for each in occasions_on(organisation_id, first, last)
    ]
    return InsuredPeople(tuple(enrolled), tuple(occasional))
