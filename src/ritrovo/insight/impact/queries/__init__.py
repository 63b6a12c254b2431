"""Reads of this room: shown studies, before and after, who is not reached, rounds."""

from __future__ import annotations

from ritrovo.insight.impact.queries.places import (
    Reached,
    Together,
    inner_apart,
    together,
    unreached,
)
from ritrovo.insight.impact.queries.rounds import last_studied, rounds
from ritrovo.insight.impact.queries.scopes import scope_for, scopes_of
from ritrovo.insight.impact.queries.studies import (
    BeforeAndAfter,
    as_known,
    before_and_after,
    history,
    latest,
    periods_of,
)
from ritrovo.insight.impact.scopes import ALWAYS, Period, Scope, ScopeKind, year_of
from ritrovo.insight.impact.shown import Shown, Told

__all__ = [
    "ALWAYS",
    "BeforeAndAfter",
    "Period",
    "Reached",
    "Scope",
    "ScopeKind",
    "Shown",
    "Together",
    "Told",
    "as_known",
    "before_and_after",
    "history",
    "inner_apart",
    "last_studied",
    "latest",
    "periods_of",
    "rounds",
    "scope_for",
    "scopes_of",
    "together",
    "unreached",
    "year_of",
]
