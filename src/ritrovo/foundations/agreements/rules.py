"""Texts as blocks, their gaps, their digests, and what changed between two of them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

GAP: Final = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph or a list of a text."""

    kind: Literal["heading", "paragraph", "list"]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A block that stayed, came or went between two versions."""

    how: Literal["kept", "added", "removed"]
    block: Block


def blocks(text: str) -> list[Block]:
    """Cut a text at its empty lines. `## ` makes a heading, `- ` the points of a list."""
    parts = (part.strip() for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n")))
    return [_block(part) for part in parts if part]


def _block(part: str) -> Block:
    if part.startswith("## "):
        return Block("heading", (" ".join(part[3:].split()),))
    if part.startswith("- "):
        points = re.split(r"\n?^- ", part, flags=re.MULTILINE)
        return Block("list", tuple(" ".join(point.split()) for point in points if point.strip()))
    return Block("paragraph", (" ".join(part.split()),))


def filled(text: str, facts: Mapping[str, str]) -> str:
    """Fill the gaps of a model. Raises LookupError, with the gap's name, for an unknown one."""
    return GAP.sub(lambda gap: facts[gap.group(1)], text)


def gaps(text: str) -> set[str]:
    """List the names of the gaps in a text."""
    return set(GAP.findall(text))


def digest_of(*words: str) -> str:
    """Digest titles and texts; where one ends and the next begins counts too."""
    return hashlib.sha256("\0".join(words).encode()).hexdigest()


def changes(before: str, after: str) -> list[Change]:
    """Say block by block what stayed, what went and what came."""
    old, new = blocks(before), blocks(after)
    found: list[Change] = []
    for how, a, b, c, d in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        if how == "equal":
            found += _each("kept", new[c:d])
        else:
            found += [*_each("removed", old[a:b]), *_each("added", new[c:d])]
    return found


def _each(how: Literal["kept", "added", "removed"], found: Sequence[Block]) -> list[Change]:
    return [Change(how, block) for block in found]
