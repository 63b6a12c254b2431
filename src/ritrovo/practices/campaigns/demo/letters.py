"""The post of the demo's year: opened as its readers do, and kept from going anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from procrastinate.contrib.django import app
from procrastinate.testing import InMemoryConnector

from ritrovo.foundations.messages.models import Message

NOWHERE: Final = "django.core.mail.backends.dummy.EmailBackend"


def token_in(kind: str, key: UUID | str) -> str:
    """Read the link of a letter, as whoever got it does; its last part is the token."""
    letter = Message.objects.filter(kind=kind, key=str(key)).latest("created_at")
    path = urlsplit(str(letter.context["link"])).path
    return path.rstrip("/").rpartition("/")[2]


@contextmanager
def post_goes_nowhere() -> Iterator[None]:
    """Let letters be drawn up and noted as sent, while no server and no folder gets any."""
    before, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, NOWHERE
    try:
        yield
    finally:
        settings.EMAIL_BACKEND = before


@contextmanager
def jobs_stay_in_memory() -> Iterator[None]:
    """Keep the jobs of a year that is over out of the worker's queue; they are done here."""
    with app.replace_connector(InMemoryConnector()):
        yield
