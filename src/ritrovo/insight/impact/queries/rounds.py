"""How far counting is, and what was counted last."""

from __future__ import annotations

from django.db.models import QuerySet

from ritrovo.insight.impact.models import Round, Study

SEEN = 30


def rounds(limit: int = SEEN) -> list[Round]:
    """List the rounds, the latest first: `done` of `scopes`, `per_mille`, `ended_at`. One query."""
    return list(Round.objects.order_by("-started_at", "-pk")[:limit])


def last_studied(limit: int = SEEN) -> QuerySet[Study]:
    """List the studies made last, without their tables. One query."""
    return Study.objects.defer("tables").order_by("-made_at", "-pk")[:limit]
