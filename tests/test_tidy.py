"""The house rules that no linter knows: each is a test, or it is not a rule."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "ritrovo"
WRITES = {"save", "create", "bulk_create", "bulk_update", "update", "delete", "get_or_create"}
WRITES |= {"update_or_create"}
# `known` tells and forgets what a room knows of a person; `erasing` carries it out for all rooms.
MAY_WRITE = {"actions", "steps", "jobs", "migrations", "known", "erasing"}
# Verbs of dict, set, session and form objects that have nothing to do with the database.
PLAIN_OWNERS = {"hashlib", "hasher", "cache", "context", "facts", "digest"}


def modules() -> Iterator[Path]:
    """List the source files, without migrations."""
    return (path for path in sorted(SOURCE.rglob("*.py")) if "migrations" not in path.parts)


def may_write(path: Path) -> bool:
    return bool(MAY_WRITE & {*path.relative_to(SOURCE).with_suffix("").parts})


def orm_writes(tree: ast.AST) -> Iterator[ast.Call]:
    """Find calls like `X.objects.create(...)` or `query.filter(...).update(...)`."""
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        if node.func.attr in WRITES and "objects" in ast.unparse(node.func.value):
            yield node


def found(path: Path) -> list[str]:
    tree = ast.parse(path.read_text())
    return [f"{path.relative_to(SOURCE)}:{call.lineno}" for call in orm_writes(tree)]


def test_only_actions_steps_and_jobs_write_through_the_orm():
    outside = [place for path in modules() if not may_write(path) for place in found(path)]
    assert outside == []


def test_a_planted_write_is_found(tmp_path):
    planted = tmp_path / "views.py"
    planted.write_text("Party.objects.filter(pk=1).update(name='x')\n")
    assert list(orm_writes(ast.parse(planted.read_text())))


def test_only_the_clock_asks_what_time_it_is():
    asks = re.compile(
        r"timezone\.now\(|datetime\.now\(|date\.today\(|datetime\.utcnow\(|time\.time\("
    )
    guilty = [
        str(path.relative_to(SOURCE))
        for path in modules()
        if path.name != "clock.py" and asks.search(path.read_text())
    ]
    assert guilty == []


def test_every_migration_of_ours_is_in_the_line():
    """Each room's migrations form one line: no two share a number."""
    for folder in SOURCE.rglob("migrations"):
        numbers = [path.name[:4] for path in sorted(folder.glob("0*.py"))]
        assert len(numbers) == len(set(numbers)), folder


@pytest.mark.parametrize("word", ["TODO", "FIXME", "XXX"])
def test_nothing_is_left_for_later(word):
    guilty = [str(path) for path in modules() if re.search(rf"\b{word}\b", path.read_text())]
    assert guilty == []


def test_templates_begin_by_saying_what_they_need():
    guilty = [
        str(path.relative_to(SOURCE))
        for path in sorted(SOURCE.rglob("templates/**/*.html"))
        if not path.read_text().lstrip().startswith(("{#", "{% comment", "{% extends", "{% load"))
    ]
    assert guilty == []
