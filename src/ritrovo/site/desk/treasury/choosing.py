"""What the treasurer ticked on a previewed statement, read back line by line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final
from uuid import UUID

from ritrovo.foundations.payments.choices import SetAside
from ritrovo.foundations.payments.errors import ChoiceUnclear
from ritrovo.foundations.payments.queries.matching import dues_by_code
from ritrovo.foundations.payments.queries.previews import Preview, PreviewLine
from ritrovo.foundations.payments.steps.importing import LEAVE, Choice

# A form may carry a thousand fields; beyond this many lines the rest waits for after the import.
MOST_LINES: Final = 400


def shown_lines(found: Preview) -> list[PreviewLine]:
    """Give the lines that fit on the page: those that need a decision first, as in the file."""
    by_need = sorted(found.lines, key=lambda line: (line.is_certain, line.entry.number))
    kept = {line.entry.fingerprint for line in by_need[:MOST_LINES]}
    return [line for line in found.lines if line.entry.fingerprint in kept]


def choices_in(
    posted: Mapping[str, str], lines: Iterable[PreviewLine], organisation_id: UUID
) -> dict[str, Choice]:
    """Read the posted choices by fingerprint; a line the form did not show is not among them.

    One query, for codes written by hand. Raises DueUnknown, ChoiceUnclear.
    """
    wanted = {
        line.entry.fingerprint: posted[f"line-{line.entry.fingerprint}"]
        for line in lines
        if f"line-{line.entry.fingerprint}" in posted
    }
    codes = {
        fingerprint: posted.get(f"code-{fingerprint}", "")
        for fingerprint, value in wanted.items()
        if value == "code"
    }
    dues = dues_by_code(organisation_id, codes.values())
    return {
        fingerprint: Choice(due_id=dues[codes[fingerprint]]) if value == "code" else _choice(value)
        for fingerprint, value in wanted.items()
    }


def _choice(value: str) -> Choice:
    kind, _, rest = value.partition(":")
    try:
        match kind:
            case "due":
                return Choice(due_id=UUID(rest))
            case "payment":
                return Choice(payment_id=UUID(rest))
            case "aside":
                return Choice(set_aside=SetAside(rest))
            case "leave":
                return LEAVE
    except ValueError as error:
        raise ChoiceUnclear from error
    raise ChoiceUnclear
