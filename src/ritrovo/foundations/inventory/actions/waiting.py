"""Looking at a list before it is brought in: uploaded, its columns chosen, its people told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from ritrovo.foundations.contributions.queries import ecosystems_joined
from ritrovo.foundations.inventory.choices import Sort
from ritrovo.foundations.inventory.errors import EcosystemMissing, ListTooLong, ListUnknown
from ritrovo.foundations.inventory.models import Layout, WaitingList
from ritrovo.foundations.inventory.policies import RULES
from ritrovo.foundations.inventory.queries.plans import (
    MOST_LINES,
    MOST_OTHER_LINES,
    plan_of,
    table_in,
)
from ritrovo.foundations.inventory.rules.columns import Columns
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import SYSTEM, Actor, Scope
from ritrovo.foundations.kernel.parameters import parameter
from ritrovo.foundations.kernel.tables.errors import FileEmpty
from ritrovo.foundations.kernel.tables.headers import header_fingerprint

LONGEST_NAME: Final = 200


@transaction.atomic(durable=True)
def upload_list(
    *,
    actor: Actor,
    organisation_id: UUID,
    sort: str,
    name: str,
    content: bytes,
    ecosystem_id: UUID | None = None,
) -> WaitingList:
    """Keep a list to look at; nothing of it is written yet. A file without a table is not kept.

    Raises NotAllowed, EcosystemMissing, ListTooLong, FileRefused.
    """
    RULES["upload_list"].require(actor, Scope(organisation_id))
    joined = set(ecosystems_joined(organisation_id).values_list("pk", flat=True))
    if ecosystem_id not in joined if joined else ecosystem_id is not None:
        raise EcosystemMissing
    waiting = WaitingList(
        organisation_id=organisation_id,
        ecosystem_id=ecosystem_id,
        sort=Sort(sort),
        name=name[-LONGEST_NAME:],
        content=content,
        uploaded_by_id=actor.person_id,
    )
    table = table_in(waiting)
    if not table.rows:
        raise FileEmpty
    most = MOST_LINES.get(sort, MOST_OTHER_LINES)
    if len(table.rows) > most:
        raise ListTooLong(most=most)
    waiting.save(force_insert=True)
    return waiting


@transaction.atomic(durable=True)
def choose_columns(*, actor: Actor, waiting_id: UUID, columns: Columns) -> WaitingList:
    """Choose what each column holds, and remember it for such headers; answers are asked anew.

    Raises ListUnknown, NotAllowed, ColumnsUnclear, ColumnsChosenTwice.
    """
    waiting = _hold("choose_columns", actor, waiting_id)
    table = table_in(waiting)
    columns.check(waiting.sort, table)
    Layout.objects.update_or_create(
        organisation_id=waiting.organisation_id,
        sort=waiting.sort,
        header_fingerprint=header_fingerprint(table),
        defaults={"columns": columns.as_dict(), "saved_at": clock.now()},
    )
    if waiting.columns != columns.as_dict():
        waiting.columns, waiting.answers = columns.as_dict(), {}
        waiting.save(update_fields=["columns", "answers"])
    return waiting


@transaction.atomic(durable=True)
def answer_who(
    *, actor: Actor, waiting_id: UUID, answers: Mapping[str, UUID | None], all_same: bool = False
) -> WaitingList:
    """Say which people of a list are people whom the organisation knows; None for another one.

    `answers` maps a person's first row to a party; what it leaves out stands. With `all_same`
    whoever has a single likely twin is that one. Nobody is merged: the rows are of whom they are.
    Raises ListUnknown, NotAllowed.
    """
    waiting = _hold("answer_who", actor, waiting_id)
    possible = {each.key: [twin.party_id for twin in each.twins] for each in plan_of(waiting).twins}
    said = dict(waiting.answers)
    if all_same:
        said |= {key: str(ids[0]) for key, ids in possible.items() if len(ids) == 1}
    for key, party_id in answers.items():
        if party_id is None:
            said.pop(key, None)
        elif party_id in possible.get(key, ()):
            said[key] = str(party_id)
    waiting.answers = said
    waiting.save(update_fields=["answers"])
    return waiting


@transaction.atomic(durable=True)
def discard_list(*, actor: Actor, waiting_id: UUID) -> None:
    """Throw away a list that was never brought in. Raises ListUnknown, NotAllowed."""
    _hold("discard_list", actor, waiting_id).delete()


@transaction.atomic(durable=True)
def forget_lists(*, actor: Actor = SYSTEM) -> int:
    """Throw away the lists that waited too long; how many."""
    RULES["forget_lists"].require(actor)
    oldest = clock.now() - timedelta(days=parameter("inventory.waiting_days"))
    count, _each = WaitingList.objects.filter(uploaded_at__lt=oldest).delete()
    return count


def _hold(verb: str, actor: Actor, waiting_id: UUID) -> WaitingList:
    """Lock a list that waits. Raises ListUnknown, NotAllowed."""
    waiting = WaitingList.objects.select_for_update(no_key=True).filter(pk=waiting_id).first()
    if waiting is None:
        raise ListUnknown
    RULES[verb].require(actor, Scope(waiting.organisation_id))
    return waiting
