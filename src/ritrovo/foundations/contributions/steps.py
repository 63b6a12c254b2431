"""The ways a fact is written: recorded, taken back, confirmed, counted by night."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import connection

from ritrovo.foundations.contributions.choices import (
    Basis,
    Channel,
    Kind,
    MilestoneKind,
    Setting,
    Side,
    Verdict,
)
from ritrovo.foundations.contributions.errors import FactRecordedOtherwise, FactTakenBack
from ritrovo.foundations.contributions.measures import Within, counted_anew
from ritrovo.foundations.contributions.measures_sql import NIGHTLY, STALE_SCOPES
from ritrovo.foundations.contributions.models import (
    Confirmation,
    Contribution,
    Milestone,
    NightlyCount,
    Tally,
)
from ritrovo.foundations.contributions.rules import told
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.kernel.parameters import parameter
from ritrovo.foundations.kernel.refusals import refusing, require_transaction

# Counting so many facts takes some milliseconds; ten times as many would hold a page up.
MANY_FACTS: Final = 2000
# Rows of one statement.
AT_ONCE: Final = 2000
CONTENTS = (
    "giver_id",
    "receiver_id",
    "kind",
    "basis",
    "quantity",
    "unit_id",
    "headcount",
    "ecosystem_id",
    "context_id",
    "occurred_at",
)


def record(  # noqa: PLR0913  A fact has as many sides as it has columns.
    *,
    giver: UUID,
    receiver: UUID,
    kind: Kind,
    basis: Basis,
    amount: Amount,
    practice: str,
    object_id: UUID,
    occurred_at: datetime,
    channel: Channel,
    setting: Setting,
    line: int = 0,
    headcount: int = 1,
    ecosystem: UUID | None = None,
    context: UUID | None = None,
    recorded_by: UUID | None = None,
) -> Contribution:
    """Record that somebody gave something, once per source; a repeat gets the standing fact.

    The source is `(practice, object_id, line)`; `context` is what the fact belongs to, such as
    a campaign. A concurrent repeat waits for the first. Two queries and a savepoint, three for a
    repeat. Raises NothingGiven, GivenToThemselves, WrongUnit, FactRecordedOtherwise,
    FactTakenBack.
    """
    require_transaction()
    fact = Contribution(
        giver_id=giver,
        receiver_id=receiver,
        kind=kind,
        basis=basis,
        quantity=amount.count,
        unit_id=amount.unit,
        headcount=headcount,
        ecosystem_id=ecosystem,
        practice=practice,
        object_id=object_id,
        line=line,
        context_id=context,
        occurred_at=occurred_at,
        recorded_by_id=recorded_by,
        channel=channel,
        setting=setting,
    )
    with refusing():
        Contribution.objects.bulk_create([fact], ignore_conflicts=True)
    standing = Contribution.objects.get(practice=practice, object_id=object_id, line=line)
    if standing.pk != fact.pk:
        _require_same(standing, fact)
    return standing


def reverse(
    fact: Contribution,
    *,
    occurred_at: datetime,
    channel: Channel,
    recorded_by: UUID | None = None,
) -> Contribution:
    """Take a fact back whole; a repeat gets the standing reversal.

    What was only partly wrong is taken back whole and recorded anew. The reversal's source is
    the fact itself. Two queries and a savepoint. Raises NotAReversal.
    """
    require_transaction()
    mirrored = {name: getattr(fact, name) for name in CONTENTS if name != "occurred_at"}
    reversal = Contribution(
        **mirrored,
        reverses=fact,
        practice=f"{fact.practice}:reversal"[:40],
        object_id=fact.pk,
        occurred_at=occurred_at,
        recorded_by_id=recorded_by,
        channel=channel,
        setting=fact.setting,
    )
    with refusing():
        Contribution.objects.bulk_create([reversal], ignore_conflicts=True)
    return Contribution.objects.get(reverses=fact)


def confirm(
    fact: Contribution,
    *,
    side: Side,
    verdict: Verdict,
    by: UUID | None,
    channel: Channel,
) -> Confirmation:
    """Add one side's word on a fact; the same word said twice is one word.

    Two or three queries. Raises FactTakenBack.
    """
    require_transaction()
    if Contribution.objects.filter(reverses=fact).exists():
        raise FactTakenBack
    words = Confirmation.objects.filter(contribution=fact, side=side)
    latest = words.order_by("-at", "-id").first()
    if latest and (latest.verdict, latest.by_id) == (verdict, by):
        return latest
    return Confirmation.objects.create(
        contribution=fact, side=side, verdict=verdict, by_id=by, at=clock.now(), channel=channel
    )


def reach(  # noqa: PLR0913  So has a milestone.
    *,
    kind: MilestoneKind,
    practice: str,
    object_id: UUID,
    occurred_at: datetime,
    channel: Channel,
    line: int = 0,
    party: UUID | None = None,
    ecosystem: UUID | None = None,
    context: UUID | None = None,
    recorded_by: UUID | None = None,
) -> Milestone:
    """Record that a milestone was reached, once per source; a repeat gets the standing one.

    `line` tells a second time apart: a need met, reopened and met again is lines 0 and 1.
    Two queries and a savepoint.
    """
    require_transaction()
    milestone = Milestone(
        kind=kind,
        party_id=party,
        ecosystem_id=ecosystem,
        practice=practice,
        object_id=object_id,
        line=line,
        context_id=context,
        occurred_at=occurred_at,
        recorded_by_id=recorded_by,
        channel=channel,
    )
    with refusing():
        Milestone.objects.bulk_create([milestone], ignore_conflicts=True)
    return Milestone.objects.get(practice=practice, object_id=object_id, kind=kind, line=line)


def recount_delicate_measures() -> int:
    """Count every scope anew and forget those without facts; how many scopes were counted.

    Four queries, whatever the number of contexts and ecosystems.
    """
    require_transaction()
    least, now = parameter("disclosure.minimum_count"), clock.now()
    with connection.cursor() as cursor:
        cursor.execute(NIGHTLY)
        rows = cursor.fetchall()
    NightlyCount.objects.all().delete()
    NightlyCount.objects.bulk_create(
        NightlyCount(
            context_id=context,
            ecosystem_id=None if context else ecosystem,
            measure="helped_who_help",
            value=value,
            whole=whole,
            shown=told(value, whole, least),
            counted_at=now,
        )
        for context, ecosystem, value, whole in rows
    )
    return len(rows)


def stale_scopes() -> list[Within]:
    """List the scopes of many facts whose tally must be counted, the oldest first. One query."""
    hour_ago = clock.now() - timedelta(hours=1)
    with connection.cursor() as cursor:
        cursor.execute(STALE_SCOPES, {"many": MANY_FACTS, "hour_ago": hour_ago})
        return [Within(context, ecosystem) for context, ecosystem in cursor.fetchall()]


def keep_tally(within: Within) -> Tally:
    """Count a scope anew and keep it for the pages. Four queries."""
    require_transaction()
    now = clock.now()
    tally, _made = Tally.objects.update_or_create(
        context_id=within.context_id,
        ecosystem_id=within.ecosystem_id,
        defaults={**asdict(counted_anew(within)), "counted_at": now},
    )
    return tally


def _require_same(standing: Contribution, repeated: Contribution) -> None:
    if any(getattr(standing, name) != getattr(repeated, name) for name in CONTENTS):
        raise FactRecordedOtherwise
    if Contribution.objects.filter(reverses=standing).exists():
        raise FactTakenBack


def record_all(facts: Sequence[Contribution]) -> None:
    """Record many new facts at once, each of a source of its own, or none.

    One query for each two thousand. Raises what `record` does.
    """
    require_transaction()
    with refusing():
        Contribution.objects.bulk_create(facts, batch_size=AT_ONCE)


def reverse_all(
    facts: Iterable[Contribution],
    *,
    occurred_at: datetime,
    channel: Channel,
    recorded_by: UUID | None = None,
) -> None:
    """Take many standing facts back, each whole, or none. One query for each two thousand."""
    record_all(
        [
            Contribution(
                **{name: getattr(fact, name) for name in CONTENTS if name != "occurred_at"},
                reverses=fact,
                practice=f"{fact.practice}:reversal"[:40],
                object_id=fact.pk,
                occurred_at=occurred_at,
                recorded_by_id=recorded_by,
                channel=channel,
                setting=fact.setting,
            )
            for fact in facts
        ]
    )
