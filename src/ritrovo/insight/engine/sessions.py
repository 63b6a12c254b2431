"""Where the numbers are counted: DuckDB inside this process, or what ANALYTICS_URL names."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import ibis

if TYPE_CHECKING:
    from ibis import BaseBackend

VARIABLE: Final = "ANALYTICS_URL"
EMBEDDED: Final = "duckdb://"
MEMORY_LIMIT: Final = "6GiB"
SPARK: Final = ("spark://", "local")
# Both engines tell a time as the same hour wherever the machine stands.
ZONE: Final = "UTC"


def open_session(url: str | None = None) -> BaseBackend:
    """Open the engine that `url` names, or ANALYTICS_URL, or an embedded DuckDB in memory.

    `duckdb://FILE` keeps its tables in a file; `spark://HOST:PORT` and `local[2]` are Spark; any
    other address is opened by Ibis itself. The session's clock is UTC. The caller disconnects it.
    """
    wanted = url or os.environ.get(VARIABLE) or EMBEDDED
    if wanted.startswith(EMBEDDED):
        return open_duckdb(wanted.removeprefix(EMBEDDED))
    if wanted.startswith(SPARK):
        return open_spark(wanted)
    return ibis.connect(wanted)


def open_duckdb(path: str = "") -> BaseBackend:
    """Open a DuckDB of at most 6 GiB, which spills to a folder of this process and stays offline.

    No path keeps everything in memory.
    """
    session = ibis.duckdb.connect(
        path or ":memory:",
        threads=cores(),
        memory_limit=MEMORY_LIMIT,
        temp_directory=str(spill_folder()),
        autoinstall_known_extensions=False,
    )
    session.raw_sql(f"SET TimeZone = '{ZONE}'")
    session.raw_sql("SET enable_progress_bar = false")
    return session


def open_spark(master: str) -> BaseBackend:
    """Open Spark at a master's address; this process answers its workers on the loopback only.

    A cluster on other machines sets `spark.driver.host` in its own spark-defaults.conf and
    SPARK_LOCAL_IP. Raises ModuleNotFoundError where the extra `spark` is not installed.
    """
    from pyspark.sql import SparkSession

    builder: Any = SparkSession.builder
    for name, value in spark_settings(master).items():
        builder = builder.config(name, value)
    return ibis.pyspark.connect(builder.getOrCreate())


def spark_settings(master: str) -> dict[str, str]:
    """Say how Spark is opened: on the loopback where its master is there, UTC, exact sums."""
    settings = {
        "spark.master": master,
        "spark.app.name": "ritrovo",
        "spark.ui.enabled": "false",
        "spark.sql.session.timeZone": ZONE,
        "spark.sql.ansi.enabled": "true",
        "spark.sql.shuffle.partitions": str(2 * cores()),
    }
    if master.startswith("local") or "127.0.0.1" in master or "localhost" in master:
        settings["spark.driver.host"] = settings["spark.driver.bindAddress"] = "127.0.0.1"
        settings["spark.sql.warehouse.dir"] = str(spill_folder())
    return settings


def cores() -> int:
    """Count the processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def spill_folder() -> Path:
    """Name the folder where this process may put what does not fit in memory.

    Nobody else may look into it, and it goes away with the process.
    """
    return _spill_folder_of(os.getpid())


@cache
def _spill_folder_of(process: int) -> Path:
    folder = Path(tempfile.mkdtemp(prefix=f"ritrovo-spill-{process}-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
