"""Keys are kept apart from the backups they belong to, and found again by their mark."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ritrovo.config.backups.errors import KeysMissing
from ritrovo.config.backups.keyring import KEYS, keep_key, key_for
from ritrovo.foundations.kernel.backups import Backup


def backup_of(folder, mark):
    return Backup(folder, datetime(2026, 5, 20, tzinfo=UTC), "0.1.0", 18, 18, 1, 1, 0, "", mark)


def test_a_key_is_kept_once_readable_by_its_owner_only(tmp_path):
    mark = keep_key("long and secret", tmp_path / KEYS)
    assert keep_key("long and secret", tmp_path / KEYS) == mark
    (path,) = (tmp_path / KEYS).iterdir()
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert "secret" not in mark


def test_the_key_is_found_beside_the_backups_in_the_data_or_where_it_is_said_to_be(tmp_path):
    mark = keep_key("k1", tmp_path / KEYS)
    beside = backup_of(tmp_path / "backups" / "2026", mark)
    assert key_for(beside, tmp_path / "other", None) == "k1"
    elsewhere = backup_of(tmp_path / "usb" / "copies" / "2026", mark)
    assert key_for(elsewhere, tmp_path, None) == "k1"
    assert key_for(elsewhere, tmp_path / "new", tmp_path / KEYS / f"{mark}.json") == "k1"


def test_a_key_of_another_backup_is_refused(tmp_path):
    mark = keep_key("k1", tmp_path / KEYS)
    other = keep_key("k2", tmp_path / KEYS)
    copied = backup_of(tmp_path / "usb" / "copies" / "2026", mark)
    with pytest.raises(KeysMissing, match="--new-keys"):
        key_for(copied, tmp_path / "new", tmp_path / KEYS / f"{other}.json")
    with pytest.raises(KeysMissing):
        key_for(copied, tmp_path / "new", tmp_path / "nothing.json")


def test_a_backup_whose_key_came_from_the_environment_has_none(tmp_path):
    assert key_for(backup_of(tmp_path / "2026", ""), tmp_path, None) == ""
