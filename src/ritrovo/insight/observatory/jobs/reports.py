"""Reports made by a worker: safe to run twice, or half."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from uuid import UUID

from procrastinate.contrib.django import app

from ritrovo.foundations.kernel.access import SYSTEM
from ritrovo.insight.observatory import folders
from ritrovo.insight.observatory.actions.reports import give_up_report, note_step, seal_report
from ritrovo.insight.observatory.bundling import gather_all, keep_beside, write_bundle
from ritrovo.insight.observatory.counting.errors import Unreadable
from ritrovo.insight.observatory.counting.report import SEAL, STEPS, make_report
from ritrovo.insight.observatory.models import ReportMaking
from ritrovo.insight.observatory.steps.deferring import STORE
from ritrovo.insight.observatory.steps.reporting import MAKE


@app.task(name=MAKE, lock=STORE)
def make(making_id: str) -> None:
    """Make a report from everything that is in, and seal it.

    It is made in a folder of its own, named only when whole: what a killed worker left is thrown
    away and begun again.
    """
    making = ReportMaking.objects.filter(pk=UUID(making_id), ended_at=None).first()
    if making is None:
        return
    draft = folders.drafts() / f"report-{making.pk}"
    shutil.rmtree(draft, ignore_errors=True)
    try:
        _make(making, draft)
    except Unreadable as error:
        give_up_report(actor=SYSTEM, making_id=making.pk, trouble=error.said("it"))
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _make(making: ReportMaking, draft: Path) -> None:
    raw, made = draft / "raw", draft / "report"
    gathered = gather_all(raw, making)
    note_step(actor=SYSTEM, making_id=making.pk, step=1)
    steps = iter(range(2, len(STEPS) + 2))
    sealed = make_report(
        raw,
        made,
        done=lambda _step: note_step(actor=SYSTEM, making_id=making.pk, step=next(steps)),
    )
    # The store it was made in can be made again: rows and refused rows come from the bundle.
    shutil.rmtree(made / "data")
    keep_beside(raw, made)
    write_bundle(raw, made / "bundle.zip", extra={"README.md": made / "README.md"})
    content = hashlib.sha256((made / SEAL).read_bytes()).hexdigest()
    place = folders.reports() / content
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(place, ignore_errors=True)
    made.replace(place)
    seal_report(
        actor=SYSTEM,
        making_id=making.pk,
        content=content,
        made_from={
            "imports": [str(each) for each in gathered.imports],
            "files": gathered.files,
            "names": {told["id"]: told["file"] for told in sealed["imports"]},
        },
        campaigns=sealed["campaigns"]["rows"],
    )
