"""What is written of an advantage received from a public body."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class PlannedAdvantage:
    """An advantage as somebody writes it; `why` says what was wrong with the row it corrects."""

    payer_name: str
    cents: int
    received_on: date
    reason: str
    in_kind: bool = False
    payer_id: UUID | None = None
    why: str = ""

    @property
    def facts(self) -> dict[str, Any]:
        """Give the fields of the row."""
        return {
            "payer_name": " ".join(self.payer_name.split()),
            "payer_id": self.payer_id,
            "cents": self.cents,
            "received_on": self.received_on,
            "reason": " ".join(self.reason.split()),
            "in_kind": self.in_kind,
        }
