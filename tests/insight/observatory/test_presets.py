"""Mappings are data: what no file could satisfy is refused before a file is blamed for it."""

from __future__ import annotations

import pytest

from ritrovo.insight.observatory.counting.errors import PresetBroken
from ritrovo.insight.observatory.counting.importing import bring_in
from ritrovo.insight.observatory.counting.presets import known_presets, preset_named, preset_of
from ritrovo.insight.observatory.counting.refused import preview
from ritrovo.insight.observatory.counting.stages import stages_of
from ritrovo.insight.observatory.counting.store import Store
from ritrovo.insight.observatory.counting.summary import summary_of

PLAIN = {
    "version": 1,
    "title": "T",
    "source": "S",
    "columns": {"campaign_id": {"from": "id"}},
}
OURS = (
    "id,title,category,kind,status,currency,published_on,ends_on,minimum_cents,optimum_cents,"
    "promised_cents,collected_cents,crowd_cents,match_cents,sponsor_cents,people,groups\n"
)


@pytest.mark.parametrize("name", sorted(known_presets()))
def test_every_mapping_shipped_can_be_read(name):
    preset = preset_named(name)
    assert preset.fixed["platform"] == name
    assert preset.source


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"columns": {"campaign_id": {"from": "id"}, "colour": {"from": "c"}}}, "colour"),
        ({"columns": {"campaign_id": {"from": "id", "kind": "magic"}}}, "magic"),
        ({"columns": {"title": {"from": "t"}}}, "campaign_id"),
        (
            {
                "columns": {
                    "campaign_id": {"from": "id"},
                    "state": {"from": "s", "kind": "state", "words": {"a": "lost"}},
                }
            },
            "state",
        ),
        ({"fixed": {"model": "magic"}}, "model"),
        ({"raised_is": "mine"}, "raised_is"),
        (
            {"damages": [{"column": "country", "cell": "x", "unknown": [], "flags": []}]},
            "country",
        ),
    ],
)
def test_a_mapping_that_cannot_be_is_refused(facts, why):
    with pytest.raises(PresetBroken, match=why):
        preset_of("own", {**PLAIN, **facts})


def test_a_file_that_is_no_mapping_is_refused_by_name(tmp_path):
    (tmp_path / "own.toml").write_text("version = ")
    with pytest.raises(PresetBroken, match="own"):
        preset_named("own", tmp_path)


def test_our_own_campaigns_enter_on_the_same_terms(given):
    rows = (
        "a,A,civic.commons,both,reported,EUR,2025-01-01,2025-02-01,1000,2000,3000,1500,"
        "1000,400,100,20,1\n"
        "b,B,civic.commons,donation,won,EUR,2025-01-01,2025-02-01,1000,2000,3000,999,"
        "999,,,9,\n"
    )
    preset, path = preset_named("ritrovo"), given((OURS + rows).encode())
    won, short = preview(path, preset).rows
    assert (won["counted_cents"], won["crowd_cents"], won["match_cents"]) == (1500, 1000, 400)
    assert (won["model"], won["backers"]) == ("hybrid", 21)
    assert short["flags"] == "collected_below_minimum"
    assert short["backers"] is None
    told = summary_of(path, preset)
    assert (told.successful, told.successful_money) == (1, {"EUR": "15.00"})
    assert told.unmapped == {}


def test_each_installation_is_a_portal_of_its_own(given, tmp_path):
    header = "platform," + OURS
    rows = (
        "uno.example,a,A,,both,won,EUR,2025-01-01,2025-02-01,1000,2000,3000,1500,,,,20,1\n"
        ",b,B,,both,won,EUR,2025-01-01,2025-02-01,1000,2000,3000,1500,,,,20,1\n"
    )
    preset, store = preset_named("ritrovo"), Store(tmp_path / "store")
    told = bring_in(store, given((header + rows).encode()), preset)
    assert told.entered == 2
    stages = stages_of(store, {"ritrovo": preset})
    assert stages == dict.fromkeys(("uno.example", "ritrovo"), ("published", "successful"))
