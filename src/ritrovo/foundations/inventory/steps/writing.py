"""How a list becomes facts, enrolments or past campaigns: set by set, all of it or nothing."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.db import connection

from ritrovo.foundations.contributions.choices import Basis, Channel, Kind, Setting
from ritrovo.foundations.contributions.models import Contribution
from ritrovo.foundations.contributions.steps import record_all
from ritrovo.foundations.inventory.choices import Sort
from ritrovo.foundations.inventory.models import (
    Inventory,
    InventoryLine,
    Newcomer,
    PastCampaign,
)
from ritrovo.foundations.inventory.queries.plans import Plan
from ritrovo.foundations.inventory.rules.lines import Line, Who
from ritrovo.foundations.inventory.rules.recognising import Named
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.amounts import EUR_CENT, MINUTE
from ritrovo.foundations.kernel.ids import new_id
from ritrovo.foundations.kernel.refusals import refusing, require_transaction
from ritrovo.foundations.kernel.tables.cells import plain_words
from ritrovo.foundations.people.steps import Listed, list_people
from ritrovo.foundations.volunteers.models import Enrolment
from ritrovo.foundations.volunteers.rules import Details
from ritrovo.foundations.volunteers.steps.registering import (
    hold_register,
    keep_data,
    note_occasional,
    write_ending,
    write_entry,
)

PRACTICE: Final = "inventory"
AT_ONCE: Final = 2_000
GIVEN: Final = {Sort.GIFTS: (Kind.MONEY, EUR_CENT), Sort.HOURS: (Kind.TIME, MINUTE)}


def hold_inventory(organisation_id: UUID) -> None:
    """Let one transaction at a time write or take back lists of an organisation."""
    require_transaction()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))",
            [f"inventory {organisation_id}"],
        )


def write_plan(plan: Plan, *, written_by: UUID) -> Inventory:
    """Write all that a plan says. The caller holds the inventory and looked for problems.

    As many statements for twenty rows as for two thousand; volunteers take some for each row,
    since each line of a register is chained to the one before. Raises NothingToAdd.
    """
    require_transaction()
    waiting = plan.waiting
    inventory = Inventory.objects.create(
        id=waiting.pk,
        organisation_id=waiting.organisation_id,
        ecosystem_id=waiting.ecosystem_id,
        sort=waiting.sort,
        name=waiting.name,
        lines_count=len(plan.new),
        known_count=plan.known_count,
        written_by_id=written_by,
    )
    parties = _parties_of(plan, inventory)
    lines = [
        InventoryLine(
            inventory=inventory,
            organisation_id=waiting.organisation_id,
            line=line.line,
            digest=digest,
        )
        for line, digest in plan.new
    ]
    if waiting.sort == Sort.CAMPAIGNS:
        _write_campaigns(plan, inventory, lines)
    elif waiting.sort == Sort.VOLUNTEERS:
        _enrol(plan, lines, parties, written_by)
    elif waiting.sort == Sort.OCCASIONS:
        _list_occasional(plan, lines, parties, written_by)
    else:
        _write_facts(plan, lines, parties, written_by)
    with refusing():
        InventoryLine.objects.bulk_create(lines, batch_size=AT_ONCE)
    return inventory


def _parties_of(plan: Plan, inventory: Inventory) -> dict[int, UUID]:
    """Make the people who are new, and map each row to its party."""
    new = [each for each in plan.people if each.key not in plan.answered]
    made = list_people(
        organisation_id=inventory.organisation_id, people=[_listed(each.who) for each in new]
    )
    Newcomer.objects.bulk_create(
        [Newcomer(inventory=inventory, party_id=party_id) for party_id in made],
        batch_size=AT_ONCE,
    )
    party_of = {**plan.answered, **dict(zip((each.key for each in new), made, strict=True))}
    return {line.line: party_of[person.key] for person in plan.people for line in person.lines}


def _listed(who: Who) -> Listed:
    return Listed(
        given_name=who.given_name,
        family_name=who.family_name,
        is_body=who.is_body,
        email=who.email,
        phone=who.phone,
        tax_code=who.tax_code,
        address=who.address,
    )


def _write_facts(
    plan: Plan, lines: list[InventoryLine], parties: dict[int, UUID], written_by: UUID
) -> None:
    """Write gifts or hours as facts of their days, in no campaign of today."""
    waiting = plan.waiting
    kind, unit = GIVEN[Sort(waiting.sort)]
    now = clock.now()
    facts = []
    for (told, _digest), line in zip(plan.new, lines, strict=True):
        line.campaign = plan.campaigns.get(plain_words(told.title)) if told.title else None
        line.contribution = Contribution(
            id=new_id(),
            giver_id=parties[told.line],
            receiver_id=waiting.organisation_id,
            kind=kind,
            basis=Basis.GIFT,
            quantity=told.count,
            unit_id=unit,
            ecosystem_id=waiting.ecosystem_id,
            practice=PRACTICE,
            object_id=line.pk,
            occurred_at=clock.start_of(told.first_day),
            recorded_at=now,
            recorded_by_id=written_by,
            channel=Channel.IMPORT,
            setting=Setting.COMMUNITY,
        )
        facts.append(line.contribution)
    record_all(facts)


def _write_campaigns(plan: Plan, inventory: Inventory, lines: list[InventoryLine]) -> None:
    made = []
    for (told, _digest), line in zip(plan.new, lines, strict=True):
        line.campaign = PastCampaign(
            inventory=inventory,
            organisation_id=inventory.organisation_id,
            ecosystem_id=inventory.ecosystem_id,
            title=told.title,
            first_day=told.first_day,
            last_day=told.last_day or told.first_day,
            collected_cents=told.count,
            people=told.people,
        )
        made.append(line.campaign)
    with refusing():
        PastCampaign.objects.bulk_create(made, batch_size=AT_ONCE)


def _enrol(
    plan: Plan, lines: list[InventoryLine], parties: dict[int, UUID], written_by: UUID
) -> None:
    """Enrol the volunteers, the longest in service first: so they get the first numbers."""
    hold_register(plan.waiting.organisation_id)
    people = {line.line: person for person in plan.people for line in person.lines}
    pairs = sorted(
        zip(plan.new, lines, strict=True), key=lambda pair: (pair[0][0].first_day, pair[1].line)
    )
    for (told, _digest), line in pairs:
        data = keep_data(
            organisation_id=plan.waiting.organisation_id,
            party_id=parties[told.line],
            details=details_of(told, people[told.line]),
        )
        line.entry = write_entry(
            data=data, started_on=told.first_day, recorded_by=written_by, id=new_id()
        )
        if told.last_day:
            enrolled = Enrolment.objects.get(pk=line.entry.pk)
            write_ending(enrolled, ended_on=told.last_day, recorded_by=written_by)


def _list_occasional(
    plan: Plan, lines: list[InventoryLine], parties: dict[int, UUID], written_by: UUID
) -> None:
    """Write the occasional volunteers into their list, each with their task."""
    people = {line.line: person for person in plan.people for line in person.lines}
    for (told, _digest), line in zip(plan.new, lines, strict=True):
        line.occasion = note_occasional(
            organisation_id=plan.waiting.organisation_id,
            party_id=parties[told.line],
            details=details_of(told, people[told.line]),
            first_day=told.first_day,
            last_day=told.last_day or told.first_day,
            task=told.title,
            practice=PRACTICE,
            object_id=line.pk,
            channel=Channel.IMPORT,
            recorded_by=written_by,
        )


def details_of(line: Line, person: Named) -> Details:
    """Give what the register must say of a volunteer, as their row tells it."""
    who = line.who or person.who
    return Details(
        given_name=who.given_name,
        family_name=who.family_name,
        residence=who.address,
        tax_code=who.tax_code,
        birth_place=line.birth_place,
        birth_date=who.birth_date,
    )
