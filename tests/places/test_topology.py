"""Limits are decoded, simplified and written; neighbours never come apart."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ritrovo.foundations.places import bundle
from ritrovo.foundations.places.topology import decode, mercator, path_data, simplified

# Two squares that share their middle side, arc 0, which the right one walks backwards.
SQUARES = {
    "transform": {"scale": [0.5, 0.5], "translate": [10, 40]},
    "arcs": [
        [[2, 0], [0, 2]],
        [[2, 2], [-2, 0], [0, -2], [2, 0]],
        [[2, 0], [2, 0], [0, 2], [-2, 0]],
    ],
    "objects": {
        "squares": {
            "geometries": [
                {"type": "Polygon", "arcs": [[0, 1]], "properties": {"side": "left"}},
                {"type": "MultiPolygon", "arcs": [[[2, -1]]], "properties": {"side": "right"}},
            ]
        }
    },
}
POINTS = st.lists(
    st.tuples(st.floats(-100, 100), st.floats(-100, 100)), min_size=2, max_size=40
).map(tuple)


def test_deltas_become_degrees():
    assert decode(SQUARES, "squares").arcs[0] == ((11.0, 40.0), (11.0, 41.0))


def test_arcs_are_stitched_into_closed_lines_forwards_and_backwards():
    squares = decode(SQUARES, "squares")
    for shape in squares.shapes:
        line = squares.line(shape.polygons[0][0])
        assert line[0] == line[-1]
        assert len(set(line)) == 4


def test_the_border_of_two_groups_is_the_side_they_share():
    squares = decode(SQUARES, "squares")
    assert squares.borders(lambda shape: shape.properties["side"]) == [0]
    assert squares.borders(lambda shape: "one group") == []


def test_only_some_shapes_have_a_box_of_their_own():
    left = decode(SQUARES, "squares").only(lambda shape: shape.properties["side"] == "left")
    assert left.box() == (10, 40, 11, 41)


def test_every_bundled_ring_is_closed():
    for name, collection in ((bundle.PROVINCES, "provinces"), (bundle.REGIONS, "regions")):
        limits = decode(json.loads((bundle.FOLDER / name).read_bytes()), collection)
        rings = [r for shape in limits.shapes for polygon in shape.polygons for r in polygon]
        assert all(limits.line(ring)[0] == limits.line(ring)[-1] for ring in rings)


def test_points_on_a_straight_line_are_left_out():
    assert simplified(((0, 0), (1, 0.01), (2, 0), (2, 5)), 0.1) == ((0, 0), (2, 0), (2, 5))


def test_a_small_island_stays_an_island():
    island = ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0))
    assert len(simplified(island, 100)) == 3


@given(POINTS)
def test_a_simplified_line_keeps_its_ends_and_only_loses_points(line):
    kept = simplified(line, 5)
    assert (kept[0], kept[-1]) == (line[0], line[-1])
    left = iter(line)
    assert all(point in left for point in kept)


@given(POINTS)
def test_without_tolerance_for_error_the_line_keeps_its_reach(line):
    kept = simplified(line, 1e-9)
    for axis in (0, 1):
        reach = [point[axis] for point in kept]
        assert math.isclose(max(reach), max(p[axis] for p in line), abs_tol=1e-6)


def test_north_is_up_and_the_equator_is_zero():
    assert mercator((0, 0)) == pytest.approx((0, 0))
    assert mercator((8, 46))[1] < mercator((8, 45))[1] < 0


def test_a_path_is_written_in_the_fewest_signs():
    square = ((0, 0), (10, 0), (10, 10), (0, 10), (0, 0))
    assert path_data([square], closed=True) == "M0,0l10 0 0 10-10 0z"
    assert path_data([((1, 1), (4, -2))], closed=False) == "M1,1l3-3"


def test_a_line_of_no_size_is_not_written():
    assert path_data([((0.1, 0.1), (0.2, 0.2))], closed=True) == ""
