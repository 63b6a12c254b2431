"""Backup and restore with a PostgreSQL of one's own, named by DATABASE_URL."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg.sql import SQL, Identifier
from rich.progress import Progress

from ritrovo.config.backups.errors import HoldsData, StillRunning
from ritrovo.config.backups.restoring import Wish
from ritrovo.config.backups.servers import restore_to_server
from ritrovo.foundations.kernel.backups import backups
from tests.databases import CHECKOUT

COUNT = "SELECT count(*) FROM kernel_parameter"
MARK = """
    INSERT INTO kernel_parameter (id, code, value, valid_from, source)
    VALUES (gen_random_uuid(), 'test.mark', 1, '2020-01-01', 'A test')
"""


@pytest.fixture
def data() -> Iterator[Path]:
    """Lend a data folder that the account of a spare server can reach."""
    folder = Path(tempfile.mkdtemp(prefix="ritrovo-own-", dir="/tmp"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


@contextmanager
def empty_database(databases, name: str) -> Iterator[str]:
    with psycopg.connect(databases.server.urls.setup, autocommit=True) as setup:
        drop = SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name))
        setup.execute(drop)
        setup.execute(SQL("CREATE DATABASE {} OWNER ritrovo_owner").format(Identifier(name)))
        try:
            yield name
        finally:
            setup.execute(drop)


def ritrovo(databases, name: str, data: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command with a server of one's own."""
    urls = databases.urls(name)
    environment = {
        **{key: text for key, text in os.environ.items() if not key.startswith("RITROVO_")},
        "DJANGO_SETTINGS_MODULE": "ritrovo.config.settings",
        "RITROVO_DATA": str(data),
        "DATABASE_URL": urls.runtime,
        "DATABASE_OWNER_URL": urls.owner,
    }
    return subprocess.run(
        [sys.executable, "-m", "ritrovo.config.command", *words],
        env=environment,
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )


def asked(databases, name: str, query: str):
    with psycopg.connect(databases.urls(name).owner) as connection:
        return connection.execute(query).fetchone()


def test_a_backup_of_ones_own_server_is_verified_and_restored_into_another_database(
    databases, data
):
    with databases.clone() as name, empty_database(databases, f"{name}_copy") as copy:
        (data / "media").mkdir()
        (data / "media" / "a").write_text("x")
        taken = ritrovo(databases, name, data, "backup")
        assert taken.returncode == 0, taken.stderr
        (backup,) = backups(data / "backups")
        assert backup.is_verified
        (keys,) = (data / "backups-keys").iterdir()
        other = data / "other"
        words = ("restore", str(backup.folder))
        done = ritrovo(databases, copy, other, *words)
        assert done.returncode == 0, done.stderr
        assert asked(databases, copy, COUNT) == asked(databases, name, COUNT)
        assert (other / "media" / "a").read_text() == "x"
        assert (other / "secret_key").read_text() == (data / "secret_key").read_text()

        urls = databases.urls(copy)
        quiet = Progress(disable=True)
        with pytest.raises(HoldsData):
            restore_to_server(backup.folder, other, urls, Wish(keys=keys), quiet)
        with psycopg.connect(urls.owner, autocommit=True) as connection:
            connection.execute(MARK)
            with pytest.raises(StillRunning):
                restore_to_server(backup.folder, other, urls, Wish(True, keys), quiet)

        replaced = ritrovo(databases, copy, other, *words, "--replace")
        assert replaced.returncode == 0, replaced.stderr
        assert asked(databases, copy, COUNT) == asked(databases, name, COUNT)
        # What was replaced is a backup of its own.
        (former,) = backups(other / "backups")
        assert former.rows["kernel_parameter"] == backup.rows["kernel_parameter"] + 1


def test_a_restore_that_breaks_off_leaves_the_database_as_it_was(databases, data):
    with databases.clone() as name:
        taken = ritrovo(databases, name, data, "backup", "--no-verify")
        assert taken.returncode == 0, taken.stderr
        (backup,) = backups(data / "backups")
        with psycopg.connect(databases.urls(name).owner, autocommit=True) as connection:
            connection.execute(MARK)
            # Nobody can drop a schema that holds what belongs to somebody else.
            with psycopg.connect(
                databases.server.urls.setup.replace("/postgres?", f"/{name}?"), autocommit=True
            ) as setup:
                setup.execute("CREATE TABLE strange (id int)")
                setup.execute("CREATE SCHEMA kept")
                setup.execute("ALTER SCHEMA public OWNER TO postgres")
        before = asked(databases, name, COUNT)
        done = ritrovo(databases, name, data, "restore", str(backup.folder), "--replace")
        assert done.returncode == 1
        assert asked(databases, name, COUNT) == before


def test_a_wrong_password_is_said_and_never_shown(databases, data):
    with databases.clone() as name:
        urls = databases.urls(name)
        wrong = urls.owner.replace(databases.server.keys.owner, "sbagliata-123")
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "ritrovo.config.settings",
            "RITROVO_DATA": str(data),
            "DATABASE_URL": wrong,
        }
        environment.pop("RITROVO_TEST_DATA", None)
        done = subprocess.run(
            [sys.executable, "-m", "ritrovo.config.command", "backup"],
            env=environment,
            cwd=CHECKOUT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 1
        assert "password authentication failed" in done.stderr
        assert "sbagliata-123" not in done.stderr
        assert list(backups(data / "backups")) == []
