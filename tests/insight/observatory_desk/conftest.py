"""An analyst at work, whose files lie in a folder of the test's own."""

from __future__ import annotations

import pytest

from tests.insight.observatory_desk.analysts import make_analyst


@pytest.fixture
def analyst(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return make_analyst()
