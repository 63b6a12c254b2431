"""A report made by a worker is made again from its bundle by the real command, to the byte."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from datetime import date
from decimal import Decimal

import pytest

from ritrovo.insight.observatory.actions import decisions, reports, sources
from ritrovo.insight.observatory.actions import imports as importing
from ritrovo.insight.observatory.counting.currency import Rate
from ritrovo.insight.observatory.counting.duplicates import Decision
from ritrovo.insight.observatory.jobs.reports import make
from ritrovo.insight.observatory.models import Import, Report, ReportMaking
from tests.insight.observatory_desk.analysts import brought, cells_of, work
from tests.insight.observatory_reports.markets import goteo_lines

PAPERS = ("report.pdf", "newsletter.html", "newsletter.txt", "dictionary.json", "report.json")


def make_report(analyst, title="Il mercato", **period) -> Report:
    wanted = reports.Wanted(title, **period)
    making = reports.ask_for_report(actor=analyst, wanted=wanted)
    make.func(making_id=str(making.pk))
    return ReportMaking.objects.get(pk=making.pk).report


def decide_everything(analyst) -> None:
    """Leave a trace of every kind of decision a report can be made with."""
    rows = [cells_of(ID="1"), cells_of(ID="2", state="lost"), cells_of(ID="3", country="IT")]
    told = brought(analyst, *rows)
    importing.correct_rows(actor=analyst, import_id=told.pk, fixes={3: {"state": "failed"}})
    work()
    other = importing.upload_file(
        actor=analyst, name="progetti.jsonl", chunks=["".join(goteo_lines()).encode()]
    )
    importing.choose_mapping(actor=analyst, import_id=other.pk, mapping="goteo")
    importing.bring_file_in(actor=analyst, import_id=other.pk, day=date(2026, 3, 1))
    work()
    pair = Decision(("goteo", "g1"), ("kickstarter", "1"), is_one=True)
    decisions.decide_pair(actor=analyst, told=pair)
    decisions.place_category(
        actor=analyst, platform="kickstarter", category="Food/Food", node="sport"
    )
    rate = Rate(date(2012, 6, 1), "USD", Decimal("1.25"), "BCE")
    sources.add_rates(actor=analyst, rates=[rate])
    sources.add_figure(
        actor=analyst,
        as_of="2018-01",
        measure="stock",
        cents=100,
        series="nostra",
        scope="",
        source="un giornale",
    )
    sources.add_event(
        actor=analyst, platform="Eppela", event="closed", on="2022", source="un giornale"
    )


def test_the_command_makes_the_same_report_from_the_bundle(analyst, tmp_path):
    decide_everything(analyst)
    report = make_report(analyst, since=date(2011, 1, 1))
    assert Import.objects.filter(state="done").count() == 2
    beside = {path.name for path in (report.folder / "beside").iterdir()}
    assert {"corrections.csv", "decisions.csv", "categories.csv", "rates.csv"} <= beside
    with zipfile.ZipFile(report.folder / "bundle.zip") as archive:
        archive.extractall(tmp_path / "bundle")
    words = ["observatory", "report", str(tmp_path / "bundle"), "--to", str(tmp_path / "again")]
    bare = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "nowhere"}
    subprocess.run(
        [sys.executable, "-m", "ritrovo.config.command", *words],
        env=bare,
        check=True,
        capture_output=True,
    )
    # The seal has the content hash of the rows and the SHA-256 of every table and paper.
    for name in PAPERS:
        assert (tmp_path / "again" / name).read_bytes() == (report.folder / name).read_bytes()
    again = {path.name: path.read_bytes() for path in (tmp_path / "again" / "tables").iterdir()}
    assert again == {path.name: path.read_bytes() for path in (report.folder / "tables").iterdir()}
    assert b"Eppela,closed,2022" in again["published_lives.csv"]
    assert b"nostra" in again["published_totals.csv"]


def test_a_making_that_was_killed_is_begun_again_and_seals_once(analyst, monkeypatch):
    brought(analyst, cells_of(ID="1"))
    making = reports.ask_for_report(actor=analyst, wanted=reports.Wanted("Il mercato"))

    def killed(*_args, **_facts):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("ritrovo.insight.observatory.jobs.reports.write_bundle", killed)
        with pytest.raises(KeyboardInterrupt):
            make.func(making_id=str(making.pk))
    assert not Report.objects.exists()
    for _ in range(2):
        make.func(making_id=str(making.pk))
    assert Report.objects.get().making == making
    assert len(list(Report.objects.get().folder.parent.iterdir())) == 1
