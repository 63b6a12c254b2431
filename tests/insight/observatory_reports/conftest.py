"""A sealed report, made once for all tests, and its rows in the database of each."""

from __future__ import annotations

import hashlib
import shutil
from datetime import date

import pytest

from ritrovo.insight.observatory.bundling import write_bundle
from ritrovo.insight.observatory.counting.report import SEAL, make_report
from ritrovo.insight.observatory.models import Publication, Report
from tests.insight.observatory_desk.analysts import make_analyst
from tests.insight.observatory_reports.markets import write_raw


@pytest.fixture(scope="session")
def sealed(tmp_path_factory):
    """Give the folder of a report of two portals."""
    place = tmp_path_factory.mktemp("observatory")
    raw, made = write_raw(place / "raw"), place / "made"
    make_report(raw, made)
    write_bundle(raw, made / "bundle.zip", extra={})
    (made / "beside").mkdir()
    for name in ("decisions.csv", "categories.csv"):
        shutil.copyfile(raw / name, made / "beside" / name)
    return made


@pytest.fixture
def analyst(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return make_analyst()


@pytest.fixture
def make_sealed(analyst, sealed):
    """Give a way to have the sealed report in the database, as an edition of a name."""

    def make(edition="2026-11-23", *, is_published=False, files=None, content=""):
        report = Report.objects.create(
            edition=edition,
            title="Il mercato di prova",
            on=date(2026, 11, 23),
            language="it",
            content=content or hashlib.sha256((sealed / SEAL).read_bytes()).hexdigest(),
            made_from={"imports": [], "files": files or {"kickstarter/a.csv": "1"}},
            campaigns=100,
            asked_by_id=analyst.party_id,
        )
        report.folder.parent.mkdir(parents=True, exist_ok=True)
        if not report.folder.exists():
            shutil.copytree(sealed, report.folder)
        if is_published:
            Publication.objects.create(report=report, published_by_id=analyst.party_id)
        return report

    return make


@pytest.fixture
def published(make_sealed):
    return make_sealed(is_published=True)
