"""Which backups are kept, when one is due, and what is told of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from ritrovo.config.backups.keeping import Keeping, backups_folder, is_due, kept, prune
from ritrovo.foundations.kernel.backups import Backup, Check, Try, backups, read, write

NOON = datetime(2026, 5, 20, 10, tzinfo=UTC)
RULE = Keeping(days=7, weeks=4, months=12)


def laid(folder, moment, *, check=None):
    """Lay a backup of which there is only the manifest."""
    path = folder / moment.strftime("%Y-%m-%dT%H-%M-%SZ")
    path.mkdir(parents=True)
    made = Backup(path, moment, "0.1.0", 18, 18, 1, 1, 0, "", check=check)
    write(made)
    return made


def test_a_week_of_days_a_month_of_weeks_and_a_year_of_months_are_kept():
    nights = [NOON - timedelta(days=count) for count in range(500)]
    chosen = sorted(kept(nights, RULE), reverse=True)
    assert chosen[:7] == nights[:7]
    # Weeks end on Sundays, months on their last day; some are the same backup.
    assert chosen[7:9] == [
        datetime(2026, 5, 10, 10, tzinfo=UTC),
        datetime(2026, 5, 3, 10, tzinfo=UTC),
    ]
    assert chosen[-1] == datetime(2025, 6, 30, 10, tzinfo=UTC)
    assert len(chosen) == 7 + 2 + 11


def test_of_two_backups_of_a_day_the_newer_is_kept():
    morning = NOON - timedelta(hours=4)
    assert kept([morning, NOON], RULE) == {NOON}


def test_days_without_a_backup_do_not_count():
    yearly = [NOON - timedelta(days=365 * count) for count in range(9)]
    assert kept(yearly, RULE) == set(yearly)


def test_the_newest_verified_backup_is_never_removed(tmp_path):
    good = laid(tmp_path, NOON - timedelta(hours=3), check=Check(NOON, is_good=True))
    older = laid(tmp_path, NOON - timedelta(hours=5))
    newest = laid(tmp_path, NOON, check=Check(NOON, is_good=False, words="no"))
    assert prune(tmp_path, RULE) == [older]
    assert list(backups(tmp_path)) == [newest, good]


def test_a_folder_without_a_whole_manifest_is_no_backup(tmp_path):
    (tmp_path / "2026-05-20T10-00-00Z").mkdir()
    (tmp_path / "2026-05-19T10-00-00Z").mkdir()
    (tmp_path / "2026-05-19T10-00-00Z" / "manifest.json").write_text('{"format": 1')
    assert list(backups(tmp_path)) == []
    assert list(backups(tmp_path / "nowhere")) == []


def test_a_manifest_says_again_what_was_written(tmp_path):
    made = laid(tmp_path, NOON, check=Check(NOON, is_good=False, words="Non torna"))
    assert read(made.folder) == made


@pytest.mark.parametrize(
    ("last", "due"),
    [
        (None, True),
        (Try(datetime(2026, 5, 20, 0, 30, tzinfo=UTC)), True),  # Half past two by night in Italy.
        (Try(datetime(2026, 5, 20, 1, 30, tzinfo=UTC)), False),
        (Try(NOON - timedelta(hours=1), refusal="NoRoom"), False),
        (Try(NOON - timedelta(hours=7), refusal="NoRoom"), True),
        (Try(NOON - timedelta(hours=7), is_over=False), True),
    ],
)
def test_a_backup_is_due_once_a_night_and_again_some_hours_after_a_failure(last, due):
    assert is_due(NOON, last) == due


def test_before_three_by_night_the_backup_of_the_night_before_will_do():
    two = datetime(2026, 5, 20, 0, 0, tzinfo=UTC)
    assert not is_due(two, Try(two - timedelta(hours=22)))
    assert is_due(two, Try(two - timedelta(hours=24)))


def test_backups_go_below_the_data_elsewhere_or_nowhere(monkeypatch, tmp_path):
    monkeypatch.delenv("RITROVO_BACKUPS", raising=False)
    assert backups_folder(tmp_path) == tmp_path / "backups"
    monkeypatch.setenv("RITROVO_BACKUPS", "/mnt/disk/ritrovo")
    assert str(backups_folder(tmp_path)) == "/mnt/disk/ritrovo"
    monkeypatch.setenv("RITROVO_BACKUPS", "0")
    assert backups_folder(tmp_path) is None
