"""What the tests of the post share: two kinds, a template, a folder, a site."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

import pytest
from django.conf import settings as installed
from pytest_django import Settings

from ritrovo.foundations.messages.folder import FolderBackend
from ritrovo.foundations.messages.kinds import Kind, register

TEMPLATES = Path(__file__).parent / "templates"
NEWS = Kind("post.news", "Novità", "digest", can_unsubscribe=True, why="Segui il mercato.")
ALERT = Kind("post.alert", "Avvisi", "at_once", can_unsubscribe=True, why="Hai chiesto avvisi.")
RECEIPT = Kind("post.receipt", "Ricevute", "at_once", why="Hai donato.")


@pytest.fixture(autouse=True)
def post(settings: Settings, tmp_path: Path) -> Path:
    """Use a folder of its own, the test's templates and kinds; the folder."""
    templates = deepcopy(installed.TEMPLATES)
    templates[0]["DIRS"] = [TEMPLATES]
    settings.TEMPLATES = templates
    settings.MAIL_FOLDER = tmp_path / "mail"
    settings.EMAIL_BACKEND = "ritrovo.foundations.messages.folder.FolderBackend"
    register(NEWS, ALERT, RECEIPT)
    return settings.MAIL_FOLDER


@pytest.fixture
def mailer(post: Path) -> FolderBackend:
    """Lend the folder's post itself."""
    return FolderBackend()
