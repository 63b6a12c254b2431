"""Write docs/reference/refusals.md: every refusal, its status, what a person reads."""

from __future__ import annotations

import importlib
import os
import pkgutil
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ritrovo.config.settings")
os.environ.setdefault("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")

import django
from django.utils import translation

import ritrovo

HEAD = """# Refusals

Every "no" the platform says: on a page beside its field, in the API as a problem document
(RFC 9457) of type `/problems/<name>`. Written by `python scripts/refusals.py`.

| name | status | when | what a person reads |
|---|---|---|---|
"""


def main() -> None:
    """Write the page from the classes themselves."""
    django.setup()
    translation.activate("it")
    from ritrovo.foundations.kernel.refusals import Refusal

    for found in pkgutil.walk_packages(ritrovo.__path__, "ritrovo."):
        if found.name.rpartition(".")[2] == "errors" or ".errors." in found.name:
            importlib.import_module(found.name)
    waiting: list[type[Refusal]] = [Refusal]
    rows: dict[str, str] = {}
    while waiting:
        for each in waiting.pop().__subclasses__():
            waiting.append(each)
            first = (each.__doc__ or "").strip().split("\n\n")[0].replace("\n", " ")
            words = " ".join(str(each.message).split()).replace("|", "\\|")
            cells = (f"`{each.__name__}`", str(each.status), first, words)
            rows[each.__name__] = f"| {' | '.join(cells)} |\n"
    page = Path(__file__).parent.parent / "docs" / "reference" / "refusals.md"
    page.write_text(HEAD + "".join(rows[name] for name in sorted(rows)), encoding="utf-8")


if __name__ == "__main__":
    main()
