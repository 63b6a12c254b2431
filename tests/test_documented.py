"""What an installation can be told is written down: settings, commands, refusals."""

from __future__ import annotations

import importlib
import pkgutil
import re
from pathlib import Path

import yaml

import ritrovo
from ritrovo.foundations.kernel.refusals import Refusal

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "ritrovo"
REFERENCE = ROOT / "docs" / "reference"
# Set by the command itself for its own children.
INNER = {"RITROVO_AS_OWNER"}


def test_every_setting_is_documented():
    read = {
        name
        for path in SOURCE.rglob("*.py")
        for name in re.findall(r'"((?:RITROVO|DATABASE)_[A-Z_]+)"', path.read_text())
    }
    written = (REFERENCE / "settings.md").read_text()
    assert sorted(name for name in read - INNER if f"`{name}`" not in written) == []


def test_every_command_is_documented():
    commands = {
        path.stem
        for path in SOURCE.rglob("management/commands/*.py")
        if not path.stem.startswith("_")
    }
    written = (REFERENCE / "commands.md").read_text()
    assert sorted(name for name in commands if f"`{name}" not in written) == []


def all_refusals() -> list[type[Refusal]]:
    """List every refusal of the product, by name."""
    for found in pkgutil.walk_packages(ritrovo.__path__, "ritrovo."):
        if found.name.rpartition(".")[2] == "errors" or ".errors." in found.name:
            importlib.import_module(found.name)
    waiting, seen = [Refusal], set()
    while waiting:
        for child in waiting.pop().__subclasses__():
            if child not in seen and child.__module__.startswith("ritrovo."):
                seen.add(child)
                waiting.append(child)
    return sorted(seen, key=lambda refusal: refusal.__name__)


def test_every_refusal_is_documented():
    written = (REFERENCE / "refusals.md").read_text()
    assert [each.__name__ for each in all_refusals() if f"`{each.__name__}`" not in written] == []


def test_no_two_refusals_share_a_name():
    names = [refusal.__name__ for refusal in all_refusals()]
    assert sorted({name for name in names if names.count(name) > 1}) == []


def test_the_catalogue_of_public_software_gets_what_it_asks_for():
    """Mandatory keys and lengths of publiccode.yml 0.7; files it names are there."""
    told = yaml.safe_load((ROOT / "publiccode.yml").read_text())
    assert str(told["publiccodeYmlVersion"]) == "0.7"
    wanted = {"name", "url", "platforms", "developmentStatus", "softwareType", "description"}
    assert wanted | {"legal", "maintenance", "localisation"} <= told.keys()
    assert told["legal"]["license"] == "AGPL-3.0-or-later"
    assert told["maintenance"]["contacts"]
    assert set(told["description"]) == set(told["localisation"]["availableLanguages"])
    for described in told["description"].values():
        assert len(described["shortDescription"]) <= 150
        assert 150 <= len(described["longDescription"]) <= 10_000
        assert described["features"]
        assert all((ROOT / path).is_file() for path in described["screenshots"])


def test_every_link_between_documents_leads_somewhere():
    documents = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("demo/*.md")]
    broken = [
        f"{document.relative_to(ROOT)}: {target}"
        for document in documents
        for target in re.findall(r"\]\(([^)#\s]+)", document.read_text())
        if "://" not in target and not (document.parent / target).exists()
    ]
    assert broken == []
