"""Mappings from a platform's file to the columns of a campaign: data, one TOML file each."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from ritrovo.insight.observatory.counting.columns import MODELS, NAMES, STATES
from ritrovo.insight.observatory.counting.errors import PresetBroken, PresetUnknown

FILES: Final = Path(__file__).with_name("files")
SHIPPED: Final = FILES / "presets"
KINDS: Final = (
    "text",
    "money",
    "cents",
    "count",
    "date",
    "country",
    "currency",
    "state",
    "word",
)
COUNTS_AS: Final = ("crowd", "match", "sponsor", "")


@dataclass(frozen=True, slots=True)
class Field:
    """How one column of a campaign is read from the columns of a file.

    `sources` are joined by "/" (text only). `words` translate; `flags` mark a row by its word.
    `earliest` makes an earlier date unknown and flags the row with `too_early`. `decimal` is the
    mark before the cents; any other mark of thousands is `thousands`.
    """

    name: str
    sources: tuple[str, ...]
    kind: str = "text"
    required: bool = False
    words: Mapping[str, str] = field(default_factory=dict)
    flags: Mapping[str, str] = field(default_factory=dict)
    formats: tuple[str, ...] = ()
    decimal: str = "."
    thousands: str = ""
    earliest: date | None = None
    too_early: str = "before_platform"


@dataclass(frozen=True, slots=True)
class Damage:
    """A cell known to be ruined: columns that are then unknown, and the row's flags."""

    column: str
    cell: str
    unknown: tuple[str, ...]
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Preset:
    """A whole mapping. `stages` names which of submitted, published, successful the file shows.

    `raised_is` says whose money the portal's figure is, when it is all of one kind.
    """

    name: str
    version: int
    title: str
    source: str
    fields: tuple[Field, ...]
    fixed: Mapping[str, str]
    damages: tuple[Damage, ...]
    stages: tuple[str, ...]
    raised_is: str
    rate_source: str
    digest: str

    def field(self, name: str) -> Field | None:
        """Give how a column is read, if the file has it."""
        return next((found for found in self.fields if found.name == name), None)

    @property
    def sources(self) -> tuple[str, ...]:
        """List the file's columns that are used, each once."""
        return tuple(dict.fromkeys(source for found in self.fields for source in found.sources))

    @property
    def needed(self) -> tuple[str, ...]:
        """List the file's columns without which nothing can be understood."""
        return tuple(
            dict.fromkeys(
                source for found in self.fields if found.required for source in found.sources
            )
        )


def known_presets(more: Path | None = None) -> dict[str, Path]:
    """Find the mappings shipped and those of a folder of one's own, which win."""
    folders = [SHIPPED, *([more] if more else [])]
    return {path.stem: path for folder in folders for path in sorted(folder.glob("*.toml"))}


def preset_named(name: str, more: Path | None = None) -> Preset:
    """Read the mapping of a name, or of a path to a TOML file.

    Raises PresetUnknown, PresetBroken.
    """
    known = known_presets(more)
    path = Path(name) if name.endswith(".toml") else known.get(name)
    if path is None or not path.is_file():
        raise PresetUnknown(name=name, known=", ".join(sorted(known)))
    return _read(path, path.stat().st_mtime_ns)


@cache
def _read(path: Path, _changed_at: int) -> Preset:
    content = path.read_bytes()
    try:
        facts = tomllib.loads(content.decode())
        return preset_of(path.stem, facts, hashlib.sha256(content).hexdigest())
    except (KeyError, TypeError, ValueError) as error:
        raise PresetBroken(name=path.stem, why=f"{type(error).__name__}: {error}") from error


def preset_of(name: str, facts: Mapping[str, Any], digest: str = "") -> Preset:
    """Make a mapping of what a TOML file says. Raises PresetBroken, KeyError, TypeError."""
    preset = Preset(
        name=name,
        version=int(facts["version"]),
        title=str(facts["title"]),
        source=str(facts["source"]),
        fields=tuple(_field(column, told) for column, told in facts["columns"].items()),
        fixed=dict(facts.get("fixed", {})),
        damages=tuple(_damage(told) for told in facts.get("damages", ())),
        stages=tuple(facts.get("stages", ())),
        raised_is=str(facts.get("raised_is", "")),
        rate_source=str(facts.get("rate_source", "")),
        digest=digest,
    )
    _check(preset)
    return preset


def _field(name: str, told: Mapping[str, Any]) -> Field:
    facts = dict(told)
    sources = facts.pop("from")
    return Field(
        name=name,
        sources=(sources,) if isinstance(sources, str) else tuple(sources),
        formats=tuple(facts.pop("formats", ())),
        **facts,
    )


def _damage(told: Mapping[str, Any]) -> Damage:
    return Damage(told["column"], told["cell"], tuple(told["unknown"]), tuple(told["flags"]))


def _check(preset: Preset) -> None:
    """Refuse what no file could satisfy, before a file is blamed for it."""
    for found in preset.fields:
        if found.name not in NAMES:
            _refuse(preset, f"there is no column {found.name}")
        if found.kind not in KINDS:
            _refuse(preset, f"{found.name}: there is no kind {found.kind}")
        if found.name == "state" and not set(found.words.values()) <= set(STATES):
            _refuse(preset, f"a state is one of {', '.join(STATES)}")
    if preset.raised_is not in COUNTS_AS:
        _refuse(preset, f"raised_is is one of {', '.join(filter(None, COUNTS_AS))}")
    if (model := preset.fixed.get("model")) and model not in MODELS:
        _refuse(preset, f"a model is one of {', '.join(MODELS)}")
    for damage in preset.damages:
        if not preset.field(damage.column):
            _refuse(preset, f"nothing is read into {damage.column}, which a damage names")
    if not preset.field("campaign_id"):
        _refuse(preset, "without campaign_id the same campaign is never known again")


def _refuse(preset: Preset, why: str) -> None:
    raise PresetBroken(name=preset.name, why=why)
