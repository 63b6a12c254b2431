"""Public pages are light: a phone on a slow line opens them in a few seconds."""

import re
from pathlib import Path

import brotli
import pytest
from django.contrib.staticfiles import finders

from tests import factories

MOST_BYTES = 200_000
# What a page loads, images aside: style, scripts, fonts.
LOADED = re.compile(r'(?:<link rel="(?:stylesheet|preload)"[^>]*href|<script[^>]*src)="([^"]+)"')
NAMED = re.compile(r"url\([\"']?([^)\"']+)[\"']?\)")


def weight(client, address: str) -> dict[str, int]:
    """Say how many bytes each part of a page takes, compressed as its file is served."""
    html = client.get(address).content.decode()
    # Nothing compresses what is written for one person: the page itself counts as it is.
    parts = {address: len(html.encode())}
    files = {path_of(found) for found in LOADED.findall(html) if found.startswith("/static/")}
    sheets = [file for file in files if file.suffix == ".css"]
    fonts = {font for sheet in sheets for font in fonts_of(sheet)}
    return parts | {file.name: served(file) for file in files | fonts}


def path_of(address: str) -> Path:
    found = finders.find(address.removeprefix("/static/"))
    assert found, address
    return Path(str(found))


def fonts_of(sheet: Path) -> set[Path]:
    named = NAMED.findall(sheet.read_text())
    return {(sheet.parent / name).resolve() for name in named if name.endswith(".woff2")}


def served(file: Path) -> int:
    if file.suffix == ".woff2":
        return file.stat().st_size
    return len(brotli.compress(file.read_bytes()))


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/campagne/", "/campagne/{}/", "/campagne/{}/sostieni/"])
def test_a_public_page_is_light(client, address):
    campaign = factories.make_campaign()
    parts = weight(client, address.format(campaign.slug))
    assert any(name.endswith(".css") for name in parts)
    assert any(name.endswith(".woff2") for name in parts)
    assert sum(parts.values()) < MOST_BYTES, parts
