"""Which legal notes a receipt carries: chosen from dated rows, each with its source."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from ritrovo.foundations.documents.pages import ReceiptNotes
from ritrovo.foundations.look.formatting import format_euros

Relief = Literal["ets", "odv", "none"]
Donor = Literal["person", "body"]

_FILES = Path(__file__).parent / "files"
_UNRELIEVED = ("use", "keep", "no_relief")


@dataclass(frozen=True, slots=True)
class Note:
    """One sentence of a receipt, for whom and from when; `valid_until` is exclusive."""

    key: str
    reliefs: frozenset[str]
    donors: frozenset[str]
    valid_from: date
    valid_until: date | None
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class StampDuty:
    """The stamp duty on a receipt above a sum, for bodies the law does not exempt."""

    over_cents: int
    duty_cents: int
    valid_from: date
    valid_until: date | None
    source: str


def receipt_notes(
    *, relief: Relief, donor: Donor, traceable: bool, amount_cents: int, paid_on: date
) -> ReceiptNotes:
    """Choose the notes in force on the day of payment (D.Lgs. 117/2017, art. 8, 82 and 83).

    `relief` is "odv" for section a of the RUNTS, "ets" for every other body of art. 82 c. 1,
    "none" for the rest. Money that left no trace is never relieved, whoever gave it.
    """
    said = {
        note.key: note.text
        for note in all_notes()
        if relief in note.reliefs and donor in note.donors and _in_force(note, paid_on)
    }
    untraceable, exempt = said.pop("untraceable", ""), said.pop("stamp_exempt", "")
    legal = [text for key, text in said.items() if traceable or key in _UNRELIEVED]
    return ReceiptNotes(
        legal=tuple(legal),
        stamp=exempt or _stamp_warning(amount_cents, paid_on),
        not_deductible="" if traceable else untraceable,
    )


@cache
def all_notes() -> tuple[Note, ...]:
    """Read every note ever in force, in the order they are printed."""
    return tuple(
        Note(
            key=row["key"],
            reliefs=frozenset(row["relief"].split()),
            donors=frozenset(row["donor"].split()),
            valid_from=date.fromisoformat(row["valid_from"]),
            valid_until=_day_or_none(row["valid_until"]),
            text=row["text"],
            source=row["source"],
        )
        for row in _rows("receipt_notes.csv")
    )


@cache
def all_stamp_duties() -> tuple[StampDuty, ...]:
    """Read every stamp duty ever in force."""
    return tuple(
        StampDuty(
            over_cents=int(row["over_cents"]),
            duty_cents=int(row["duty_cents"]),
            valid_from=date.fromisoformat(row["valid_from"]),
            valid_until=_day_or_none(row["valid_until"]),
            source=row["source"],
        )
        for row in _rows("stamp_duties.csv")
    )


def _stamp_warning(amount_cents: int, paid_on: date) -> str:
    for duty in all_stamp_duties():
        if _in_force(duty, paid_on) and amount_cents > duty.over_cents:
            due, over = format_euros(duty.duty_cents, "it"), format_euros(duty.over_cents, "it")
            return f"Sull'originale è dovuta la marca da bollo di {due}: la somma supera {over}."
    return ""


def _in_force(rule: Note | StampDuty, on: date) -> bool:
    return rule.valid_from <= on and (rule.valid_until is None or on < rule.valid_until)


def _day_or_none(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _rows(name: str) -> list[dict[str, str]]:
    with (_FILES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
