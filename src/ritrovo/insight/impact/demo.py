"""The first studies of the demo community, which a night would make."""

from __future__ import annotations

from ritrovo.insight.impact.jobs import study_everything


def load() -> None:
    """Read all that the demo's two years left, and study every scope once."""
    study_everything()
