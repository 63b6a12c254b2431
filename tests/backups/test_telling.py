"""What the health page and the desk say of backups, and when the worker begins one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from procrastinate.contrib.django import app

from ritrovo.config.backups import jobs
from ritrovo.config.backups.making import tell
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.backups import Backup, Check, Try, write
from ritrovo.foundations.kernel.parameters import parameters
from tests.people import factories as make
from tests.site.conftest import browser_of

MONTH = timedelta(days=30)


@pytest.fixture
def folder(tmp_path, settings):
    settings.BACKUPS = tmp_path / "backups"
    settings.BACKUPS.mkdir()
    return settings.BACKUPS


def laid(folder, age, check=None):
    """Lay a backup of which there is only the manifest, of this age."""
    moment = clock.now() - age
    path = folder / moment.strftime("%Y-%m-%dT%H-%M-%SZ")
    path.mkdir()
    write(
        Backup(
            path, moment, "0.1.0", 18, 18, 3_800_000, 1, 101, "", rows={"t": 27_700}, check=check
        )
    )


def good(age=timedelta()):
    return Check(clock.now() - age, is_good=True)


def told(name="backup"):
    return Client().get("/health").json()["checks"][name]


def test_a_new_installation_is_well_without_backup_and_statement(db, folder):
    with clock.moved_to(clock.now()):
        assert told("statement") == {"well": True, "found": "none yet"}
        assert told()["found"] == "none yet"


def test_an_installation_without_backup_for_a_month_is_not_well(db, folder):
    with clock.moved_to(clock.now() + MONTH):
        assert told() == {"well": False, "found": "none yet"}


def test_a_fresh_verified_backup_is_well_and_one_of_three_days_ago_is_not(db, folder):
    laid(folder, timedelta(days=3), good())
    assert told() == {"well": False, "found": "3 days ago, verified"}
    laid(folder, timedelta(hours=5), good())
    assert told() == {"well": True, "found": "5 h ago, verified"}


def test_a_backup_that_could_not_be_restored_is_not_well(db, folder):
    laid(folder, timedelta(minutes=7), Check(clock.now(), is_good=False, words="rows"))
    assert told() == {"well": False, "found": "7 min ago, could not be restored"}


def test_a_failed_try_is_told_though_an_older_backup_is_good(db, folder):
    laid(folder, timedelta(hours=5), good())
    tell(folder, Try(clock.now(), refusal="NoRoom", words="no room"))
    assert told() == {"well": False, "found": "5 h ago, verified; the last try failed: NoRoom"}


def test_whoever_switches_backups_off_is_well(db, settings):
    settings.BACKUPS = None
    assert told() == {"well": True, "found": "switched off"}


def test_the_desk_shows_backups_to_who_administers_the_platform_only(db, folder):
    laid(folder, timedelta(days=1), good())
    tell(folder, Try(clock.now(), refusal="NoRoom", words="The disk <b>is full</b>."))
    page = browser_of(make.make_platform_administrator()).get("/scrivania/piattaforma/copie/")
    text = page.content.decode()
    assert "Provata" in text
    assert "27.700" in text
    assert "Sul disco non c’è abbastanza spazio." in text.replace("&#x27;", "’")
    assert "<b>is full" not in text
    promoter, _ = make.make_desk()
    assert browser_of(promoter).get("/scrivania/piattaforma/copie/").status_code == 403
    assert Client().get("/scrivania/piattaforma/copie/").status_code == 302


def test_the_desk_says_that_there_are_none_yet_or_that_they_are_switched_off(db, folder, settings):
    browser = browser_of(make.make_platform_administrator())
    assert "Ancora nessuna" in browser.get("/scrivania/piattaforma/copie/").content.decode()
    settings.BACKUPS = None
    assert "spente" in browser.get("/scrivania/piattaforma/copie/").content.decode()


def test_the_worker_begins_a_backup_when_one_is_due_and_only_then(folder, monkeypatch):
    begun = []
    monkeypatch.setattr(jobs, "begin", lambda: begun.append(1))
    assert jobs.nightly(0)
    tell(folder, Try(clock.now()))
    assert not jobs.nightly(0)
    assert begun == [1]


def test_the_worker_begins_none_when_backups_are_switched_off(settings, monkeypatch):
    settings.BACKUPS = None
    monkeypatch.setattr(jobs, "begin", lambda: pytest.fail("began one"))
    assert not jobs.nightly(0)


def test_the_worker_looks_every_hour():
    known = {task.task.name for task in app.periodic_registry.periodic_tasks.values()}
    assert "backups.nightly" in known


def test_how_many_are_kept_is_a_rule_with_its_source(db):
    codes = ("backups.kept_days", "backups.kept_weeks", "backups.kept_months")
    assert list(parameters(*codes).values()).count(0) == 0
    assert parameters(*codes) == dict(zip(codes, (7, 4, 12), strict=True))
