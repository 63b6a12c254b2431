"""A tile server, when an administrator sets one. By default there is none."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings


@dataclass(frozen=True, slots=True)
class TileLayer:
    """Where tiles come from, and whom to thank for them."""

    url: str
    attribution: str


def tile_layer() -> TileLayer | None:
    """Get the tile server of the settings, or None."""
    if not settings.TILE_URL:
        return None
    return TileLayer(settings.TILE_URL, settings.TILE_ATTRIBUTION)


def tile_host(url: str) -> str | None:
    """Say which host the pages may load pictures from, as a source of `img-src`, or None.

    "https://{s}.tiles.example.org/…" becomes "https://*.tiles.example.org". An address of this
    installation itself needs no host. Reads no setting, so that settings may call it.
    """
    parts = urlsplit(url)
    if not parts.netloc:
        return None
    return f"{parts.scheme}://{parts.netloc.replace('{s}', '*')}"
