"""Fetch, or check, the front-end files that the project ships: fonts, icons, htmx, normalise.

`vendor.py` takes each package of `vendor.json` at its pinned version by `npm pack`, copies the
listed files and writes their digests; `vendor.py --check` compares digests and needs no network.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
MANIFEST = Path(__file__).with_name("vendor.json")
SVG_WRAPPER = re.compile(r"^.*?<svg[^>]*>|</svg>.*$", re.DOTALL)


def digest(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal, or nothing when it is missing."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def problems(manifest: dict[str, Any], root: Path = ROOT) -> list[str]:
    """Name every vendored file that is missing or differs from its digest."""
    found = []
    for package in manifest["packages"]:
        for file in package["files"]:
            path = root / package["into"] / file["to"]
            if digest(path) != file["sha256"]:
                found.append(f"{path.relative_to(root)}: missing, or not as fetched")
    return found


def unpack(package: dict[str, Any], folder: Path) -> Path:
    """Take one package at its version from the registry npm is set to; return its folder."""
    wanted = f"{package['name']}@{package['version']}"
    command = ["npm", "pack", "--silent", "--pack-destination", str(folder), wanted]
    packed = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    with tarfile.open(folder / packed.stdout.split()[-1]) as archive:
        archive.extractall(folder / "open", filter="data")
    return folder / "open" / "package"


def sprite(folder: Path, names: list[str]) -> str:
    """Draw one SVG of symbols, one per icon, each with the icon's own shapes only."""
    symbols = []
    for name in sorted(names):
        drawing = SVG_WRAPPER.sub("", (folder / f"{name}.svg").read_text("utf-8"))
        shapes = " ".join(drawing.split())
        symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24">{shapes}</symbol>')
    # Presentation attributes here are inherited by the symbols wherever they are used.
    head = '<svg xmlns="http://www.w3.org/2000/svg">'
    return "\n".join([head, *symbols, "</svg>", ""])


def fetch(package: dict[str, Any]) -> None:
    """Copy a package's files into the project and note their digests."""
    into = ROOT / package["into"]
    with tempfile.TemporaryDirectory() as scratch:
        folder = unpack(package, Path(scratch))
        for file in package["files"]:
            target = into / file["to"]
            target.parent.mkdir(parents=True, exist_ok=True)
            if "symbols" in file:
                target.write_text(sprite(folder / file["from"], file["symbols"]), "utf-8")
            else:
                shutil.copyfile(folder / file["from"], target)
            file["sha256"] = digest(target)


def main() -> int:
    """Fetch everything, or with `--check` only compare; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="only compare the digests")
    manifest = json.loads(MANIFEST.read_text("utf-8"))
    if not parser.parse_args().check:
        for package in manifest["packages"]:
            print(f"{package['name']} {package['version']}", file=sys.stderr)
            fetch(package)
        MANIFEST.write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n", "utf-8")
    found = problems(manifest)
    print("\n".join(found) or "Every vendored file is as it was fetched.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
