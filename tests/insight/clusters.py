"""A Spark of our own on the loopback: a master, a worker, and nothing that others can reach."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOOPBACK = "127.0.0.1"
MASTER = "org.apache.spark.deploy.master.Master"
WORKER = "org.apache.spark.deploy.worker.Worker"
WAIT_SECONDS = 60


def missing() -> str | None:
    """Say why there can be no Spark here, or None."""
    if shutil.which("java") is None:
        return "no Java on this machine"
    if importlib.util.find_spec("pyspark") is None:
        return "the extra `spark` is not installed"
    return None


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """Run a master and a worker of one core each and give the master's address."""
    port = free_port()
    address = f"spark://{LOOPBACK}:{port}"
    master = start(folder, "master", MASTER, "--port", str(port), "--webui-port", "0")
    try:
        await_words(folder / "master.log", "New state: ALIVE")
        flags = ("--cores", "2", "--memory", "1g", "--work-dir", str(folder), "--webui-port", "0")
        worker = start(folder, "worker", WORKER, *flags, address)
        try:
            await_words(folder / "worker.log", "Successfully registered with master")
            yield address
        finally:
            stop(worker)
    finally:
        stop(master)


def start(folder: Path, name: str, what: str, *words: str) -> subprocess.Popen[bytes]:
    """Start one part of Spark in a group of its own, its words in a log."""
    import pyspark

    home = Path(pyspark.__file__).parent
    with (folder / f"{name}.log").open("wb") as log:
        return subprocess.Popen(
            [str(home / "bin" / "spark-class"), what, "--host", LOOPBACK, *words],
            env=os.environ | {"SPARK_LOCAL_IP": LOOPBACK, "SPARK_HOME": str(home)},
            cwd=folder,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )


def stop(process: subprocess.Popen[bytes]) -> None:
    """End one part, and what it started."""
    os.killpg(process.pid, signal.SIGTERM)
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(10)


def await_words(log: Path, words: str) -> None:
    """Wait until a log says so. Raises TimeoutError with its end otherwise."""
    for _ in range(WAIT_SECONDS * 5):
        if re.search(re.escape(words), log.read_text(errors="replace")):
            return
        time.sleep(0.2)
    raise TimeoutError(f"{log.name}: {log.read_text(errors='replace')[-2000:]}")


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.socket() as taken:
        taken.bind((LOOPBACK, 0))
        return int(taken.getsockname()[1])
