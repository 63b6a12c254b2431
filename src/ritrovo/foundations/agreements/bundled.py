"""The texts that come with the platform, read from their files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ritrovo.foundations.agreements.choices import RulebookKind

FOLDER: Final = Path(__file__).parent / "files"
# What the platform says for itself; its gaps are filled with who runs the installation.
PLATFORM: Final = (
    RulebookKind.PRIVACY,
    RulebookKind.TERMS,
    RulebookKind.COOKIES,
    RulebookKind.ACCESSIBILITY,
    RulebookKind.NEWSLETTER,
)
# What every organisation may follow as it is.
MODELS: Final = (
    RulebookKind.PRIVACY,
    RulebookKind.NEWSLETTER,
    RulebookKind.PUBLIC_NAME,
    RulebookKind.IMAGE_RELEASE,
    RulebookKind.HOSTING,
)


@dataclass(frozen=True, slots=True)
class BundledText:
    """A text in both languages, with its gaps."""

    kind: RulebookKind
    is_model: bool
    title_it: str
    title_en: str
    text_it: str
    text_en: str


def bundled_texts() -> list[BundledText]:
    """Read every text that comes with the platform."""
    return [
        *(_read(kind, is_model=False) for kind in PLATFORM),
        *(_read(kind, is_model=True) for kind in MODELS),
    ]


def _read(kind: RulebookKind, *, is_model: bool) -> BundledText:
    stem = f"{'model' if is_model else 'platform'}_{kind}"
    title_it, text_it = _parts(FOLDER / f"{stem}.it.txt")
    title_en, text_en = _parts(FOLDER / f"{stem}.en.txt")
    return BundledText(kind, is_model, title_it, title_en, text_it, text_en)


def _parts(path: Path) -> tuple[str, str]:
    title, _, text = path.read_text("utf-8").partition("\n")
    return title.removeprefix("# ").strip(), text.strip()
