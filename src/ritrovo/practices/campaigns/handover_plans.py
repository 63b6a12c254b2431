"""What somebody writes of a handover and of who should keep it, as plain values."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class PlannedHandover:
    """A deed's words: what is handed over, to whom, what anyone may do with it."""

    what: str
    title: str
    description: str
    recipient: str
    terms: str
    terms_url: str = ""

    @property
    def facts(self) -> dict[str, Any]:
        """Give its words by field, without the blanks around them."""
        return {name: value.strip() for name, value in asdict(self).items()}


@dataclass(frozen=True, slots=True)
class PlannedKeeper:
    """Somebody who is asked to keep what is handed over, and how to reach them."""

    given_name: str
    family_name: str = ""
    email: str = ""
    phone: str = ""
    shown_as: str = "anonymous"

    @property
    def name(self) -> str:
        """Their whole name."""
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def facts(self) -> dict[str, Any]:
        """Give what is known of them by field, without the blanks around."""
        return {name: " ".join(value.split()) for name, value in asdict(self).items()}


@dataclass(frozen=True, slots=True)
class PlannedAnswer:
    """What a keeper says: is it still there, who uses it, what does it need."""

    is_there: bool
    used_by: str = ""
    needed: str = ""

    @property
    def facts(self) -> dict[str, Any]:
        """Give the answer by field; what is gone has nobody who uses it."""
        return {
            "is_there": self.is_there,
            "used_by": self.used_by.strip() if self.is_there else "",
            "needed": self.needed.strip(),
        }
