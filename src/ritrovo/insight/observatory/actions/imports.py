"""The verbs of a file: bring it here, say how it is read, bring it in, correct it, take it back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import SYSTEM, Actor
from ritrovo.foundations.kernel.refusals import refusing
from ritrovo.insight.observatory.choices import ImportState
from ritrovo.insight.observatory.counting.errors import Unreadable
from ritrovo.insight.observatory.counting.looking import fitting, look_at
from ritrovo.insight.observatory.errors import (
    FileUnreadable,
    ImportOnItsWay,
    ImportUnknown,
    MappingMissing,
    MappingUnknown,
    NothingCorrected,
    SameFile,
)
from ritrovo.insight.observatory.market import market_file
from ritrovo.insight.observatory.models import Import
from ritrovo.insight.observatory.models import Mapping as KeptMapping
from ritrovo.insight.observatory.policies import RULES
from ritrovo.insight.observatory.queries.mappings import presets_to_choose
from ritrovo.insight.observatory.queries.quarantine import alike, before_of
from ritrovo.insight.observatory.speech import said
from ritrovo.insight.observatory.steps.correcting import write_corrections
from ritrovo.insight.observatory.steps.deferring import defer_bringing, defer_dropping
from ritrovo.insight.observatory.steps.files import Arrived, arriving, keep_raw, sweep_raw
from ritrovo.insight.observatory.steps.mappings import own_mapping, shipped_mapping

OURS: Final = "ritrovo"
LONGEST_NAME: Final = 200
OPEN: Final = (
    ImportState.LOOKED_AT,
    ImportState.QUEUED,
    ImportState.WORKING,
    ImportState.DONE,
)


@transaction.atomic(durable=True)
def upload_file(*, actor: Actor, name: str, chunks: Iterable[bytes]) -> Import:
    """Take a file here to look at it; no campaign of it counts yet.

    The mapping that fits it best is proposed. The same file again gives the one that waits.
    Raises NotAllowed, FileKindUnknown, FileTooLong, FileUnreadable, SameFile.
    """
    RULES["upload_file"].require(actor)
    with arriving(name, chunks) as arrived:
        if waiting := _of_content(arrived):
            return waiting
        try:
            able = fitting(look_at(arrived.path), presets_to_choose())
        except Unreadable as error:
            raise FileUnreadable(words=said(error)) from error
        mapping = _chosen(able[0].name) if able else None
        return _kept(arrived, actor, name=name, mapping=mapping)


@transaction.atomic(durable=True)
def import_our_campaigns(*, actor: Actor) -> Import:
    """Bring in what the practices of this installation raise, as it stands today.

    Raises NotAllowed, SameFile when nothing changed since.
    """
    RULES["import_our_campaigns"].require(actor)
    today = clock.today()
    name = f"ritrovo-{today.isoformat()}.csv"
    with arriving(name, [market_file()]) as arrived:
        told = _of_content(arrived)
        told = told or _kept(arrived, actor, name=name, mapping=shipped_mapping(OURS), day=today)
    _queue(told)
    return told


@transaction.atomic(durable=True)
def choose_mapping(*, actor: Actor, import_id: UUID, mapping: str) -> Import:
    """Say by which mapping a file is read: a shipped one by name, one's own by `name-version`.

    Raises ImportUnknown, NotAllowed, ImportOnItsWay, MappingUnknown.
    """
    told = _hold_waiting("choose_mapping", actor, import_id)
    told.mapping = _chosen(mapping)
    told.save(update_fields=["mapping"])
    return told


@transaction.atomic(durable=True)
def draft_mapping(*, actor: Actor, import_id: UUID, facts: Mapping[str, Any]) -> Import:
    """Keep a mapping that is being written for a file.

    Raises ImportUnknown, NotAllowed, ImportOnItsWay.
    """
    told = _hold_waiting("draft_mapping", actor, import_id)
    told.draft = dict(facts)
    told.save(update_fields=["draft"])
    return told


@transaction.atomic(durable=True)
def save_mapping(
    *, actor: Actor, import_id: UUID, name: str, facts: Mapping[str, Any]
) -> KeptMapping:
    """Keep a mapping as a version of its own, and read the file by it.

    The same words again are the version that is there. Raises ImportUnknown, NotAllowed,
    ImportOnItsWay, MappingNameTaken, MappingBroken, MappingSavedMeanwhile.
    """
    told = _hold_waiting("save_mapping", actor, import_id)
    told.mapping = own_mapping(name, facts, saved_by=actor.person_id)
    told.draft = None
    told.save(update_fields=["mapping", "draft"])
    return told.mapping


@transaction.atomic(durable=True)
def bring_file_in(*, actor: Actor, import_id: UUID, day: date | None = None) -> Import:
    """Have a file brought in by a worker; pressed twice it is brought in once.

    `day` is the day whose state it tells, where it is known. Raises ImportUnknown, NotAllowed,
    MappingMissing, ImportOnItsWay.
    """
    told = _hold("bring_file_in", actor, import_id)
    if told.state in (ImportState.QUEUED, ImportState.WORKING, ImportState.DONE):
        return told
    if told.state != ImportState.LOOKED_AT:
        raise ImportOnItsWay
    if told.mapping_id is None:
        raise MappingMissing
    told.day = day or told.day
    _queue(told)
    return told


@transaction.atomic(durable=True)
def correct_rows(
    *, actor: Actor, import_id: UUID, fixes: Mapping[int, Mapping[str, str]]
) -> Import:
    """Correct cells of refused rows, by line and column, and have them tried again.

    Cells that stay as they are are no correction. Raises ImportUnknown, NotAllowed,
    ImportOnItsWay, RowNotWaiting, NothingCorrected.
    """
    told = _hold_done("correct_rows", actor, import_id)
    before = before_of(told, fixes)
    changed = {
        line: {column: cell for column, cell in fix.items() if cell != before[line][column]}
        for line, fix in fixes.items()
    }
    return _correct(told, actor, before, {line: fix for line, fix in changed.items() if fix})


@transaction.atomic(durable=True)
def correct_word(*, actor: Actor, import_id: UUID, column: str, was: str, cell: str) -> Import:
    """Put one word in place of another in all the rows that wait for that word's sake.

    Raises ImportUnknown, NotAllowed, ImportOnItsWay, NothingCorrected.
    """
    told = _hold_done("correct_word", actor, import_id)
    lines = alike(told, column, was) if cell != was else []
    before = {line: {column: was} for line in lines}
    return _correct(told, actor, before, {line: {column: cell} for line in lines})


@transaction.atomic(durable=True)
def discard_file(*, actor: Actor, import_id: UUID) -> None:
    """Throw away a file that was never brought in. Raises ImportUnknown, NotAllowed, …OnItsWay."""
    told = _hold("discard_file", actor, import_id)
    if told.state not in (ImportState.LOOKED_AT, ImportState.FAILED, ImportState.SAME):
        raise ImportOnItsWay
    told.delete()
    defer_dropping("")


@transaction.atomic(durable=True)
def undo_import(*, actor: Actor, import_id: UUID) -> Import:
    """Take an import back, with its rows and its corrections; again changes nothing.

    Its row stays, for a report may have used it; of its files nothing. Raises ImportUnknown,
    NotAllowed, ImportOnItsWay.
    """
    told = _hold("undo_import", actor, import_id)
    if told.state == ImportState.TAKEN_BACK:
        return told
    if told.state != ImportState.DONE:
        raise ImportOnItsWay
    told.state = ImportState.TAKEN_BACK
    told.undone_by_id, told.undone_at = actor.person_id, clock.now()
    told.save(update_fields=["state", "undone_by", "undone_at"])
    defer_dropping(told.manifest)
    return told


@transaction.atomic(durable=True)
def forget_files(*, actor: Actor = SYSTEM) -> int:
    """Remove the files of imports that are no more; how many."""
    RULES["forget_files"].require(actor)
    return sweep_raw()


def _of_content(arrived: Arrived) -> Import | None:
    """Find the import of the very same bytes: one that waits is given. Raises SameFile."""
    held = Import.objects.select_for_update(no_key=True)
    told = held.filter(sha256=arrived.sha256, state__in=OPEN).first()
    if told and told.state != ImportState.LOOKED_AT:
        raise SameFile(name=told.name, day=f"{told.uploaded_at:%d/%m/%Y}")
    return told


def _kept(
    arrived: Arrived,
    actor: Actor,
    *,
    name: str,
    mapping: KeptMapping | None,
    day: date | None = None,
) -> Import:
    path = keep_raw(arrived)
    with refusing():
        return Import.objects.create(
            name=path.name[-LONGEST_NAME:],
            sha256=arrived.sha256,
            size_bytes=arrived.size_bytes,
            mapping=mapping,
            day=day,
            uploaded_by_id=actor.person_id,
        )


def _chosen(name: str) -> KeptMapping:
    own, _, version = name.rpartition("-")
    if own and version.isdigit():
        found = KeptMapping.objects.filter(name=own, version=int(version)).first()
        if found is None:
            raise MappingUnknown
        return found
    return shipped_mapping(name)


def _queue(told: Import) -> None:
    told.state, told.step, told.begun_at, told.ended_at = ImportState.QUEUED, 0, None, None
    told.save(update_fields=["state", "step", "day", "begun_at", "ended_at"])
    defer_bringing(told.pk)


def _correct(
    told: Import,
    actor: Actor,
    before: Mapping[int, Mapping[str, str]],
    fixes: Mapping[int, Mapping[str, str]],
) -> Import:
    if not fixes:
        raise NothingCorrected
    write_corrections(told, before, fixes, by=actor.person_id)
    _queue(told)
    return told


def _hold(verb: str, actor: Actor, import_id: UUID) -> Import:
    """Lock an import. Raises NotAllowed, ImportUnknown."""
    RULES[verb].require(actor)
    told = Import.objects.select_for_update(no_key=True).filter(pk=import_id).first()
    if told is None:
        raise ImportUnknown
    return told


def _hold_waiting(verb: str, actor: Actor, import_id: UUID) -> Import:
    told = _hold(verb, actor, import_id)
    if told.state != ImportState.LOOKED_AT:
        raise ImportOnItsWay
    return told


def _hold_done(verb: str, actor: Actor, import_id: UUID) -> Import:
    told = _hold(verb, actor, import_id)
    if told.state != ImportState.DONE:
        raise ImportOnItsWay
    return told
