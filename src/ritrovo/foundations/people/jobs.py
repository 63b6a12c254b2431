"""What this room does by itself: forget who asked to be forgotten."""

from __future__ import annotations

from uuid import UUID

from procrastinate.contrib.django import app

from ritrovo.foundations.kernel.access import SYSTEM
from ritrovo.foundations.people.actions.erasures import carry_out_erasure
from ritrovo.foundations.people.erasing import TASK


@app.task(name=TASK)
def erase(erasure_id: str) -> None:
    """Forget somebody. Safe to run twice."""
    carry_out_erasure(actor=SYSTEM, erasure_id=UUID(erasure_id))
