"""Threads that start together, and a way to change the database behind the program's back."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import psycopg
from django.db import connection

from ritrovo.foundations.kernel.access import NOBODY
from ritrovo.foundations.kernel.refusals import Refusal
from ritrovo.foundations.ledger.proving import provers
from ritrovo.practices.campaigns.actions import pledging
from ritrovo.practices.campaigns.models import Campaign
from ritrovo.practices.campaigns.promises import Promise
from tests.databases import Databases

THREADS = 8


def all_at_once(*works: Callable[[], Any]) -> Counter[str]:
    """Run every work in a thread of its own, all from the same instant; how each of them ended.

    Counts `done`, and by their names the refusals and errors.
    """
    start, seen, lock = threading.Barrier(len(works)), Counter[str](), threading.Lock()

    def run(work: Callable[[], Any]) -> None:
        start.wait()
        try:
            work()
            ended = "done"
        except Exception as error:  # noqa: BLE001  It is counted by name.
            ended = type(error if isinstance(error, Refusal) else error.__cause__ or error).__name__
        finally:
            connection.close()
        with lock:
            seen[ended] += 1

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return seen


def promise_of(number: int, **changes: Any) -> Promise:
    """Give what one of many people would promise."""
    return Promise(cents=1000, given_name="Anna", email=f"anna{number}@example.org", **changes)


def pledge(campaign: Campaign, number: int = 0, **changes: Any) -> Any:
    """Promise on the web as one of many, each with a browser and a key of their own."""
    return pledging.pledge(
        actor=NOBODY,
        browser=changes.pop("browser", None) or uuid4(),
        campaign_id=campaign.pk,
        key=changes.pop("key", None) or uuid4(),
        promise=promise_of(number, **changes),
    )


def drifted() -> list[str]:
    """Recount everything; what does not agree."""
    return [drift for prove in provers().values() for drift in prove().drifted]


def as_owner(databases: Databases, name: str, sql: str) -> None:
    """Change the tables behind the program's back."""
    with psycopg.connect(databases.urls(name).owner) as owner:
        owner.execute(sql)
