"""What a message of many says to each, kept as JSON until the message is drawn up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from ritrovo.foundations.kernel.amounts import Amount

READERS: Final[dict[str, Callable[[str], Any]]] = {
    "datetime": datetime.fromisoformat,
    "date": date.fromisoformat,
    "uuid": UUID,
}


def packed(value: Any) -> Any:
    """Write a value as JSON can. Raises TypeError for what would not come back the same."""
    match value:
        case None | str() | bool() | int():
            return value
        case Amount():
            return {"": "amount", "count": value.count, "unit": value.unit}
        case datetime() | date() | UUID():
            text = str(value) if isinstance(value, UUID) else value.isoformat()
            return {"": type(value).__name__.lower(), "text": text}
        case Mapping():
            return {str(name): packed(each) for name, each in value.items()}
        case list() | tuple():
            return [packed(each) for each in value]
    raise TypeError(f"A message of many cannot carry {type(value).__name__}.")


def unpacked(value: Any) -> Any:
    """Give back what `packed` wrote."""
    if isinstance(value, list):
        return [unpacked(each) for each in value]
    if not isinstance(value, dict):
        return value
    if value.get("") == "amount":
        return Amount(value["count"], value["unit"])
    if read := READERS.get(value.get("", "")):
        return read(value["text"])
    return {name: unpacked(each) for name, each in value.items()}
