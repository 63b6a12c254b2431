"""Collect every text of the interface, keep the English catalogue complete, compile it.

`python scripts/texts.py` updates and compiles; `--check` changes nothing and fails on what lacks.
"""

from __future__ import annotations

import argparse
import ast
import io
import re
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT: Final = Path(__file__).resolve().parent.parent
SOURCE: Final = ROOT / "src" / "ritrovo"
FOLDER: Final = SOURCE / "locale" / "en" / "LC_MESSAGES"
TIMELESS: Final = datetime(2026, 1, 1, tzinfo=UTC)
NAMES: Final = {"_", "__"} | {
    f"{number}{context}gettext{lazy}"
    for number in ("", "n")
    for context in ("", "p")
    for lazy in ("", "_lazy", "_noop")
}
# What Django makes of a template: calls of gettext between letters that stand for the rest.
CALL: Final = re.compile(
    r"\b(_|gettext|ngettext|pgettext|npgettext)\("
    r"((?:u?'(?:\\.|[^'\\])*'|u?\"(?:\\.|[^\"\\])*\"|[\s,]|count)+)\)"
)

Text = str | tuple[str, str]


def texts() -> Iterator[tuple[str, int, Text, str | None]]:
    """Give every text with its file, line and context."""
    for path in sorted(SOURCE.rglob("*.py")):
        if "migrations" not in path.parts:
            yield from python_texts(path)
    for path in sorted(SOURCE.rglob("templates/**/*.*")):
        yield from template_texts(path)


def python_texts(path: Path) -> Iterator[tuple[str, int, Text, str | None]]:
    """Find the texts of a module."""
    place = path.relative_to(ROOT).as_posix()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        name = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
        if isinstance(node, ast.Call) and name in NAMES:
            values = [each.value for each in node.args if isinstance(each, ast.Constant)]
            words = [value for value in values if isinstance(value, str)]
            if words:
                yield place, node.lineno, *_told(name, words)


def template_texts(path: Path) -> Iterator[tuple[str, int, Text, str | None]]:
    """Find the texts of a template."""
    place = path.relative_to(ROOT).as_posix()
    plain = templatize(path.read_text(encoding="utf-8"), origin=place)
    for call in CALL.finditer(plain):
        line = plain.count("\n", 0, call.start()) + 1
        words = ast.literal_eval("[" + re.sub(r",\s*count\s*$", "", call[2]) + "]")
        yield place, line, *_told(call[1], words)


def _told(name: str, words: list[str]) -> tuple[Text, str | None]:
    context = words.pop(0) if "pgettext" in name else None
    return (words[0], words[1]) if name.startswith(("ng", "np")) else words[0], context


def collected() -> Catalog:
    """Collect the texts into a fresh catalogue."""
    catalogue = Catalog(project="Ritrovo", charset="utf-8", fuzzy=False)
    for place, _line, text, context in texts():
        catalogue.add(text, locations=[(place, None)], context=context)  # type: ignore[list-item]
    return catalogue


def standing() -> Catalog:
    """Read the English catalogue as it was last written."""
    with (FOLDER / "django.po").open("rb") as file:
        return read_po(file, locale="en")


def updated() -> Catalog:
    """Give the English catalogue with today's texts and the translations that stand."""
    english = standing()
    english.update(collected(), no_fuzzy_matching=True)
    english.obsolete.clear()
    english.header_comment = "# Ritrovo's interface in English; its source language is Italian."
    english.project, english.version = "Ritrovo", "1"
    english.msgid_bugs_address = english.last_translator = english.language_team = ""
    return english


def missing(catalogue: Catalog) -> list[Message]:
    """List the texts without English."""
    return [text for text in catalogue if text.id and not all(_forms(text.string))]


def _forms(string: str | Sequence[str] | None) -> tuple[str, ...]:
    return (string or "",) if string is None or isinstance(string, str) else tuple(string)


def written(catalogue: Catalog, *, places: bool = True) -> bytes:
    """Write a catalogue as text, sorted, without line numbers that change at every edit."""
    file = io.BytesIO()
    write_po(file, catalogue, width=100, sort_output=True, no_location=not places)
    return re.sub(rb'"(POT?-(Creation|Revision)-Date|Generated-By):[^\n]*\n', b"", file.getvalue())


def compiled(catalogue: Catalog) -> bytes:
    """Compile a catalogue, the same at any time."""
    catalogue.creation_date = catalogue.revision_date = TIMELESS
    file = io.BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def main() -> int:
    """Update, or only check."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    only_check = parser.parse_args().check
    settings.configure(USE_I18N=True)
    english = updated()
    lacking = missing(english)
    for text in lacking:
        print(f"no English: {text.id!r}")
    if only_check:
        is_current = written(standing(), places=False) == written(english, places=False)
        if not is_current:
            print("The catalogue is not up to date: run python scripts/texts.py")
        return 1 if lacking or not is_current else 0
    (FOLDER / "django.po").write_bytes(written(english))
    (FOLDER / "django.mo").write_bytes(compiled(english))
    print(f"{len(english)} texts, {len(lacking)} without English.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
