"""The first studies of the demo community, as soon as somebody is there to make them."""

from __future__ import annotations

from ritrovo.insight.impact.jobs import study_everything


def load() -> None:
    """Have the worker study what the demo's two years left, first of all; nobody waits for it."""
    study_everything.defer()
