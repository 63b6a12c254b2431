"""Bringing a list in, and taking it back."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from ritrovo.foundations.inventory.errors import LinesWrong, ListUnknown, NothingToAdd
from ritrovo.foundations.inventory.models import Inventory, WaitingList
from ritrovo.foundations.inventory.policies import RULES
from ritrovo.foundations.inventory.queries.plans import plan_of
from ritrovo.foundations.inventory.steps.undoing import take_back
from ritrovo.foundations.inventory.steps.writing import hold_inventory, write_plan
from ritrovo.foundations.kernel.access import Actor, Scope


@transaction.atomic(durable=True)
def write_list(*, actor: Actor, waiting_id: UUID) -> Inventory:
    """Bring a waiting list in, all of it or nothing; a repeat gets what the first wrote.

    Rows that stand already are left out. The file is thrown away. Raises ListUnknown, NotAllowed,
    LinesWrong, NothingToAdd, FileRefused, ColumnsUnclear, ColumnsChosenTwice.
    """
    organisation_id = _organisation_of(waiting_id)
    hold_inventory(organisation_id)
    RULES["write_list"].require(actor, Scope(organisation_id))
    if done := Inventory.objects.filter(pk=waiting_id).first():
        return done
    waiting = WaitingList.objects.filter(pk=waiting_id).first()
    if waiting is None:
        raise ListUnknown
    plan = plan_of(waiting)
    if plan.problems:
        raise LinesWrong(count=len(plan.problems))
    if not plan.new:
        raise NothingToAdd
    inventory = write_plan(plan, written_by=actor.person_id)
    waiting.delete()
    return inventory


@transaction.atomic(durable=True)
def undo_list(*, actor: Actor, inventory_id: UUID) -> Inventory:
    """Take a list back whole; again changes nothing. Raises ListUnknown, NotAllowed."""
    organisation_id = _organisation_of(inventory_id)
    hold_inventory(organisation_id)
    RULES["undo_list"].require(actor, Scope(organisation_id))
    inventory = Inventory.objects.select_for_update(no_key=True).filter(pk=inventory_id).first()
    if inventory is None:
        raise ListUnknown
    if inventory.undone_at is None:
        take_back(inventory, by=actor.person_id)
    return inventory


def _organisation_of(list_id: UUID) -> UUID:
    """Say whose a list is, waiting or brought in. Raises ListUnknown."""
    for model in (WaitingList, Inventory):
        found = model.objects.filter(pk=list_id).values_list("organisation_id", flat=True)
        if organisation_id := found.first():
            return UUID(str(organisation_id))
    raise ListUnknown
