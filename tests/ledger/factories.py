"""Accounts and posts for tests, made by the real steps, and the owner's hand that spoils them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID, uuid4

import psycopg
from django.db import transaction

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.amounts import EUR_CENT, Amount
from ritrovo.foundations.ledger.choices import Book
from ritrovo.foundations.ledger.rules import Leg
from ritrovo.foundations.ledger.steps import open_account, post
from tests.databases import Databases


def make_account(
    floor: int | None = 0, *, book: Book = Book.COLLECTED, unit: str = EUR_CENT, name: str = "test"
) -> UUID:
    """Open an account with an address of its own; its id."""
    with transaction.atomic():
        return open_account(address=f"{name}:{uuid4()}", book=book, unit=unit, floor=floor)


def leg(source: UUID, target: UUID, count: int, book: Book = Book.COLLECTED) -> Leg:
    """Write an amount of cents that leaves one account for another."""
    return Leg(source, target, Amount(count, EUR_CENT), book)


def move(*legs: Leg, key: UUID | None = None, kind: str = "any") -> UUID:
    """Post legs in a transaction of their own; the journal's id."""
    with transaction.atomic():
        return post(*legs, kind=kind, key=key or uuid4(), occurred_at=clock.now())


@contextmanager
def superuser_of(databases: Databases, name: str) -> Iterator[psycopg.Connection]:
    """Lend a connection that may do anything, even switch the guards off."""
    with psycopg.connect(databases.server.urls.setup, dbname=name, autocommit=True) as connection:
        yield connection


@contextmanager
def unguarded(databases: Databases, name: str) -> Iterator[psycopg.Connection]:
    """Lend such a connection with every trigger and foreign key asleep."""
    with superuser_of(databases, name) as connection:
        connection.execute("SET session_replication_role = replica")
        yield connection
