"""The post of the demo's year: opened as its readers do, and kept from going anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.db import connection
from procrastinate.connector import BaseConnector
from procrastinate.contrib.django import app

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


class Forgetting(BaseConnector):
    """A queue that takes every job, gives it a number and forgets it."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def get_sync_connector(self) -> BaseConnector:
        """Answer at once: there is nothing to wait for."""
        return self

    def execute_query_all(self, query: str, **arguments: Any) -> list[dict[str, Any]]:
        """Number the jobs that would have been written."""
        return [{"id": next(self._numbers)} for _ in arguments["jobs"]]


@contextmanager
def jobs_are_forgotten() -> Iterator[None]:
    """Keep the jobs of a year that is over out of the worker's queue; they are done here."""
    with app.replace_connector(Forgetting()):
        yield
    # A promise writes the job of its letter itself, together with everything else.
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs WHERE status = 'todo'")
