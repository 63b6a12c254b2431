"""The `ritrovo` command: help needs no database, everything else gets one with the right role."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from rich.console import Console

from ritrovo.config import command, elsewhere, supervisor
from ritrovo.config.elsewhere import DatabaseTooOld, DatabaseUnreachable
from ritrovo.config.folders import DataUnreadable, can_hold_database, data_folder
from ritrovo.config.supervisor import NoPort, NumberExpected, choose_port, demo_logins
from tests.databases import Databases


@pytest.mark.parametrize(
    "words", [[], ["help"], ["run", "--help"], ["migrate", "-h"], ["--version"], ["check"]]
)
def test_help_and_files_need_no_database(words: list[str]) -> None:
    assert not command.needs_database(words)


@pytest.mark.parametrize("words", [["run"], ["migrate"], ["prove"], ["worker"], ["shell"]])
def test_everything_else_needs_one(words: list[str]) -> None:
    assert command.needs_database(words)


def test_a_server_of_ones_own_is_left_alone(
    monkeypatch: pytest.MonkeyPatch, databases: Databases
) -> None:
    url = databases.server.urls.setup
    monkeypatch.setenv("DATABASE_URL", url)
    monkeypatch.setattr(command, "ensure_running", lambda: pytest.fail("started the embedded one"))
    command.connect()
    assert os.environ["DATABASE_URL"] == url


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("mysql://root@127.0.0.1/ritrovo", "postgresql://user:password@host"),
        ("ritrovo", "postgresql://user:password@host"),
        ("postgresql://ritrovo:secret@127.0.0.1:1/ritrovo", "refused"),
        ("postgresql://ritrovo:secret@127.0.0.1:port/ritrovo", "port"),
    ],
)
def test_a_database_that_cannot_be_reached_is_said_without_its_password(
    monkeypatch: pytest.MonkeyPatch, url: str, why: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", url)
    with pytest.raises(DatabaseUnreachable, match=why) as refused:
        command.connect()
    assert "secret" not in str(refused.value)


def test_a_database_older_than_we_bear_is_refused(
    monkeypatch: pytest.MonkeyPatch, databases: Databases
) -> None:
    monkeypatch.setattr(elsewhere, "OLDEST", 99)
    with pytest.raises(DatabaseTooOld, match="99 or newer"):
        elsewhere.require_server("DATABASE_URL", databases.server.urls.setup)


@pytest.mark.parametrize("words", [[], ["help"], ["--help"]])
def test_alone_it_lists_every_command_of_ours(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.run(words) == 0
    told = capsys.readouterr().out
    for name in ("run", "worker", "prove", "demo", "renew_demo", "make_administrator"):
        assert f"ritrovo {name} " in told


@pytest.mark.parametrize("words", [["help", "run"], ["run", "--help"], ["run", "-h"]])
def test_help_on_run_starts_nothing(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert command.run(words) == 0
    assert "Ctrl-C" in capsys.readouterr().out


@pytest.mark.parametrize("port", ["abc", "0", "-1", "65536", "8e3", "٨٠٠٠", "9" * 5000])
def test_a_port_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, port: str) -> None:
    monkeypatch.setenv("RITROVO_PORT", port)
    with pytest.raises(NumberExpected, match="RITROVO_PORT"):
        choose_port(Console())


def test_the_data_folder_is_the_one_asked_for(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("RITROVO_DATA", str(tmp_path))
    assert data_folder() == tmp_path.resolve()
    monkeypatch.delenv("RITROVO_DATA")
    assert data_folder().name == "data"


def test_a_refusal_of_the_machine_is_one_sentence_and_no_traceback(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ritrovo.config.command", "showmigrations"],
        env={
            "PATH": os.environ["PATH"],
            "RITROVO_DATA": str(tmp_path),
            "RITROVO_PG_BIN": "/nowhere",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr.startswith("ritrovo: ")
    assert len(done.stderr.splitlines()) == 1


def test_a_data_folder_that_cannot_be_made_is_said() -> None:
    with pytest.raises(DataUnreadable, match="RITROVO_DATA"):
        can_hold_database(Path("/proc/ritrovo"))


def test_a_taken_port_is_said_and_the_next_one_used(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        monkeypatch.setenv("RITROVO_PORT", str(port))
        chosen = choose_port(Console())
    assert chosen > port
    assert f"Port {port} is taken" in capsys.readouterr().out


def test_when_no_port_is_free_it_says_which_setting_helps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "is_free", lambda _port: False)
    with pytest.raises(NoPort, match="RITROVO_PORT"):
        choose_port(Console())


def test_the_demo_logins_are_read_from_what_the_demo_left(tmp_path: Path) -> None:
    assert demo_logins(tmp_path) == []
    (tmp_path / "demo.json").write_text(
        '{"logins": [{"email": "a@b.it", "password": "c", "who": "d"}]}'
    )
    assert demo_logins(tmp_path) == [{"email": "a@b.it", "password": "c", "who": "d"}]
