"""Ids sort by the time at which they were made, also those of one moment."""

from datetime import UTC, datetime, timedelta

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.ids import new_id

MOMENT = datetime(2026, 3, 1, 12, 30, 15, 123456, tzinfo=UTC)


def test_ids_of_one_moment_are_in_the_order_in_which_they_were_made():
    with clock.moved_to(MOMENT):
        made = [new_id() for _ in range(6000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)


def test_an_id_tells_the_millisecond_and_is_a_version_7():
    moment = MOMENT + timedelta(hours=1)
    with clock.moved_to(moment):
        made = new_id()
    assert (made.version, made.variant) == (7, "specified in RFC 4122")
    assert made.int >> 80 == int(moment.timestamp() * 1000)


def test_a_clock_that_moves_back_makes_earlier_ids():
    with clock.moved_to(MOMENT):
        later = new_id()
    with clock.moved_to(MOMENT - timedelta(days=1)):
        assert new_id() < later
