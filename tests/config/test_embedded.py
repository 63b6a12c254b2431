"""The embedded PostgreSQL: one server for all who ask, back after a crash, closed to others."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from ritrovo.config.account import Account, account_for
from ritrovo.config.binaries import NoPostgres, find_programs
from ritrovo.config.embedded import DatabaseOfAnotherVersion, DatabaseWouldNotStart, Server
from ritrovo.config.keys import is_free

DEBIAN_15 = Path("/usr/lib/postgresql/15/bin")
JOIN_AND_LEAVE = """
import sys, time
from pathlib import Path
from ritrovo.config.embedded import Server
server = Server(Path(sys.argv[1]))
server.join()
print(server.pid(), flush=True)
sys.stdin.readline()
server.leave()
"""


@pytest.fixture
def home() -> Iterator[Path]:
    # Pytest's own folders are closed to the database's account.
    folder = Path(tempfile.mkdtemp(prefix="ritrovo-embedded-", dir="/tmp"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def server(home: Path) -> Iterator[Server]:
    made = Server(home)
    made.join()
    yield made
    made.leave()


def asked(url: str, sql: str) -> object:
    with psycopg.connect(url) as connection:
        row = connection.execute(sql).fetchone()
        return row[0] if row else None


def somebody_else(home: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", JOIN_AND_LEAVE, str(home)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_it_comes_back_with_every_commit_after_a_kill_9(server: Server) -> None:
    with psycopg.connect(server.urls.owner) as owner:
        owner.execute("CREATE TABLE kept (n int)")
        owner.execute("INSERT INTO kept SELECT generate_series(1, 500)")
    killed = server.pid()
    assert killed
    os.kill(killed, signal.SIGKILL)

    server.join()

    assert server.pid() != killed
    assert asked(server.urls.owner, "SELECT count(*) FROM kept") == 500


def test_a_stale_lock_file_of_a_stranger_does_not_stop_it(home: Path) -> None:
    first = Server(home)
    first.join()
    lock = (first.cluster / "postmaster.pid").read_text()
    first.leave()
    stranger = subprocess.Popen(["sleep", "60"])
    try:
        stale = "\n".join([str(stranger.pid), *lock.splitlines()[1:], ""])
        (first.cluster / "postmaster.pid").write_text(stale)
        first.account.own(first.cluster / "postmaster.pid")
        second = Server(home)
        second.join()
        assert asked(second.urls.runtime, "SELECT 1") == 1
        second.leave()
    finally:
        stranger.kill()
        stranger.wait()


def test_two_who_start_it_at_once_get_one_server_and_the_last_stops_it(home: Path) -> None:
    one, two = somebody_else(home), somebody_else(home)
    assert one.stdout
    assert two.stdout
    pids = {one.stdout.readline(), two.stdout.readline()}
    assert len(pids) == 1

    one.communicate("\n")
    assert Server(home).pid() == int(pids.pop())
    two.communicate("\n")
    assert Server(home).pid() is None


def test_it_outlives_a_killed_user_and_ends_with_the_next(home: Path) -> None:
    user = somebody_else(home)
    assert user.stdout
    pid = int(user.stdout.readline())
    user.kill()
    user.communicate()
    assert Server(home).pid() == pid

    heir = Server(home)
    heir.join()
    assert heir.pid() == pid
    heir.leave()
    assert Server(home).pid() is None


def test_a_server_that_is_stopped_frees_its_port(home: Path) -> None:
    server = Server(home)
    server.join()
    assert not is_free(server.keys.port)
    server.leave()
    assert is_free(server.keys.port)


def test_a_taken_port_makes_it_move(home: Path) -> None:
    import socket

    server = Server(home)
    with socket.socket() as intruder:
        intruder.bind(("127.0.0.1", server.keys.port))
        intruder.listen()
        taken = server.keys.port
        server.join()
    assert server.keys.port != taken
    server.leave()


def test_the_runtime_role_owns_nothing_and_makes_nothing(server: Server) -> None:
    assert asked(server.urls.runtime, "SELECT current_user") == "ritrovo_app"
    with (
        psycopg.connect(server.urls.runtime) as app,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        app.execute("CREATE TABLE mine (n int)")


def test_the_owner_may_add_the_extensions_that_migrations_need(server: Server) -> None:
    with psycopg.connect(server.urls.owner) as owner:
        for name in ("btree_gist", "pg_trgm", "unaccent"):
            owner.execute(f"CREATE EXTENSION {name}")
        found = owner.execute("SELECT lower(unaccent('PIÙ CITTÀ'))").fetchone()
    assert found == ("piu citta",)


def test_nobody_enters_without_the_password(server: Server) -> None:
    place = f"host=127.0.0.1 port={server.keys.port} dbname=ritrovo"
    for user in ("postgres", "ritrovo_owner", "ritrovo_app"):
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(f"{place} user={user}")
    assert (server.home / "database.json").stat().st_mode & 0o077 == 0


def test_it_never_runs_as_root(server: Server) -> None:
    assert (server.cluster / "postmaster.pid").stat().st_uid == server.account.uid != 0


def test_an_installed_postgresql_serves_as_well(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Debian's 15 where it is installed, the oldest that we bear; else whatever is at hand."""
    chosen = DEBIAN_15 if DEBIAN_15.exists() else Server(home).programs.folder
    monkeypatch.setenv("RITROVO_PG_BIN", str(chosen))
    server = Server(home)
    version = asked(server.join().runtime, "SHOW server_version_num")
    assert int(str(version)) // 10_000 == server.programs.major
    assert server.programs.folder == chosen
    assert asked(server.urls.runtime, "SELECT lower('È')") == "è"
    server.leave()


def test_data_of_another_version_is_refused_and_kept(home: Path) -> None:
    server = Server(home)
    server.join()
    server.leave()
    (server.cluster / "PG_VERSION").write_text("14\n")
    with pytest.raises(DatabaseOfAnotherVersion, match="PostgreSQL 14"):
        Server(home).join()
    assert (server.cluster / "base").exists()


def test_programs_that_are_not_there_are_refused_by_name(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RITROVO_PG_BIN", "/nowhere")
    with pytest.raises(NoPostgres, match="/nowhere"):
        Server(home).join()


def test_programs_that_the_account_cannot_read_are_copied_to_where_it_can(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = account_for(home / "postgres")
    monkeypatch.setattr(Account, "may", lambda *_: False)
    programs = find_programs(account, home / "spare")
    assert programs.folder.is_relative_to(home / "spare")
    assert find_programs(account, home / "spare") == programs


def test_a_server_that_cannot_start_says_its_own_last_words(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.leave()
    broken = Server(server.home, {"shared_buffers": "nonsense"})
    monkeypatch.setattr("ritrovo.config.embedded.ATTEMPTS", 1)
    with pytest.raises(DatabaseWouldNotStart, match="shared_buffers"):
        broken.join()
    broken.leave()


def test_a_long_path_does_not_stop_it(home: Path) -> None:
    deep = home / ("long-name-" * 12)
    deep.mkdir()
    server = Server(deep)
    assert asked(server.join().runtime, "SELECT 1") == 1
    socket = server.socket
    server.leave()
    shutil.rmtree(socket)


def test_a_warm_start_takes_less_than_two_seconds(server: Server) -> None:
    server.leave()
    started = time.monotonic()
    server.join()
    assert time.monotonic() - started < 2
    assert isinstance(server.account, Account)
