"""Files brought into the store and taken out of it. Each is safe to run twice, or half."""

from __future__ import annotations

import shutil
from collections import defaultdict
from contextlib import suppress
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app

from ritrovo.foundations.kernel import clock
from ritrovo.insight.observatory import folders
from ritrovo.insight.observatory.actions.imports import forget_files
from ritrovo.insight.observatory.choices import ImportState
from ritrovo.insight.observatory.counting.beside import brought_again
from ritrovo.insight.observatory.counting.errors import AlreadyIn, NotImported, Unreadable
from ritrovo.insight.observatory.counting.found import FILE, look_through, write_found
from ritrovo.insight.observatory.counting.importing import STEPS
from ritrovo.insight.observatory.counting.store import Fix
from ritrovo.insight.observatory.counting.store import Import as Manifest
from ritrovo.insight.observatory.models import Correction, Import
from ritrovo.insight.observatory.queries.mappings import preset_of
from ritrovo.insight.observatory.steps.deferring import BRING, DROP, STORE
from ritrovo.insight.observatory.steps.files import raw_of

EVERY_NIGHT: Final = "20 4 * * *"
A_DAY: Final = timedelta(days=1)
# After the steps of the import itself: pairs and categories are looked for.
LOOKING_STEP: Final = len(STEPS) + 1


@app.task(name=BRING, lock=STORE)
def bring(import_id: str) -> None:
    """Bring a file in, or try its corrected rows again.

    The kept file is read from its beginning: whatever a killed worker left half done is done again,
    and nothing is in twice.
    """
    told = _begun(UUID(import_id))
    if told is None:
        return
    try:
        manifest = brought_again(
            folders.store(),
            raw_of(told),
            preset_of(told),
            day=told.day,
            fixes=fixes_of(told),
            said=lambda step: _note_step(told, STEPS.index(step) + 1),
        )
    except AlreadyIn as again:
        _end_as_same(told, str(again.facts["import_id"]))
        return
    except Unreadable as error:
        _end(told, ImportState.FAILED, trouble=error.said("it"))
        return
    _note_step(told, LOOKING_STEP)
    look_again()
    _end_as_in(told, manifest)


@app.task(name=DROP, lock=STORE)
def drop(manifest: str = "") -> None:
    """Take an import out of the store, and the files that nobody names any more."""
    if manifest and not Import.objects.filter(manifest=manifest, state__in=_IN).exists():
        with suppress(NotImported):
            folders.store().undo(manifest)
        look_again()
    forget_files()


@app.periodic(cron=EVERY_NIGHT)
@app.task(name="observatory.forget", queueing_lock="observatory.forget", lock=STORE)
def forget(timestamp: int = 0) -> None:
    """Throw away what interrupted work left: files of no import, drafts."""
    yesterday = (clock.now() - A_DAY).timestamp()
    for each in folders.drafts().glob("*"):
        if each.stat().st_mtime < yesterday:
            shutil.rmtree(each, ignore_errors=True)
    forget_files()


_IN: Final = (ImportState.QUEUED, ImportState.WORKING, ImportState.DONE)


def look_again() -> None:
    """Look through the store for what people have to decide."""
    write_found(folders.found() / FILE, look_through(folders.store()))


def fixes_of(told: Import) -> dict[int, Fix]:
    """Give the corrected cells of an import by line, as they were said last. One query."""
    fixes: dict[int, Fix] = defaultdict(dict)
    said = Correction.objects.filter(of=told).order_by("corrected_at", "pk")
    for line, column, cell in said.values_list("line", "column", "cell"):
        fixes[line][column] = cell
    return dict(fixes)


def _begun(import_id: UUID) -> Import | None:
    with transaction.atomic(durable=True):
        held = Import.objects.select_for_update(of=("self",), no_key=True)
        told = held.select_related("mapping").filter(pk=import_id).first()
        if told is None or told.state not in (ImportState.QUEUED, ImportState.WORKING):
            return None
        told.state, told.step, told.begun_at = ImportState.WORKING, 0, clock.now()
        told.save(update_fields=["state", "step", "begun_at"])
    return told


def _note_step(told: Import, step: int) -> None:
    Import.objects.filter(pk=told.pk).update(step=step)


def _end(told: Import, state: ImportState, *, trouble: str = "") -> None:
    with transaction.atomic(durable=True):
        told.state, told.trouble, told.ended_at = state, trouble, clock.now()
        told.save(update_fields=["state", "trouble", "ended_at", "same_as"])


def _end_as_same(told: Import, manifest: str) -> None:
    told.same_as = Import.objects.filter(manifest=manifest, state__in=_IN).first()
    _end(told, ImportState.SAME)


def _end_as_in(told: Import, manifest: Manifest) -> None:
    told.state, told.trouble, told.ended_at = ImportState.DONE, "", clock.now()
    told.manifest, told.day = manifest.id, manifest.seen_day
    told.encoding, told.separator = manifest.encoding, manifest.separator
    told.rows_read, told.rows_entered = manifest.read, manifest.entered
    told.rows_refused, told.rows_repeated = manifest.refused, manifest.repeated
    with transaction.atomic(durable=True):
        told.save()
