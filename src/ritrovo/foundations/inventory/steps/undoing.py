"""How a list is taken back whole, and those forgotten whom nothing else names."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.db import connection
from django.db.models import ForeignObjectRel, Model

from ritrovo.foundations.contributions.choices import Channel
from ritrovo.foundations.contributions.models import Contribution
from ritrovo.foundations.contributions.steps import reverse_all
from ritrovo.foundations.inventory.models import (
    Inventory,
    InventoryLine,
    Newcomer,
    PastCampaign,
)
from ritrovo.foundations.inventory.steps.writing import PRACTICE
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.ids import new_id
from ritrovo.foundations.kernel.refusals import require_transaction
from ritrovo.foundations.people.models import Dossier, Party, Person
from ritrovo.foundations.people.steps import unlist_people
from ritrovo.foundations.volunteers.choices import EntryKind
from ritrovo.foundations.volunteers.models import Enrolment
from ritrovo.foundations.volunteers.steps.registering import (
    hold_register,
    keep_until,
    take_off_list,
    term_of,
    write_entry,
)

# Which rows of a table say more of somebody than the lists that were taken back.
WRITTEN_OTHERWISE: Final[dict[type[Model], str]] = {
    Newcomer: "FALSE",
    Person: "f.login_id IS NOT NULL",
    Dossier: """f.organisation_id <> %(organisation)s OR f.email_verified_at IS NOT NULL
        OR f.note <> '' OR f.listed_at IS NULL""",
    Contribution: """NOT EXISTS (
        SELECT 1 FROM inventory_inventoryline l
        WHERE l.contribution_id = coalesce(f.reverses_id, f.id)
            AND l.taken_back AND l.organisation_id = %(organisation)s)""",
}


def take_back(inventory: Inventory, *, by: UUID) -> None:
    """Take back every fact, enrolment and campaign of a list; its lines may come again.

    The caller holds the inventory.
    """
    require_transaction()
    standing = InventoryLine.objects.filter(inventory=inventory, taken_back=False)
    facts = Contribution.objects.filter(pk__in=standing.values("contribution_id"), reversed_by=None)
    reverse_all(list(facts), occurred_at=clock.now(), channel=Channel.IMPORT, recorded_by=by)
    _void(inventory, by)
    for line_id in standing.exclude(occasion=None).values_list("pk", flat=True):
        take_off_list(practice=PRACTICE, object_id=line_id)
    PastCampaign.objects.filter(inventory=inventory).update(taken_back=True)
    standing.update(taken_back=True)
    inventory.undone_at, inventory.undone_by_id = clock.now(), by
    inventory.save(update_fields=["undone_at", "undone_by"])
    forget_newcomers(inventory.organisation_id)


def forget_newcomers(organisation_id: UUID) -> int:
    """Forget whom only lists since taken back made known: their dossier, their name; how many.

    Who has given, joined, signed in or been written of anywhere else since then stays.
    """
    require_transaction()
    newcomers = Newcomer.objects.filter(
        inventory__organisation=organisation_id, inventory__undone_at__isnull=False
    )
    ids = set(newcomers.values_list("party_id", flat=True))
    ids -= _met_elsewhere(organisation_id, ids)
    newcomers.filter(party_id__in=ids).delete()
    unlist_people(organisation_id=organisation_id, party_ids=ids)
    return len(ids)


def _void(inventory: Inventory, by: UUID) -> None:
    entries = InventoryLine.objects.filter(inventory=inventory).exclude(entry=None)
    enrolled = Enrolment.objects.filter(pk__in=entries.values("entry_id"))
    found = list(enrolled.exclude(kind=EntryKind.VOIDED).select_related("data").order_by("number"))
    if found:
        hold_register(inventory.organisation_id)
    for each in found:
        write_entry(
            data=each.data,
            started_on=each.started_on,
            kind=EntryKind.VOIDED,
            corrects=each.pk,
            recorded_by=by,
            id=new_id(),
        )
        keep_until(each.pk, term_of(clock.today()))


def _met_elsewhere(organisation_id: UUID, ids: set[UUID]) -> set[UUID]:
    """Find who of some people stands in a row that no list taken back wrote.

    Every table that points to parties is asked, also those of rooms above this one: one query
    each.
    """
    met: set[UUID] = set()
    with connection.cursor() as cursor:
        for each in Party._meta.get_fields(include_hidden=True):
            if not isinstance(each, ForeignObjectRel) or not each.related_model._meta.managed:
                continue
            table, column = each.related_model._meta.db_table, each.field.column
            where = WRITTEN_OTHERWISE.get(each.related_model, "TRUE")
            cursor.execute(
                f"SELECT DISTINCT {column} FROM {table} f WHERE {column} = ANY(%(ids)s)"  # noqa: S608
                f" AND ({where})",
                {"ids": list(ids - met), "organisation": organisation_id},
            )
            met |= {found for (found,) in cursor.fetchall()}
    return met
