"""The main figures of a file with real dirt: of a generated one, and of the real one if named."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ritrovo.insight.observatory.counting.importing import bring_in
from ritrovo.insight.observatory.counting.summary import in_words, summary_of
from tests.insight.observatory import dirt

REAL = os.environ.get("RITROVO_KICKSTARTER_FILE", "")
FIGURES = dirt.Expected(
    rows=9_999,
    successful=3_564,
    successful_cents=9_457_218_063,
    reached_not_successful=85,
    damaged=102,
    undefined=96,
    live=83,
    broken_lines=6,
)


@pytest.fixture(params=["generated", *(["real"] if REAL else [])])
def dirty(request, tmp_path):
    """A file, and what is in it."""
    if request.param == "real":
        return Path(REAL), FIGURES
    path = tmp_path / "generated.csv"
    return path, dirt.write(path)


def test_a_dirty_file_enters_whole_and_tells_what_the_platform_says(dirty, kickstarter):
    path, expected = dirty
    told = summary_of(path, kickstarter)
    assert (told.rows, told.entered, told.refused) == (expected.rows, expected.rows, 0)
    assert told.successful == expected.successful
    assert told.successful_money == {"USD": in_words(expected.successful_cents)}
    assert told.summed == "usd_pledged_real"
    assert told.reached_not_successful == expected.reached_not_successful
    assert told.repaired_lines == expected.broken_lines
    assert told.flags == {
        "country_damaged": expected.damaged,
        "backers_unknown": expected.damaged,
        "state_unknown": expected.undefined,
        "not_ended": expected.live,
        "before_platform": 1,
        "reached_not_successful": expected.reached_not_successful,
    }


def test_what_a_damaged_row_does_not_tell_is_unknown_and_not_0(dirty, kickstarter, store, session):
    path, expected = dirty
    bring_in(store, path, kickstarter)
    campaigns = store.campaigns(session)
    damaged = campaigns.filter(campaigns.flags.contains("country_damaged"))
    assert damaged.count().execute() == expected.damaged
    assert damaged.country.count().execute() == damaged.backers.count().execute() == 0
    lost = campaigns.filter(campaigns.flags.contains("before_platform"))
    assert lost.launched_on.to_pyarrow().to_pylist() == [None]
    assert lost.closes_on.count().execute() == 1
