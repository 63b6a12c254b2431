"""What a waiting list would write: its rows, its people, what is known already."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Final
from uuid import UUID

from django.conf import settings

from ritrovo.foundations.inventory.choices import Sort, Trouble
from ritrovo.foundations.inventory.models import InventoryLine, Layout, PastCampaign, WaitingList
from ritrovo.foundations.inventory.queries.known_people import (
    already_enrolled,
    already_listed,
    already_told,
    known_people,
)
from ritrovo.foundations.inventory.rules.columns import Columns, guessed, list_table
from ritrovo.foundations.inventory.rules.lines import CellProblem, Line, Reading, read_lines
from ritrovo.foundations.inventory.rules.recognising import Named, people_of, recognise
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.tables.cells import plain_words
from ritrovo.foundations.kernel.tables.formats import read_grid
from ritrovo.foundations.kernel.tables.grids import Table, digest_of
from ritrovo.foundations.kernel.tables.headers import header_fingerprint

# Written in some seconds; every line of a register of volunteers is chained to the one before.
MOST_LINES: Final = {Sort.VOLUNTEERS.value: 2_000, Sort.OCCASIONS.value: 2_000}
MOST_OTHER_LINES: Final = 20_000


@dataclass
class Plan:
    """What would be written: `new` lines with their digests, `people` of the new lines only.

    `known_count` lines are written already; `told` are the new lines that say what is recorded
    from elsewhere; `problems` stop everything.
    """

    waiting: WaitingList
    table: Table
    reading: Reading
    new: list[tuple[Line, str]]
    known_count: int
    people: list[Named]
    campaigns: dict[str, PastCampaign] = field(default_factory=dict)
    told: list[Line] = field(default_factory=list)

    @property
    def problems(self) -> Sequence[CellProblem]:
        """List the cells that cannot be read."""
        return self.reading.problems

    @cached_property
    def answered(self) -> dict[str, UUID]:
        """Map each person of the list who is known, or was said to be, to their party."""
        found = {each.key: each.party_id for each in self.people if each.party_id}
        for each in self.people:
            said = self.waiting.answers.get(each.key)
            if said and said in {str(twin.party_id) for twin in each.twins}:
                found[each.key] = UUID(said)
        return found

    @property
    def twins(self) -> list[Named]:
        """List the people of whom somebody must say whether they are one whom we know."""
        return [each for each in self.people if each.twins]

    @property
    def recognised_count(self) -> int:
        """Count the people of the list whom the organisation knows for certain."""
        return sum(each.party_id is not None for each in self.people)

    @property
    def newcomers_count(self) -> int:
        """Count the people whom the organisation would come to know."""
        return len(self.people) - len(self.answered)

    @property
    def bodies(self) -> list[str]:
        """Name the organisations among the people."""
        return [each.who.name for each in self.people if each.who.is_body]

    @property
    def total(self) -> int:
        """Add up the cents or minutes of the new lines."""
        return sum(line.count for line, _digest in self.new)

    @property
    def first_day(self) -> date | None:
        """Give the first day of the new lines."""
        return min((line.first_day for line, _digest in self.new), default=None)

    @property
    def last_day(self) -> date | None:
        """Give the last day of the new lines."""
        return max((line.last_day or line.first_day for line, _digest in self.new), default=None)

    @property
    def astray_count(self) -> int:
        """Count the gifts for a campaign that is not among the past ones."""
        if self.waiting.sort != Sort.GIFTS:
            return 0
        return sum(
            bool(line.title) and plain_words(line.title) not in self.campaigns
            for line, _digest in self.new
        )


def table_in(waiting: WaitingList) -> Table:
    """Read the file of a waiting list; no query. Raises FileRefused."""
    content = bytes(waiting.content)
    return list_table(waiting.sort, waiting.name, read_grid(content), digest_of(content))


def columns_for(waiting: WaitingList, table: Table) -> Columns:
    """Give the columns chosen for a list, remembered for its header, or guessed. One query."""
    if waiting.columns:
        return Columns.from_dict(waiting.columns)
    kept = Layout.objects.filter(
        organisation=waiting.organisation_id,
        sort=waiting.sort,
        header_fingerprint=header_fingerprint(table),
    ).first()
    return Columns.from_dict(kept.columns) if kept else guessed(waiting.sort, table)


def plan_of(waiting: WaitingList) -> Plan:
    """Say what a list would write; nothing is written. Eight queries, whatever its length.

    Raises FileRefused, ColumnsUnclear, ColumnsChosenTwice.
    """
    table = table_in(waiting)
    columns = columns_for(waiting, table)
    columns.check(waiting.sort, table)
    reading = read_lines(waiting.sort, table, columns, clock.today())
    told = [(line, digest_of_line(waiting, line)) for line in reading.lines]
    known = _known_digests(waiting.organisation_id, (digest for _line, digest in told))
    new = [(line, digest) for line, digest in told if digest not in known]
    people = people_of(line for line, _digest in new)
    if people:
        recognise(people, known_people(waiting.organisation_id))
    plan = Plan(waiting, table, reading, new, len(told) - len(new), people)
    if waiting.sort == Sort.GIFTS:
        plan.campaigns = past_campaigns_by_title(waiting.organisation_id)
    if waiting.sort == Sort.VOLUNTEERS:
        _refuse_enrolled(plan, columns)
    elif waiting.sort == Sort.OCCASIONS:
        _refuse_enrolled(plan, columns)
        plan.told = already_listed(waiting.organisation_id, people, plan.answered)
    elif people:
        plan.told = already_told(waiting.organisation_id, waiting.sort, people, plan.answered)
    return plan


def past_campaigns_by_title(organisation_id: UUID) -> dict[str, PastCampaign]:
    """Map the plain words of each past campaign's title to it; one query."""
    own = PastCampaign.objects.filter(organisation=organisation_id, taken_back=False)
    return {plain_words(each.title): each for each in own.order_by("first_day", "pk")}


def digest_of_line(waiting: WaitingList, line: Line) -> str:
    """Give what knows a row again: keyed, since names and sums are few enough to be guessed."""
    told = f"{waiting.organisation_id}\x1f{line.key(waiting.sort)}\x1f{line.ordinal}"
    return hmac.new(settings.SECRET_KEY.encode(), told.encode(), hashlib.sha256).hexdigest()


def _known_digests(organisation_id: UUID, digests: Iterable[str]) -> set[str]:
    standing = InventoryLine.objects.filter(organisation=organisation_id, taken_back=False)
    return set(standing.filter(digest__in=list(digests)).values_list("digest", flat=True))


def _refuse_enrolled(plan: Plan, columns: Columns) -> None:
    """Name the rows of people who stand in the register on the same days."""
    place = columns.places.get("name", columns.places.get("family_name", -1))
    is_register = plan.waiting.sort == Sort.VOLUNTEERS
    enrolled = already_enrolled(
        plan.waiting.organisation_id, plan.people, plan.answered, among_themselves=is_register
    )
    plan.reading.problems.extend(
        CellProblem(
            line.line,
            place + 1,
            plan.table.header[place] if 0 <= place < len(plan.table.header) else "",
            Trouble.TWICE if is_register else Trouble.IN_REGISTER,
            line.who.name if line.who else "",
        )
        for line in enrolled
    )
