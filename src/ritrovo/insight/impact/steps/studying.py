"""Studies written: of one scope, over each of its periods, where anything changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import F

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.refusals import refusing, require_transaction
from ritrovo.insight.engine.sessions import open_session
from ritrovo.insight.impact.databases import address
from ritrovo.insight.impact.measures.community import read_stored
from ritrovo.insight.impact.measures.measuring import NotDefined
from ritrovo.insight.impact.measures.statements import Statements, Words
from ritrovo.insight.impact.measures.studies import Community, bodies_in
from ritrovo.insight.impact.measures.views import Counted
from ritrovo.insight.impact.models import Figure, Reading, Round, Study
from ritrovo.insight.impact.scopes import Period
from ritrovo.insight.impact.scoping import Atlas, Key

# The tables of every survey have the same names and columns: what was compiled for one holds for
# all others of this process.
WORDS: Final = Words()


@dataclass(frozen=True, slots=True)
class Survey:
    """What a round works with: the community, loaded once, and all its scopes."""

    community: Community
    atlas: Atlas

    def keys(self) -> list[Key]:
        """List the scopes to study."""
        facts = self.community.facts
        rows = self.community.asked.rows("survey:bodies", lambda: bodies_in(facts))
        return self.atlas.keys(row["body"] for row in rows)


@contextmanager
def surveyed() -> Iterator[Survey]:
    """Load the kept ties and the milestones into the engine that ANALYTICS_URL names, for a while.

    An engine inside this process when it names none.
    """
    atlas, known = Atlas(), known_until()
    session = open_session()
    try:
        facts, milestones = read_stored(session, address(), known)
        asked = Statements(session, WORDS)
        yield Survey(Community(facts, milestones, known, asked, atlas.placed), atlas)
    finally:
        session.disconnect()


def known_until() -> datetime:
    """Say until when the kept ties are known: the moment of the last reading. One query."""
    last = Reading.objects.order_by("-known_until").values_list("known_until", flat=True).first()
    return last or clock.now()


def study_scope(going: Round, survey: Survey, key: Key) -> int:
    """Study one scope over each of its periods; how many studies were new.

    What is counted from the same facts as the latest study has none of its own. A scope that this
    round has studied is left alone. Two queries, and three for each period studied.
    """
    require_transaction()
    community, atlas = survey.community, survey.atlas
    known = latest_digests(key)
    community.look_at(atlas.where(key))
    made = 0
    for period in atlas.periods(key, community.years()):
        if period.since is not None and period.since > community.known_until.date():
            continue
        community.look_over(period.since, period.until)
        digest = community.digest(period.since, period.until)
        if known.get(period) != digest:
            write_study(going, community, key, period, digest)
            made += 1
    Round.objects.filter(pk=going.pk).update(
        done=F("done") + 1, studies=F("studies") + made, last=key.text
    )
    return made


def latest_digests(key: Key) -> dict[Period, str]:
    """Give what the latest study of each period was counted from. One query."""
    studies = Study.objects.filter(scope_kind=key.kind.value, scope_id=key.id)
    latest = studies.order_by("since", "until", "-known_until", "-pk").distinct("since", "until")
    rows = latest.values_list("since", "until", "digest")
    return {Period(since, until): digest for since, until, digest in rows}


def write_study(going: Round, community: Community, key: Key, period: Period, digest: str) -> Study:
    """Count all of one scope over one period, and keep it."""
    counted, tables = community.study()
    study = Study(
        scope_kind=key.kind.value,
        scope_id=key.id,
        since=period.since,
        until=period.until,
        known_until=community.known_until,
        round=going,
        digest=digest,
        tables=tables,
    )
    with refusing():
        study.save(force_insert=True)
        Figure.objects.bulk_create(figure_of(study.pk, each) for each in counted)
    return study


def figure_of(study_id: UUID, counted: Counted) -> Figure:
    """Write a figure down as it is kept."""
    kept = Figure(study_id=study_id, network=counted.network, code=counted.code)
    if isinstance(counted.value, NotDefined):
        kept.reason = counted.value.reason
        return kept
    kept.value, kept.whole = counted.value, counted.whole
    if counted.interval:
        kept.low, kept.high = counted.interval.low, counted.interval.high
    return kept
