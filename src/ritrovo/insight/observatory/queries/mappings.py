"""Which mappings there are: those that ship, and one's own by their latest version."""

from __future__ import annotations

from ritrovo.insight.observatory.counting.mappings import preset_from
from ritrovo.insight.observatory.counting.presets import Preset, known_presets, preset_named
from ritrovo.insight.observatory.models import Import, Mapping


def presets_to_choose() -> list[Preset]:
    """Give every mapping a file may be read by, named as it is chosen. One query."""
    own = Mapping.objects.filter(is_shipped=False).order_by("name", "-version").distinct("name")
    mine = [preset_from(each.preset_name, each.text) for each in own]
    return [*[preset_named(name) for name in sorted(known_presets())], *mine]


def preset_of(told: Import) -> Preset:
    """Give the mapping by which an import is read. Its `mapping` must be there."""
    mapping = told.mapping
    if mapping is None:
        raise LookupError("No mapping was chosen for this file.")
    return preset_from(mapping.preset_name, mapping.text)


def mapping_key(mapping: Mapping) -> str:
    """Name a mapping as it is chosen: a shipped one by its name."""
    return mapping.name if mapping.is_shipped else mapping.preset_name
