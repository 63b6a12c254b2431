"""The files we ship are those that were fetched or drawn, and a public page stays light."""

import json
import subprocess
import sys
from pathlib import Path

import brotli
import pytest
from django.template import Context, Template
from django.test import RequestFactory

from ritrovo.foundations.look import marks
from ritrovo.foundations.look.icons import icon_names

ROOT = Path(__file__).resolve().parents[2]
STATIC = marks.FOLDER
LOADED = [
    "theme.js",
    "ritrovo.js",
    "vendor/htmx.min.js",
    "vendor/modern-normalize.css",
    "vendor/icons.svg",
    "colours.css",
    "base.css",
    "components.css",
    "print.css",
]
FONTS = ["fonts/atkinson-next-latin.woff2", "fonts/atkinson-next-latin-ext.woff2"]


def test_vendored_files_are_as_they_were_fetched():
    check = [sys.executable, str(ROOT / "scripts" / "vendor.py"), "--check"]
    assert subprocess.run(check, check=False).returncode == 0


def test_the_list_of_vendored_files_names_no_host():
    manifest = (ROOT / "scripts" / "vendor.json").read_text("utf-8")
    assert "://" not in manifest
    assert all(package["licence"] for package in json.loads(manifest)["packages"])


@pytest.mark.parametrize("place", sorted(marks.texts()))
def test_drawn_files_are_what_the_code_draws(place):
    assert (STATIC / place).read_text("utf-8") == marks.texts()[place]


def test_drawn_pictures_are_there():
    for place in marks.pictures():
        assert (STATIC / place).read_bytes().startswith(b"\x89PNG")


def test_all_that_a_page_loads_leaves_room_for_the_page():
    packed = sum(len(brotli.compress((STATIC / name).read_bytes())) for name in LOADED)
    fonts = sum(len((STATIC / name).read_bytes()) for name in FONTS)
    assert packed + fonts < 110_000


def test_an_unknown_icon_fails_where_it_is_written():
    assert "heart-handshake" in icon_names()
    with pytest.raises(KeyError, match=r"vendor\.json"):
        Template("{% load look %}{% icon 'not-there' %}").render(Context())


def test_the_base_page_stands_without_anything_around_it():
    page = Template("{% extends 'look/base.html' %}").render(Context())
    assert '<html lang="it">' in page
    assert 'class="skip" href="#main"' in page
    assert "style=" not in page


def test_a_mail_fetches_nothing():
    page = Template("{% extends 'look/mail.html' %}").render(Context({"site_name": "Il Filo"}))
    assert "src=" not in page
    assert "url(" not in page


def test_a_bar_never_leaves_its_track():
    bar = Template("{% load look %}{% bar 5000 'kin' mark=9999 %}").render(Context())
    assert 'class="bar-kin" width="1000"' in bar
    assert "M998 " in bar


def test_share_links_carry_the_words_escaped():
    template = Template("{% include 'look/_share.html' with url=url text=text %}")
    request = RequestFactory().get("/")
    page = template.render(
        Context({"url": "https://a.it/x?y=1", "text": "Caffè & pane", "request": request})
    )
    assert "wa.me/?text=Caff%C3%A8%20%26%20pane%20https%3A%2F%2Fa.it%2Fx%3Fy%3D1" in page
