"""A tile server is named to the browser's policy, and only when there is one."""

import pytest

from ritrovo.foundations.places.tiles import tile_host, tile_layer


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://tiles.example.org/{z}/{x}/{y}.png", "https://tiles.example.org"),
        ("https://{s}.tiles.example.org:8443/{z}.png", "https://*.tiles.example.org:8443"),
        ("/tiles/{z}/{x}/{y}.png", None),
        ("", None),
    ],
)
def test_the_host_is_read_from_the_address(url, host):
    assert tile_host(url) == host


def test_there_is_no_tile_server_by_default(settings):
    settings.TILE_URL = ""
    assert tile_layer() is None
