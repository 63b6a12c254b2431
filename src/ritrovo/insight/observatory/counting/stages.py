"""Which stages of a campaign the files of each platform show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pyarrow.parquet as pq

from ritrovo.insight.observatory.counting.presets import Preset
from ritrovo.insight.observatory.counting.store import Store

Stages = Mapping[str, tuple[str, ...]]


def stages_of(store: Store, presets: Mapping[str, Preset]) -> Stages:
    """Say of each platform in a store which of submitted, published, successful its files show."""
    return {
        platform: preset.stages
        for name, preset in presets.items()
        for platform in _platforms(store, name, preset)
    }


def _platforms(store: Store, name: str, preset: Preset) -> Iterable[str]:
    """Name a mapping's platform, or those that its files tell."""
    if preset.field("platform") is None:
        return [preset.fixed.get("platform", preset.name)]
    files = [store.path(rows) for told in store if told.preset == name for rows in told.rows]
    columns = [pq.read_table(path, columns=["platform"])["platform"] for path in files]
    return {str(platform) for column in columns for platform in column.unique().to_pylist()}
