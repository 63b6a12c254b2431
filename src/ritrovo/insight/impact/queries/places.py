"""Who is not reached: answered needs by municipality, beside how many people live there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import connection

from ritrovo.foundations.ecosystems.practices import contexts
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.places.choices import INNER
from ritrovo.insight.impact.scopes import Scope, ScopeKind

THOUSAND: Final = 1000
# A need's answer is where its initiative is, else where its ecosystem is. Beside every place with
# an answer stand all others of the same provinces.
ANSWERS: Final = """
    WITH place AS (
        SELECT * FROM unnest(%(contexts)s::uuid[], %(municipalities)s::text[])
            AS known (context_id, municipality_id)
    ),
    answered AS (
        SELECT coalesce(p.municipality_id, e.municipality_id) AS belfiore,
               count(DISTINCT (m.practice, m.object_id)) AS answers
        FROM contributions_milestone m
        LEFT JOIN place p ON p.context_id = m.context_id
        LEFT JOIN ecosystems_ecosystem e ON e.party_id = m.ecosystem_id
        WHERE m.kind IN ('need_answered', 'need_met') AND m.recorded_at <= %(known_until)s
            AND (%(ecosystem)s::uuid IS NULL OR m.ecosystem_id = %(ecosystem)s)
        GROUP BY 1
    ),
    here AS (
        SELECT belfiore FROM answered
        UNION SELECT municipality_id FROM ecosystems_ecosystem
        WHERE %(ecosystem)s::uuid IS NULL OR party_id = %(ecosystem)s
    ),
    provinces AS (
        SELECT DISTINCT m.province_code FROM places_municipality m JOIN here USING (belfiore)
    )
    SELECT m.belfiore, m.name, m.province_code, coalesce(a.answers, 0), p.inhabitants, p."on",
           r.remoteness
    FROM places_municipality m
    JOIN provinces USING (province_code)
    LEFT JOIN answered a ON a.belfiore = m.belfiore
    LEFT JOIN LATERAL (
        SELECT inhabitants, "on" FROM places_population
        WHERE municipality_id = m.belfiore AND "on" <= %(today)s ORDER BY "on" DESC LIMIT 1
    ) p ON TRUE
    LEFT JOIN places_innerarea r ON r.municipality_id = m.belfiore AND r.valid_from <= %(today)s
        AND (r.valid_until IS NULL OR r.valid_until > %(today)s)
    ORDER BY coalesce(a.answers, 0) * 1.0 / nullif(p.inhabitants, 0) DESC NULLS LAST,
             coalesce(a.answers, 0) DESC, m.name, m.belfiore
"""


@dataclass(frozen=True, slots=True)
class Reached:
    """A municipality, and how many needs found an answer there.

    `inhabitants`, the day they were counted and the class of remoteness are None where unknown.
    """

    belfiore: str
    municipality: str
    province: str
    answers: int
    inhabitants: int | None
    counted_on: date | None
    remoteness: str | None

    @property
    def per_thousand(self) -> float | None:
        """Answers for every thousand inhabitants; None where those are not known."""
        return THOUSAND * self.answers / self.inhabitants if self.inhabitants else None

    @property
    def inner(self) -> bool | None:
        """Say whether it is an inner area; None where that is not known."""
        return None if self.remoteness is None else self.remoteness in INNER


@dataclass(frozen=True, slots=True)
class Together:
    """Several municipalities added up: how many of them, how many without any answer."""

    places: int
    without: int
    answers: int
    inhabitants: int | None

    @property
    def per_thousand(self) -> float | None:
        """Answers for every thousand inhabitants; None where those are not known."""
        return THOUSAND * self.answers / self.inhabitants if self.inhabitants else None


def unreached(scope: Scope, as_of: datetime | None = None) -> list[Reached]:
    """List the municipalities of the provinces of an ecosystem, or of all, by answers per head.

    As known now, or at a moment.

    Two queries. Other kinds of scope have no list: the answer is empty.
    """
    if scope.kind not in {ScopeKind.EVERYWHERE, ScopeKind.ECOSYSTEM}:
        return []
    known, known_until = contexts(), as_of or clock.now()
    asked = {
        "ecosystem": UUID(scope.id) if scope.id else None,
        "contexts": [each.id for each in known],
        "municipalities": [each.municipality_id for each in known],
        "known_until": known_until,
        "today": clock.day_of(known_until),
    }
    with connection.cursor() as cursor:
        cursor.execute(ANSWERS, asked)
        return [Reached(*row) for row in cursor.fetchall()]


def together(rows: Iterable[Reached]) -> Together:
    """Add municipalities up; inhabitants are known only where each is."""
    places = list(rows)
    known = [each.inhabitants for each in places if each.inhabitants is not None]
    return Together(
        places=len(places),
        without=sum(not each.answers for each in places),
        answers=sum(each.answers for each in places),
        inhabitants=sum(known) if known and len(known) == len(places) else None,
    )


def inner_apart(rows: Iterable[Reached]) -> dict[bool | None, Together]:
    """Add up inner areas (True), all others (False) and those not known (None) apart."""
    places = list(rows)
    kinds = sorted({each.inner for each in places}, key=str)
    return {kind: together(each for each in places if each.inner is kind) for kind in kinds}
