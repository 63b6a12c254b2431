"""What every test stands on: a database as the runtime role sees it, a live site, no network."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

# Before anything reads the settings: tests keep their files, and their secrets, elsewhere.
if "RITROVO_TEST_DATA" in os.environ:
    DATA = Path(os.environ["RITROVO_TEST_DATA"])
else:
    DATA = Path(tempfile.mkdtemp(prefix="ritrovo-test-"))
    atexit.register(shutil.rmtree, DATA, ignore_errors=True)
os.environ["RITROVO_TEST_DATA"] = os.environ["RITROVO_DATA"] = str(DATA)
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
(DATA / "static").mkdir(exist_ok=True)

import django
import pytest
from django.db import connection, connections
from hypothesis import settings as hypothesis_settings
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer
from pytest_django.plugin import DjangoDbBlocker

from tests.databases import Databases, joined_server

django.setup()
hypothesis_settings.register_profile("local", max_examples=50, deadline=None)
hypothesis_settings.register_profile("night", max_examples=1000, deadline=None)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "local"))

FLUSHING = {"transactional_db", "live_server"}
# Begun first, so that no process is left alone with one of them at the end.
LONGEST = (
    "insight/test_engines.py",
    "crash/test_kill.py",
    "backups/test_under_load.py",
    "backups/test_servers.py",
    "test_two_organisations.py",
    "insight/impact/test_rounds.py",
    "site/test_demo.py",
    "campaigns/test_whole_life.py",
    "campaigns/test_life.py",
    "site/test_markup.py",
    "config/test_embedded.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Refuse tests that would empty tables: the runtime role may not, and the books never do.

    What drives a browser is marked so, and what takes long comes first.
    """
    items.sort(key=lambda item: turn_of(item.path.as_posix()))
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
        marker = item.get_closest_marker("django_db")
        flushes = FLUSHING & set(getattr(item, "fixturenames", ()))
        if flushes or (marker and marker.kwargs.get("transaction")):
            raise pytest.UsageError(f"{item.nodeid}: use committed_db, or live_site for pages.")


def turn_of(path: str) -> int:
    """Say when a file's turn is: what takes longest first, all others as they stand."""
    return next((turn for turn, name in enumerate(LONGEST) if path.endswith(name)), len(LONGEST))


@pytest.fixture(scope="session")
def databases() -> Iterator[Databases]:
    """Share the tests' server and its migrated template."""
    server = joined_server()
    try:
        made = Databases(server)
        made.prepare()
        yield made
    finally:
        server.leave()


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, databases: Databases, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Give this process one database of its own, used as the runtime role."""
    with databases.clone() as name, django_db_blocker.unblock():
        point_at(databases, name)
        yield
        connections.close_all()
        connection.close_pool()


@pytest.fixture
def committed_db(
    databases: Databases, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[str]:
    """Lend a fresh database in which commits are real and threads see each other's; its name."""
    before = connection.settings_dict["NAME"]
    with databases.clone() as name, django_db_blocker.unblock():
        point_at(databases, name)
        try:
            yield name
        finally:
            point_at(databases, before)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Share one Chromium, the system's own."""
    # Playwright keeps an event loop in this thread, in which Django would refuse every query.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    program = os.environ.get("RITROVO_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open a page as on a small phone, 320 px wide, in Italian, with nothing remembered."""
    context = browser.new_context(
        viewport={"width": 320, "height": 640}, locale="it-IT", timezone_id="Europe/Rome"
    )
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def _site_server() -> Iterator[LiveServer]:
    server = LiveServer("127.0.0.1:0")
    yield server
    server.stop()


@pytest.fixture
def live_site(committed_db: str, _site_server: LiveServer) -> Iterator[str]:
    """Serve the whole site from a fresh database; the address, such as http://127.0.0.1:4001."""
    _site_server._live_server_modified_settings.enable()
    yield str(_site_server.url)
    _site_server._live_server_modified_settings.disable()


def point_at(databases: Databases, name: str) -> None:
    """Make every connection of this process go to another database of the tests' server."""
    connections.close_all()
    connection.close_pool()
    keys = databases.server.keys
    connection.settings_dict.update(
        NAME=name,
        USER="ritrovo_app",
        PASSWORD=keys.app,
        HOST=str(databases.server.socket),
        PORT=str(keys.port),
    )
