"""A mapping as TOML text: read into facts, changed column by column, written out again."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import sha256
from typing import Any, Final

from ritrovo.insight.observatory.counting.columns import NAMES
from ritrovo.insight.observatory.counting.errors import PresetBroken
from ritrovo.insight.observatory.counting.presets import Preset, preset_of

HEADS: Final = ("version", "title", "source", "raised_is", "rate_source", "stages")
FIRST: Final = ("from", "column", "cell")


def preset_from(name: str, text: str) -> Preset:
    """Read a mapping from its text. Raises PresetBroken."""
    try:
        return preset_of(name, tomllib.loads(text), digest_of(text))
    except (KeyError, TypeError, ValueError) as error:
        raise PresetBroken(name=name, why=f"{type(error).__name__}: {error}") from error


def digest_of(text: str) -> str:
    """Give the SHA-256 that names a mapping's text."""
    return sha256(text.encode()).hexdigest()


def written(facts: Mapping[str, Any]) -> str:
    """Write a mapping as TOML; the same facts give the same text, in whatever order they came."""
    lines = [f"{name} = {_value(facts[name])}" for name in HEADS if name in facts]
    if facts.get("fixed"):
        lines += ["", "[fixed]", *_pairs(facts["fixed"])]
    for column in sorted(facts["columns"], key=_place):
        lines += ["", f"[columns.{column}]", *_pairs(facts["columns"][column])]
    for damage in facts.get("damages", ()):
        lines += ["", "[[damages]]", *_pairs(damage)]
    return "\n".join(lines) + "\n"


def _pairs(told: Mapping[str, Any]) -> Iterable[str]:
    ordered = sorted(told.items(), key=lambda each: (each[0] not in FIRST, each[0]))
    return [f"{_key(name)} = {_value(value)}" for name, value in ordered]


def _place(column: str) -> tuple[int, str]:
    return (NAMES.index(column) if column in NAMES else len(NAMES), column)


def _key(name: str) -> str:
    is_plain = name.isascii() and name.replace("_", "").replace("-", "").isalnum()
    return name if is_plain else _text(name)


def _value(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case date():
            return value.isoformat()
        case Mapping():
            return "{ " + ", ".join(_pairs(value)) + " }" if value else "{}"
        case list() | tuple():
            return "[" + ", ".join(_value(each) for each in value) + "]"
        case _:
            return _text(str(value))


def _text(text: str) -> str:
    """Write a text: what JSON writes is TOML too, but for one sign that JSON leaves bare."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
