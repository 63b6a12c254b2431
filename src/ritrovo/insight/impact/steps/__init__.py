"""Writes of this room: ties read from facts, scopes studied, rounds."""

from __future__ import annotations

from ritrovo.insight.impact.steps.reading import read_everything, read_what_is_new
from ritrovo.insight.impact.steps.rounds import (
    begin_or_take_up,
    end_round,
    open_round,
    waiting_round,
)
from ritrovo.insight.impact.steps.studying import Survey, study_scope, surveyed

__all__ = [
    "Survey",
    "begin_or_take_up",
    "end_round",
    "open_round",
    "read_everything",
    "read_what_is_new",
    "study_scope",
    "surveyed",
    "waiting_round",
]
