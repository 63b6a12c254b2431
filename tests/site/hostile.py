"""Markup in every text column of a database, and a walk over every page that links lead to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

import psycopg
from django.apps import apps
from django.db import models
from django.test import Client
from django.urls import Resolver404, resolve
from psycopg.sql import SQL, Identifier

# The longest mark: a column that cannot hold it can hold no script either.
LEAST = len('"><b onclick=alert(999)>')
MARK = '"><b onclick=alert({number})>'
RAW = re.compile(r"<b onclick=alert\((\d+)\)")
SERVER_ERROR = 500
ANY = re.compile(r"alert\((\d+)\)")
NOT_TYPED = {
    # Names of kinds, digests and keys: the program writes them, nobody else.
    *("digest", "key", "kind", "practice", "scope", "slug", "code", "template", "measure", "salt"),
    *("token_digest", "address_mark", "header_fingerprint", "fingerprint", "last_digest"),
    *("data_digest", "file_digest", "donor_key", "password", "asked_from", "host"),
    # Typed, and compared with a pattern before it is kept.
    *("iban", "party_iban", "reference", "licence"),
}
# Bundled with the program.
BUNDLED = {"kernel", "places.Municipality", "places.IstatCode", "places.Loading"}

# Written by the program: why a job failed, what an account of the books is, how a state changed.
OWN_WORDS = {
    *("desk.Failure.words", "ledger.Account.address", "campaigns.CampaignEvent.transition"),
    # A mapping is written from what was typed, and read again; a file bears its content's name.
    *("observatory.Mapping.text", "observatory.Import.sha256", "observatory.Report.content"),
    *("observatory.Mapping.name", "observatory.ReportMaking.trouble", "impact.Figure.reason"),
}


def columns() -> Iterator[models.Field]:
    """Give every column of ours in which people may have written words."""
    for model in apps.get_models():
        label = model._meta.label
        if not model.__module__.startswith("ritrovo.") or not model._meta.managed:
            continue
        if label in BUNDLED or model._meta.app_label in BUNDLED:
            continue
        for each in model._meta.fields:
            if is_of_words(each) and is_typed(each) and told(each) not in OWN_WORDS:
                yield each


def is_of_words(column: models.Field) -> bool:
    """Say whether a column holds text."""
    return isinstance(column, (models.CharField, models.TextField))


def is_typed(column: models.Field) -> bool:
    """Say whether people write a column, and it is long enough for a piece of markup."""
    is_long = column.max_length is None or column.max_length >= LEAST
    return is_long and not column.choices and column.name not in NOT_TYPED


def told(column: models.Field) -> str:
    """Name a column: room, model, column."""
    return f"{column.model._meta.label}.{column.name}"


@dataclass
class Overwritten:
    """Which mark stands in which column, which tables are empty, which columns refused."""

    marks: dict[int, str] = field(default_factory=dict)
    empty: set[str] = field(default_factory=set)
    refused: set[str] = field(default_factory=set)


def overwrite(owner_url: str) -> Overwritten:
    """Write a piece of markup of its own in every column that people write, in every row.

    Behind the program's back: guards are lifted, constraints stand.
    """
    done = Overwritten()
    with psycopg.connect(owner_url, autocommit=True) as owner:
        for number, column in enumerate(columns(), start=100):
            rows = written(owner, column, MARK.format(number=number))
            if rows is None:
                done.refused.add(told(column))
            elif rows:
                done.marks[number] = told(column)
            else:
                done.empty.add(column.model._meta.label)
    return done


def written(owner: psycopg.Connection, column: models.Field, mark: str) -> int | None:
    """Write a mark in every row of a column, with the end of the row's id where rows must differ.

    Gives how many rows; None when the constraints of the table refuse it.
    """
    table, name = Identifier(column.model._meta.db_table), Identifier(column.column)
    key = Identifier(column.model._meta.pk.column)
    owner.execute(SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(table))
    try:
        for words in (SQL("%s"), SQL("%s || right({}::text, 12)").format(key)):
            with suppress(psycopg.errors.IntegrityError):
                return owner.execute(
                    SQL("UPDATE {} SET {} = {}").format(table, name, words), [mark]
                ).rowcount
    finally:
        owner.execute(SQL("ALTER TABLE {} ENABLE TRIGGER USER").format(table))
    return None


class Links(HTMLParser):
    """Collects where a page leads."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.found += [value for name, value in attrs if name == "href" and value]


@dataclass
class Walk:
    """What a walk saw: which marks were shown, where one was no longer words, what broke."""

    client: Client
    most_of_a_kind: int = 3
    shown: set[int] = field(default_factory=set)
    alive: list[tuple[str, int]] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    visits: Counter[str] = field(default_factory=Counter)

    def go(self, *starts: str) -> Walk:
        """Follow every link from the first pages on, so many pages of each view."""
        waiting, known = list(starts), set(starts)
        while waiting:
            address = waiting.pop(0)
            for link in self._open(address):
                if link not in known:
                    known.add(link)
                    waiting.append(link)
        return self

    def _open(self, address: str) -> Iterator[str]:
        try:
            view = resolve(urlsplit(address).path).view_name
        except Resolver404:
            return
        if self.visits[view] >= self.most_of_a_kind or "logout" in address:
            return
        self.visits[view] += 1
        answer = self.client.get(address)
        if answer.status_code >= SERVER_ERROR:
            self.broken.append(address)
        if answer.streaming or "html" not in answer.get("Content-Type", ""):
            if answer.status_code in {301, 302}:
                yield urljoin(address, answer["Location"])
            return
        text = answer.content.decode()
        self.shown |= {int(number) for number in ANY.findall(text)}
        self.alive += [(address, int(number)) for number in RAW.findall(text)]
        page = Links()
        page.feed(text)
        for link in page.found:
            whole = urldefrag(urljoin(address, link)).url
            if whole.startswith("/") and not whole.startswith("//"):
                yield whole
