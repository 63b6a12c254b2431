"""What must hold in the registers and among the hours."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import Any, Final

from django.db import connection

from ritrovo.foundations.ecosystems.practices import Proof
from ritrovo.foundations.ledger.proofs import guards_stand
from ritrovo.foundations.volunteers.models import (
    VolunteerData,
    VolunteerEnding,
    VolunteerEntry,
    VolunteerRegister,
)
from ritrovo.foundations.volunteers.rules import BEGINNING, details_digest, line_digest

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND: Final = timedelta(microseconds=1)
GUARDS: Final = (
    ("volunteers_volunteerentry", "is_append_only"),
    ("volunteers_volunteerentry", "is_never_truncated"),
    ("volunteers_volunteerentry", "entry_is_chained"),
    ("volunteers_volunteerending", "is_append_only"),
    ("volunteers_volunteerending", "is_never_truncated"),
    ("volunteers_volunteerending", "ending_is_chained"),
    ("volunteers_volunteerregister", "register_only_goes_on"),
    ("volunteers_volunteerregister", "register_is_never_truncated"),
    ("volunteers_volunteerdata", "volunteer_data_is_never_changed"),
    ("volunteers_volunteerdata", "data_is_never_truncated"),
)
# Hours count exactly when both sides say yes, and as much as they say.
WRONG_HOURS: Final = """
    SELECT h.id FROM volunteers_volunteeredhours h
    LEFT JOIN contributions_contribution c ON c.id = h.contribution_id
    LEFT JOIN LATERAL (
        SELECT count(*) FILTER (WHERE w.verdict = 'yes') AS agreed
        FROM volunteers_hoursword w WHERE w.hours_id = h.id) said ON true
    WHERE (h.taken_back_at IS NULL AND (said.agreed = 2) <> (c.id IS NOT NULL))
        OR (c.id IS NOT NULL AND (c.quantity, c.unit, c.giver_id, c.receiver_id, c.object_id)
            IS DISTINCT FROM (h.minutes::bigint, 'minute', h.party_id, h.organisation_id, h.id))
        OR (h.taken_back_at IS NOT NULL AND c.id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM contributions_contribution r WHERE r.reverses_id = c.id))
    ORDER BY h.id
"""

Line = VolunteerEntry | VolunteerEnding


def registers_are_as_they_were_written() -> Proof:
    """Recount every register's chain, line by line, from its beginning. Three queries.

    A line changed, added, taken out or put elsewhere breaks it from there on.
    """
    heads = {each.pk: each for each in VolunteerRegister.objects.all()}
    drifted: list[str] = []
    counted = 0
    for register_id, lines in groupby(_lines(), key=lambda line: line.register_id):
        head = heads.pop(register_id, VolunteerRegister(organisation_id=register_id))
        written = list(lines)
        counted += len(written)
        drifted += _broken(head, written)
    drifted += [
        f"register {head.pk} has lost its lines" for head in heads.values() if head.last_place
    ]
    return Proof(counted, "lines of the registers are as they were written", drifted)


def registers_say_what_was_written() -> Proof:
    """Compare what each line says of a person with the digest in the chain. One query.

    Emptied data has nothing to compare: its line stays, and says nothing of anybody.
    """
    lines = VolunteerEntry.objects.select_related("data").order_by("register_id", "place")
    drifted, counted = [], 0
    for line in lines.iterator():
        if line.data.emptied_at:
            continue
        counted += 1
        if details_digest(line.data.salt, line.data.details) != line.data_digest:
            drifted.append(f"register {line.register_id} line {line.number}: the data changed")
    return Proof(counted, "lines of the registers say what was written", drifted)


def hours_count_when_both_sides_agree() -> Proof:
    """Look for hours that count with one word, or not with two, or another time. Two queries."""
    with connection.cursor() as cursor:
        cursor.execute(WRONG_HOURS)
        drifted = [f"hours {row[0]} do not agree with their words" for row in cursor.fetchall()]
        cursor.execute("SELECT count(*) FROM volunteers_volunteeredhours")
        ((counted,),) = cursor.fetchall()
    return Proof(counted, "hours count when both sides agree", drifted)


def nothing_of_people_outlives_its_term_unseen() -> Proof:
    """Look for data emptied only in part. One query."""
    kept = VolunteerData.objects.filter(emptied_at__isnull=False).exclude(
        given_name="", family_name="", tax_code="", birth_place="", residence="", salt=""
    )
    drifted = [f"volunteer data {each.pk} is emptied in part" for each in kept]
    emptied = VolunteerData.objects.filter(emptied_at__isnull=False).count()
    return Proof(emptied, "emptied volunteer data is empty", drifted)


def guards_of_the_registers_stand() -> Proof:
    """Look for triggers of the registers that somebody removed or switched off. One query."""
    return guards_stand(GUARDS, "guards of the volunteers' registers are on")


def _lines() -> Iterator[Line]:
    lines: list[Line] = [*VolunteerEntry.objects.all(), *VolunteerEnding.objects.all()]
    return iter(sorted(lines, key=lambda line: (line.register_id, line.place, line.pk)))


def _broken(head: VolunteerRegister, lines: list[Line]) -> list[str]:
    """Say where a chain breaks: at its first wrong line, which makes all later ones doubtful."""
    previous, number = BEGINNING, 0
    for place, line in enumerate(lines, start=1):
        number += isinstance(line, VolunteerEntry)
        is_numbered = not isinstance(line, VolunteerEntry) or line.number == number
        previous = line_digest(previous, _contents(line))
        if line.place != place or not is_numbered or line.digest != previous:
            return [f"register {head.pk} breaks at place {place}"]
    if (head.last_place, head.last_number, head.last_digest) != (len(lines), number, previous):
        return [f"register {head.pk} ends elsewhere than its last line"]
    return []


def _contents(line: Line) -> list[Any]:
    """Give what a line's digest covers, in the order of the database's trigger."""
    when = str((line.recorded_at - EPOCH) // MICROSECOND)
    if isinstance(line, VolunteerEnding):
        return [
            "ending",
            line.register_id,
            line.place,
            line.pk,
            line.entry_id,
            _iso(line.ended_on),
            when,
            line.recorded_by_id,
        ]
    return [
        "entry",
        line.register_id,
        line.place,
        line.number,
        line.kind,
        line.pk,
        line.party_id,
        line.data_id,
        line.data_digest,
        _iso(line.started_on),
        line.corrects_id,
        when,
        line.recorded_by_id,
    ]


def _iso(day: Any) -> str:
    return day.isoformat() if day else ""
