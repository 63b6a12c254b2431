"""A backup of a busy installation, restored elsewhere: whole, proven, and never over live data."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from http.client import HTTPConnection
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from rich.progress import Progress

from ritrovo.config.account import MachineRefusal
from ritrovo.config.backups.errors import (
    BackupFromTheFuture,
    BackupRunning,
    NoRoom,
    NotWritten,
    RowsMissing,
)
from ritrovo.config.backups.making import alone
from ritrovo.config.backups.rebuilding import compare, refuse_newer, spare_server
from ritrovo.config.backups.restoring import Wish
from ritrovo.config.backups.restoring import restore as restore_into
from ritrovo.config.backups.verifying import needs_room
from ritrovo.config.embedded import Server
from ritrovo.config.keys import Keys
from ritrovo.foundations.kernel.backups import Backup, backups, read
from tests.crash.installations import Crowd, Installation, drafts, installed

PROMISES = 1500
PLEDGES = "SELECT id FROM campaigns_pledge"


@dataclass
class Taken:
    """A backup that was taken while promises came, and which promises there were when."""

    backup: Backup
    before: set[UUID]
    after: set[UUID]


def scratch(name: str) -> Path:
    """Make a folder that the database's account can reach, unlike pytest's own."""
    folder = Path(tempfile.mkdtemp(prefix=f"ritrovo-{name}-", dir="/tmp"))
    folder.chmod(0o711)
    return folder


@pytest.fixture(scope="module")
def installation() -> Iterator[Installation]:
    """Run a whole installation with uploads, public and private."""
    home = scratch("backups")
    for name in ("campaigns/forno.webp", "private/accounts/iban.pdf"):
        (home / "media" / name).parent.mkdir(parents=True)
        (home / "media" / name).write_bytes(name.encode())
    try:
        with installed(home) as running:
            yield running
    finally:
        shutil.rmtree(home)


@pytest.fixture(scope="module")
def taken(installation: Installation) -> Taken:
    """Take a backup while 32 people promise at once."""
    known: list[set[UUID]] = []
    said: list[subprocess.CompletedProcess[str]] = []

    def back_up() -> None:
        known.append(pledges(installation.database()))
        said.append(installation.run("ritrovo.config.command", "backup"))

    crowd = Crowd(installation.port, drafts(installation, PROMISES))
    crowd.send_all((50, back_up))
    assert said[0].returncode == 0, said[0].stderr
    assert crowd.answered == PROMISES
    # The night's own backup may stand beside it; the newest is the one that was asked for.
    backup = next(backups(installation.home / "backups"))
    return Taken(backup, known[0], pledges(installation.database()))


@pytest.fixture(scope="module")
def elsewhere(installation: Installation, taken: Taken) -> Iterator[Path]:
    """Restore the backup into a folder of its own."""
    home = scratch("restored")
    try:
        done = restore(installation, taken.backup.folder, "--into", str(home))
        assert done.returncode == 0, done.stderr
        yield home
    finally:
        shutil.rmtree(home)


def restore(installation: Installation, folder: Path, *words: str):
    return installation.run("ritrovo.config.command", "restore", str(folder), *words)


def pledges(url: str) -> set[UUID]:
    with psycopg.connect(url) as connection:
        return {pledge_id for (pledge_id,) in connection.execute(PLEDGES)}


def pledges_in(home: Path) -> set[UUID]:
    """Read the promises of an installation that does not run."""
    server = Server(home)
    server.join()
    try:
        return pledges(server.urls.runtime)
    finally:
        server.leave()


def test_every_promise_answered_before_a_backup_began_is_in_it(taken, elsewhere):
    found = pledges_in(elsewhere)
    assert len(taken.before) >= 50
    assert taken.before <= found
    assert found <= taken.after
    # Otherwise nothing was going on, and the test proves nothing.
    assert len(taken.before) < len(taken.after)


def test_a_backup_of_a_busy_installation_is_verified_and_said_to_be(installation, taken):
    assert taken.backup.is_verified
    assert taken.backup.rows["campaigns_pledge"] >= len(taken.before)
    line = HTTPConnection("127.0.0.1", installation.port, timeout=10)
    line.request("GET", "/health")
    told = json.loads(line.getresponse().read())["checks"]["backup"]
    assert told["well"]
    assert told["found"].endswith("min ago, verified")


def test_the_books_of_what_was_restored_elsewhere_agree(installation, elsewhere):
    environment = installation.environment | {"RITROVO_DATA": str(elsewhere)}
    copy = Installation(elsewhere, 0, environment)
    proved = copy.run("ritrovo.config.command", "prove")
    assert proved.returncode == 0, proved.stdout + proved.stderr


def test_uploads_and_keys_come_back_and_passwords_are_new(installation, taken, elsewhere):
    for name in ("media/campaigns/forno.webp", "media/private/accounts/iban.pdf", "secret_key"):
        assert (elsewhere / name).read_bytes() == (installation.home / name).read_bytes()
    assert Keys.read_or_make(elsewhere).app != Keys.read_or_make(installation.home).app
    assert (elsewhere / "secret_key").stat().st_mode & 0o777 == 0o600


def test_a_backup_holds_no_key_no_password_and_no_session(installation, taken):
    secret = (installation.home / "secret_key").read_bytes()
    password = Keys.read_or_make(installation.home).app.encode()
    for path in taken.backup.folder.rglob("*"):
        if path.is_file():
            assert secret not in path.read_bytes()
            assert password not in path.read_bytes()
            assert path.stat().st_mode & 0o077 == 0
    assert "django_session" not in taken.backup.rows


def refused(folder: Path, data: Path) -> str:
    """Say with which words a restore is refused."""
    with pytest.raises(MachineRefusal) as refusal:
        restore_into(folder, data, Wish(), Progress(disable=True))
    return str(refusal.value)


@pytest.fixture
def copied(taken: Taken, tmp_path: Path) -> Path:
    """Copy the backup, without its keys, to do it harm."""
    return shutil.copytree(taken.backup.folder, tmp_path / "usb" / "copies" / taken.backup.name)


def test_a_shortened_backup_is_refused_by_name(copied, tmp_path):
    dump = copied / "database.dump"
    dump.write_bytes(dump.read_bytes()[:-1000])
    assert "database.dump missing or changed" in refused(copied, tmp_path / "data")
    assert not (tmp_path / "data").exists()


def test_a_folder_that_is_no_whole_backup_is_refused(tmp_path):
    assert "is not a whole backup" in refused(tmp_path, tmp_path / "data")


def test_a_backup_without_its_keys_is_refused_unless_new_ones_will_do(copied, tmp_path):
    assert "--new-keys" in refused(copied, tmp_path / "data")


def test_a_backup_of_a_newer_version_is_refused(taken):
    strange = {**taken.backup.migrations, "campaigns": "9999_from_the_future"}
    with pytest.raises(BackupFromTheFuture, match=r"campaigns\.9999_from_the_future"):
        refuse_newer(replace(taken.backup, migrations=strange), taken.backup.server)
    with pytest.raises(BackupFromTheFuture, match="PostgreSQL"):
        refuse_newer(taken.backup, taken.backup.server - 1)
    refuse_newer(taken.backup, taken.backup.server + 1)


def test_rows_that_do_not_come_back_are_named(installation, taken):
    rows = {**taken.backup.rows, "kernel_parameter": 1}
    with pytest.raises(RowsMissing, match="kernel_parameter has"):
        compare(replace(taken.backup, rows=rows), installation.database())


def test_a_restore_over_live_data_is_refused_even_when_it_may_replace(installation, taken):
    before = pledges(installation.database())
    assert "is running" in refused(taken.backup.folder, installation.home)
    insisted = restore(installation, taken.backup.folder, "--replace")
    assert insisted.returncode == 1
    assert "is running" in insisted.stderr
    assert pledges(installation.database()) == before


def test_a_second_backup_at_the_same_time_is_refused(tmp_path):
    with alone(tmp_path), pytest.raises(BackupRunning), alone(tmp_path):
        pytest.fail("Two at once.")


def test_a_backup_asked_for_by_hand_waits_for_the_one_that_runs(tmp_path):
    waits, ended, order = threading.Event(), threading.Event(), []

    def by_hand() -> None:
        with alone(tmp_path, waits.set):
            order.append("second")
        ended.set()

    with alone(tmp_path):
        threading.Thread(target=by_hand).start()
        assert waits.wait(10)
        order.append("first")
    assert ended.wait(10)
    assert order == ["first", "second"]


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(NotWritten, match="cannot be written"), alone(tmp_path / "file"):
        pytest.fail("It was made.")


def test_a_disk_without_room_stops_a_backup_before_it_begins(tmp_path):
    needs_room(tmp_path, 1)
    with pytest.raises(NoRoom, match="RITROVO_BACKUPS"):
        needs_room(tmp_path, 10**18)


def test_what_stands_still_is_replaced_only_when_asked_and_then_kept_aside(
    installation, taken, elsewhere
):
    assert "--replace" in refused(taken.backup.folder, elsewhere)
    (elsewhere / "media" / "mark").write_text("what was there")
    done = restore(installation, taken.backup.folder, "--into", str(elsewhere), "--replace")
    assert done.returncode == 0, done.stderr
    (aside,) = elsewhere.glob("before-restore-*")
    assert str(aside) in done.stdout
    assert (aside / "media" / "mark").exists()
    assert not (elsewhere / "media" / "mark").exists()
    assert pledges_in(aside) == pledges_in(elsewhere)


def test_a_server_left_by_a_killed_restore_is_stopped_and_cleared():
    home = scratch("left") / "restoring"
    try:
        left = Server(home)
        left.join()
        assert left._presence
        left._presence.close()  # What a kill -9 does to the lock.
        with spare_server(home) as server:
            assert server.pid() != left._process.pid
        assert left._process.wait(30) is not None
        assert read(home) is None
    finally:
        shutil.rmtree(home.parent)
