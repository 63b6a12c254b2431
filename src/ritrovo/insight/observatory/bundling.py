"""A report's bundle: all it is made from, in one folder and then in one archive."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Final, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from ritrovo.insight.engine.texts import file_digest
from ritrovo.insight.observatory.counting import about
from ritrovo.insight.observatory.counting.about import About, Language
from ritrovo.insight.observatory.counting.figures import SHIPPED
from ritrovo.insight.observatory.counting.published import OWN
from ritrovo.insight.observatory.counting.report import BESIDE, TREE
from ritrovo.insight.observatory.counting.taxonomy import FILE
from ritrovo.insight.observatory.gathering import Gathered, gather
from ritrovo.insight.observatory.models import ReportMaking

# An archive holds no time of today: the earliest it can say.
NO_TIME: Final = (1980, 1, 1, 0, 0, 0)
READABLE: Final = 0o644 << 16


def gather_all(folder: Path, making: ReportMaking) -> Gathered:
    """Put into a folder what a report is made from: files, decisions, the tree, its own words.

    The tree and the published figures of today go with it: what an upgrade ships later changes
    nothing of a report that is made again.
    """
    folder.mkdir(parents=True)
    gathered = gather(folder)
    shutil.copyfile(FILE, folder / TREE)
    shutil.copytree(SHIPPED, folder / OWN)
    (folder / about.FILE).write_text(about.written(about_words(making)), encoding="utf-8")
    added = [folder / TREE, folder / about.FILE, *sorted((folder / OWN).iterdir())]
    named = {str(path.relative_to(folder)): file_digest(path) for path in added}
    return Gathered(gathered.imports, {**gathered.files, **named})


def about_words(making: ReportMaking) -> About:
    """Give what a report says of itself."""
    return About(
        title=making.title,
        on=making.on,
        since=making.since,
        until=making.until,
        language=cast("Language", making.language),
        publisher=making.publisher,
        address=making.address,
    )


def keep_beside(folder: Path, report: Path) -> None:
    """Keep decisions and rates beside a report too, where its pages read them."""
    place = report / "beside"
    place.mkdir()
    for name in BESIDE:
        if (folder / name).is_file():
            shutil.copyfile(folder / name, place / name)


def write_bundle(folder: Path, to: Path, *, extra: Mapping[str, Path]) -> None:
    """Write a folder as an archive; the same folder gives the same archive."""
    paths = {str(path.relative_to(folder)): path for path in folder.rglob("*") if path.is_file()}
    with ZipFile(to, "w", ZIP_DEFLATED, allowZip64=True) as archive:
        for name, path in sorted({**paths, **extra}.items()):
            entry = ZipInfo(name, NO_TIME)
            entry.compress_type, entry.external_attr = ZIP_DEFLATED, READABLE
            with path.open("rb") as source, archive.open(entry, "w", force_zip64=True) as target:
                shutil.copyfileobj(source, target)
