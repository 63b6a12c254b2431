"""Charts drawn once for all processes: kept on disk by what they are drawn from.

The renderer needs up to a second to wake and a tenth for each chart; a page has many, and the
same figures give the same drawing. Nothing is lost when the folder is deleted.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections.abc import Mapping
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final, Literal

import vl_convert
from django.conf import settings

FOLDER: Final = "drawings"
# About 50 MB: a drawing has some ten thousand letters.
MOST_KEPT: Final = 5000
Locale = Literal["it-IT", "en-GB"]


def drawn(spec: Mapping[str, Any], locale: Locale) -> str:
    """Draw a Vega-Lite specification as SVG, or give the drawing that is kept of it.

    Without settings, or on a disk that is full or closed, it is drawn anew.
    """
    path = _path(spec, locale)
    if path is None:
        return _draw(spec, locale)
    with contextlib.suppress(OSError, UnicodeDecodeError):
        return path.read_text("utf-8")
    svg = _draw(spec, locale)
    with contextlib.suppress(OSError):
        _keep(path, svg)
    return svg


def _draw(spec: Mapping[str, Any], locale: Locale) -> str:
    made: str = vl_convert.vegalite_to_svg(dict(spec), format_locale=locale)
    return made


def _path(spec: Mapping[str, Any], locale: Locale) -> Path | None:
    """Say where a drawing is kept; None for commands that run without settings."""
    if not settings.configured:
        return None
    of = json.dumps([version("vl-convert-python"), locale, spec], sort_keys=True, default=str)
    return Path(settings.DATA, FOLDER, sha256(of.encode()).hexdigest() + ".svg")


def _keep(path: Path, svg: str) -> None:
    """Write a drawing whole or not at all; when there are too many, the older half goes."""
    path.parent.mkdir(mode=0o700, exist_ok=True)
    kept = sorted(path.parent.glob("*.svg"), key=_age) if _is_full(path.parent) else []
    for old in kept[: MOST_KEPT // 2]:
        old.unlink(missing_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(svg)
    Path(name).replace(path)


def _is_full(folder: Path) -> bool:
    return sum(1 for _each in os.scandir(folder)) >= MOST_KEPT


def _age(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:  # Another process has just deleted it.
        return 0
