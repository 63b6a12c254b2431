"""Mappings kept by version."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping as Facts
from typing import Any
from uuid import UUID

from django.db.models import Max

from ritrovo.foundations.kernel.refusals import refusing, require_transaction
from ritrovo.insight.observatory.counting.errors import PresetBroken
from ritrovo.insight.observatory.counting.mappings import digest_of, preset_from, written
from ritrovo.insight.observatory.counting.presets import known_presets
from ritrovo.insight.observatory.errors import MappingBroken, MappingNameTaken, MappingUnknown
from ritrovo.insight.observatory.models import Mapping


def shipped_mapping(name: str) -> Mapping:
    """Give a mapping that ships, kept the first time it is used. Raises MappingUnknown."""
    require_transaction()
    if (path := known_presets().get(name)) is None:
        raise MappingUnknown
    text = path.read_text(encoding="utf-8")
    facts = tomllib.loads(text)
    made, _new = Mapping.objects.get_or_create(
        name=name,
        version=facts["version"],
        defaults={
            "title": facts["title"],
            "text": text,
            "digest": digest_of(text),
            "is_shipped": True,
        },
    )
    return made


def own_mapping(name: str, facts: Facts[str, Any], *, saved_by: UUID) -> Mapping:
    """Keep a mapping as the next version of its name; what was said before is found again.

    Raises MappingNameTaken, MappingBroken, MappingSavedMeanwhile.
    """
    require_transaction()
    if not name or name in known_presets():
        raise MappingNameTaken(name=facts["title"])
    of_name = Mapping.objects.filter(name=name)
    for before in of_name:
        if written({**facts, "version": before.version}) == before.text:
            return before
    version = (of_name.aggregate(last=Max("version"))["last"] or 0) + 1
    text = written({**facts, "version": version})
    try:
        preset = preset_from(name, text)
    except PresetBroken as error:
        raise MappingBroken(why=error.facts["why"]) from error
    with refusing():
        return Mapping.objects.create(
            name=name,
            version=version,
            title=preset.title,
            text=text,
            digest=preset.digest,
            saved_by_id=saved_by,
        )
