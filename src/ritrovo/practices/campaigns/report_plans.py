"""What somebody writes of an expense, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class PlannedExpense:
    """A sum in cents for a line of the budget, with its paper's kind, number, day and supplier."""

    line_id: UUID
    nature: str
    document_kind: str
    document_number: str
    document_date: date
    supplier: str
    cents: int
    paid_on: date
    supplier_is_person: bool = False

    @property
    def facts(self) -> dict[str, Any]:
        """Give its values by field, without the blanks around words."""
        values = {name: getattr(self, name) for name in self.__slots__}
        return {
            name: " ".join(value.split()) if isinstance(value, str) else value
            for name, value in values.items()
        }
