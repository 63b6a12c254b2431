"""Files with the dirt of real ones, made from a seed: nothing of a real file is in them."""

from __future__ import annotations

import csv
import io
import random
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

HEADER = [
    "ID",
    "name",
    "category",
    "main_category",
    "currency",
    "deadline",
    "goal",
    "launched",
    "pledged",
    "state",
    "backers",
    "country",
    "usd pledged",
    "usd_pledged_real",
    "usd_goal_real",
]
CATEGORIES = [("Film & Video", "Documentary"), ("Music", "Rock"), ("Food", "Food")]
DAMAGED = 'N,0"'
CLOSING = "\u201d".encode()


@dataclass(frozen=True, slots=True)
class Expected:
    """What is in a file, counted while it was written."""

    rows: int
    successful: int
    successful_cents: int
    reached_not_successful: int
    damaged: int
    undefined: int
    live: int
    broken_lines: int


def write(path: Path, rows: int = 400, seed: int = 1, broken: int = 6) -> Expected:
    """Write a file as the public one is: broken bytes, lost countries, odd states, 1970."""
    dice = random.Random(seed)
    records = [record(dice, number) for number in range(rows)]
    records[0][7], records[0][9] = "1970-01-01 01:00:00", "canceled"
    lines = [line(HEADER)] + [line(each) for each in records]
    for number in range(1, broken + 1):
        lines[number] = lines[number].replace("“x”".encode(), b"\xe2\x80\x9cx\xe2\x80?")
    path.write_bytes(b"".join(lines))
    return expected(records, broken)


def record(dice: random.Random, number: int) -> list[str]:
    """Make one campaign; every fortieth is damaged, some reach their goal and are cancelled."""
    main, sub = dice.choice(CATEGORIES)
    launched = date(2012, 1, 1) + timedelta(days=dice.randrange(2000))
    goal, pledged = dice.randrange(1, 10**6), dice.randrange(0, 10**6)
    state = "successful" if pledged >= goal else dice.choice(["failed", "canceled", "live"])
    if pledged >= goal and dice.random() < 0.1:
        state = dice.choice(["canceled", "suspended"])
    country, told = "US", money(pledged // 2)
    if number % 40 == 39:
        country, told = DAMAGED, ""
        state = state if state == "successful" and number % 80 == 79 else "undefined"
    backers = "0" if country == DAMAGED else str(dice.randrange(1, 500))
    return [
        str(1_000_000 + number),
        f'A, “x” "n." {number}',
        sub,
        main,
        "EUR",
        (launched + timedelta(days=30)).isoformat(),
        money(goal),
        f"{launched} 10:00:00",
        money(pledged),
        state,
        backers,
        country,
        told,
        money(pledged + 7),
        money(goal + 7),
    ]


def expected(records: list[list[str]], broken: int) -> Expected:
    """Count the slow way what the platform says of each row."""
    won = [each for each in records if each[9] == "successful"]
    reached = [each for each in records if cents(each[8]) >= cents(each[6])]
    return Expected(
        rows=len(records),
        successful=len(won),
        successful_cents=sum(cents(each[13]) for each in won),
        reached_not_successful=sum(each[9] != "successful" for each in reached),
        damaged=sum(each[11] == DAMAGED for each in records),
        undefined=sum(each[9] == "undefined" for each in records),
        live=sum(each[9] == "live" for each in records),
        broken_lines=broken,
    )


def line(cells: list[str], separator: str = ",") -> bytes:
    """Write a line as spreadsheets do, in UTF-8."""
    text = io.StringIO()
    csv.writer(text, delimiter=separator, lineterminator="\n").writerow(cells)
    return text.getvalue().encode()


def cells_of(**facts: str) -> list[str]:
    """Give a good row in which some cells are others."""
    good = record(random.Random(5), 1)
    return [facts.get(name, cell) for name, cell in zip(HEADER, good, strict=True)]


def text_of(*rows: list[str], separator: str = ",") -> bytes:
    """Give a file with a header and these rows."""
    return b"".join(line(cells, separator) for cells in (HEADER, *rows))


def money(whole_cents: int) -> str:
    return f"{whole_cents // 100}.{whole_cents % 100:02d}"


def cents(text: str) -> int:
    return int(text.replace(".", ""))
