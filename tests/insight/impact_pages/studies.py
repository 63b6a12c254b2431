"""Studies as a night leaves them, written without counting anything."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from ritrovo.insight.impact.models import Figure, Round, Study

KNOWN = datetime(2026, 11, 23, 2, 41, tzinfo=UTC)
COUNTS: dict[tuple[str, str], tuple[float | None, int | None, float | None, float | None, str]] = {
    ("", "contributors"): (143, None, None, None, ""),
    ("", "new_contributors"): (31, None, None, None, ""),
    ("", "new_companions"): (58, None, None, None, ""),
    ("", "giving_households"): (96, None, None, None, ""),
    ("", "new_giving_households"): (22, None, None, None, ""),
    ("", "organisations"): (12, None, None, None, ""),
    ("", "gifts"): (1840, None, None, None, ""),
    ("", "minutes"): (23400, None, None, None, ""),
    ("", "euro_cents"): (1_234_000, None, None, None, ""),
    ("", "paid"): (17, None, None, None, ""),
    ("", "needs_opened"): (21, None, None, None, ""),
    ("", "needs_answered"): (17, 21, None, None, ""),
    ("", "needs_met"): (14, 21, None, None, ""),
    ("", "needs_median_days"): (6.0, 17, None, None, ""),
    ("", "commons_promised"): (5, None, None, None, ""),
    ("", "commons_delivered"): (3, None, None, None, ""),
    ("", "commons_a_year_old"): (1, None, None, None, ""),
    ("", "commons_kept"): (1, 1, None, None, ""),
    ("", "retention"): (0.65, 40, 0.5, 0.78, ""),
    ("", "community_share"): (0.62, 1840, 0.6, 0.64, ""),
    ("", "ties_between_kinds"): (48, None, None, None, ""),
    ("", "e_i_of_kinds"): (0.12, 200, None, None, ""),
    ("people", "helped"): (46, None, None, None, ""),
    ("people", "helped_gave"): (19, 46, None, None, ""),
    ("people", "helped_censored"): (27, 46, None, None, ""),
    ("people", "helped_within_180"): (0.31, 46, 0.2, 0.45, ""),
    ("people", "helped_within_365"): (0.47, 46, 0.33, 0.62, ""),
    ("people", "people"): (108, None, None, None, ""),
    ("people", "ties"): (210, None, None, None, ""),
    ("people", "reciprocated"): (96, None, None, None, ""),
    ("people", "receivers"): (88, None, None, None, ""),
    ("people", "both_sides"): (61, None, None, None, ""),
    ("people", "both_sides_share"): (0.56, 108, 0.47, 0.65, ""),
    ("people", "repeated_ties"): (34, None, None, None, ""),
    ("people", "density"): (0.018, None, None, None, ""),
    ("people", "r"): (0.457, 210, 0.39, 0.52, ""),
    ("people", "rho"): (0.447, None, 0.38, 0.51, ""),
    ("people", "balance"): (0.71, None, 0.62, 0.79, ""),
    ("people", "circularity"): (0.58, None, None, None, ""),
    ("people", "gini_giving"): (0.44, None, 0.38, 0.5, ""),
    ("people", "correlation"): (None, None, None, None, "all give, or all receive, the same"),
    ("households", "ties"): (150, None, None, None, ""),
    ("confirmed", "ties"): (120, None, None, None, ""),
    ("paid", "ties"): (0, None, None, None, ""),
    ("paid", "r"): (None, None, None, None, "no ties"),
}
TABLES: dict[str, list[dict[str, Any]]] = {
    "months": [
        {
            "month": f"2026-{month:02}",
            "contributors": 8 + 3 * month % 17,
            "new": month % 5,
            "answered": month % 4,
            "euro_cents": 10_000 * month,
        }
        for month in range(1, 12)
    ],
    "settings": [
        {"year": year, "setting": setting, "gifts": gifts}
        for year, here, there in ((2024, 210, 300), (2025, 380, 240), (2026, 610, 100))
        for setting, gifts in (("community", here), ("service", there))
    ],
    "cohorts": [
        {"first": 2024, "year": 2024, "people": 40},
        {"first": 2024, "year": 2025, "people": 31},
        {"first": 2024, "year": 2026, "people": 26},
        {"first": 2025, "year": 2025, "people": 52},
        {"first": 2025, "year": 2026, "people": 39},
        {"first": 2026, "year": 2026, "people": 31},
    ],
    "survival": [
        {"day": day, "share": share, "at_risk": left}
        for day, share, left in (
            (12, 0.04, 46),
            (40, 0.11, 41),
            (95, 0.2, 35),
            (170, 0.31, 27),
            (240, 0.38, 20),
            (330, 0.47, 14),
            (402, 0.55, 8),
        )
    ],
    "kinds": [
        {"giver_kind": giver, "receiver_kind": receiver, "ties": ties, "gifts": gifts}
        for giver, receiver, ties, gifts in (
            ("person", "person", 210, 900),
            ("person", "social_coop_a", 44, 80),
            ("business", "person", 9, 12),
            ("person", "school", 18, 20),
            ("school", "person", 2, 3),
            ("public_body", "commons", 2, 2),
            ("person", "commons", 25, 31),
            ("aps", "person", 7, 30),
            ("aps", "school", 3, 4),
        )
    ],
}


def keep_study(
    kind: str = "everywhere",
    scope_id: UUID | str = "",
    *,
    since: date | None = None,
    until: date | None = None,
    known_until: datetime = KNOWN,
    changed: dict[tuple[str, str], float] | None = None,
    tables: dict[str, list[dict[str, Any]]] | None = None,
) -> Study:
    """Keep a study of a lively valley; `changed` gives figures other values."""
    round_ = Round.objects.create(
        scope_kind=kind,
        scope_id=str(scope_id),
        is_nightly=False,
        known_until=known_until,
        scopes=1,
        done=1,
        started_at=known_until,
        ended_at=known_until,
    )
    study = Study.objects.create(
        scope_kind=kind,
        scope_id=str(scope_id),
        since=since,
        until=until,
        known_until=known_until,
        round=round_,
        digest="0" * 40,
        tables=TABLES if tables is None else tables,
    )
    rows = dict(COUNTS)
    for key, value in (changed or {}).items():
        rows[key] = (value, *(rows.get(key) or (None, None, None, None, ""))[1:4], "")
    Figure.objects.bulk_create(
        Figure(
            study=study,
            network=network,
            code=code,
            value=value,
            whole=whole,
            low=low,
            high=high,
            reason=reason,
        )
        for (network, code), (value, whole, low, high, reason) in rows.items()
    )
    return study
