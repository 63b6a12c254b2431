"""The sign of the two victories: it fills, it never overflows, it knots when both are full."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ritrovo.foundations.look.rings import knotted_rings, logo_svg, rings_svg

RATIOS = st.integers(-500, 5000)
KNOT = knotted_rings(("var(--brand)", "var(--kin)"))


@given(first=RATIOS, second=st.none() | RATIOS, size=st.integers(16, 400))
def test_every_drawing_is_well_formed_and_stays_in_its_frame(first, second, size):
    drawing = rings_svg(first, second, size=size)
    root = ElementTree.fromstring(drawing)
    assert root.get("height") == str(size)
    numbers = [float(n) for path in re.findall(r'd="(M[^"]*A[^"]*)"', drawing) for n in ends(path)]
    assert all(-1 <= number <= 101 for number in numbers)


def ends(path):
    """Return the coordinates at which the arcs of a path begin and end."""
    for move in re.findall(r"M([\d.-]+) ([\d.-]+)A\S+ \S+ \S+ \d \d ([\d.-]+) ([\d.-]+)", path):
        yield from move


@pytest.mark.parametrize(("first", "second"), [(1000, 1000), (2400, 1001)])
def test_both_full_is_a_knot(first, second):
    assert KNOT in rings_svg(first, second)


@pytest.mark.parametrize(("first", "second"), [(999, 1000), (1000, 999), (1000, None), (1000, 0)])
def test_one_short_is_no_knot(first, second):
    assert KNOT not in rings_svg(first, second)


def test_beyond_full_and_below_empty_are_full_and_empty():
    assert rings_svg(3000, 40) == rings_svg(1000, 40)
    assert rings_svg(-10, 40) == rings_svg(0, 40)


def test_no_targets_look_like_nothing_reached():
    assert rings_svg(620, None) == rings_svg(620, 0)


def test_the_second_ring_is_made_of_pieces_one_more_each_twelfth():
    assert [pieces(rings_svg(0, part)) for part in (0, 83, 250, 1000)] == [0, 1, 3, 12]


def pieces(drawing):
    """Count the pieces of the second ring that are drawn."""
    bands = re.findall(
        r'<path d="([^"]+)" fill="none" stroke="var\(--kin\)" stroke-width="9"', drawing
    )
    return sum(band.count("M") for band in bands)


def test_colours_can_be_one_for_a_fax_and_need_no_page():
    drawing = rings_svg(620, 430, colours=("#000000", "#000000"))
    assert "var(" not in drawing
    assert set(re.findall(r'stroke="([^"]+)"', drawing)) == {"#000000"}


def test_a_label_is_read_and_cannot_break_out():
    drawing = rings_svg(1, 1, label='12.400 € "su" <20.000>')
    assert ElementTree.fromstring(drawing).get("aria-label") == '12.400 € "su" <20.000>'
    assert 'aria-hidden="true"' in rings_svg(1, 1)


def test_small_signs_leave_out_the_marks():
    assert rings_svg(620, 430, size=24).count("<path") < rings_svg(620, 430, size=64).count("<path")


def test_the_logo_is_two_whole_rings_not_yet_tied():
    assert KNOT not in logo_svg()
