"""TopoJSON made into lines: decoding, simplifying, projecting, stitching. Pure functions.

Neighbours share arcs, so what is simplified arc by arc never opens a gap between them.
Source of the format: the TopoJSON specification, version 1.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

Point = tuple[float, float]
Line = tuple[Point, ...]
Ring = tuple[int, ...]  # Numbers of arcs; ~n is arc n walked backwards.
Polygon = tuple[Ring, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """One thing with limits: its properties, and the polygons it is made of."""

    properties: Mapping[str, Any]
    polygons: tuple[Polygon, ...]

    @property
    def arcs(self) -> frozenset[int]:
        """List the numbers of the arcs around it, whichever way they are walked."""
        rings = (ring for polygon in self.polygons for ring in polygon)
        return frozenset(max(arc, ~arc) for ring in rings for arc in ring)


@dataclass(frozen=True, slots=True)
class Topology:
    """Shapes and the arcs they share."""

    arcs: tuple[Line, ...]
    shapes: tuple[Shape, ...]

    def moved(self, move: Callable[[Point], Point]) -> Topology:
        """Put every point where `move` says."""
        return replace(self, arcs=tuple(tuple(map(move, arc)) for arc in self.arcs))

    def simplified(self, tolerance: float) -> Topology:
        """Leave out points nearer than `tolerance` to the line without them."""
        return replace(self, arcs=tuple(simplified(arc, tolerance) for arc in self.arcs))

    def only(self, is_wanted: Callable[[Shape], bool]) -> Topology:
        """Keep the wanted shapes; arcs keep their numbers, those of nobody are emptied."""
        shapes = tuple(filter(is_wanted, self.shapes))
        used = frozenset[int]().union(*(shape.arcs for shape in shapes))
        arcs = tuple(arc if i in used else () for i, arc in enumerate(self.arcs))
        return Topology(arcs, shapes)

    def box(self) -> tuple[float, float, float, float]:
        """Say the smallest and largest x and y of the shapes: left, top, right, bottom."""
        points = [p for shape in self.shapes for arc in shape.arcs for p in self.arcs[arc]]
        xs, ys = [x for x, _ in points], [y for _, y in points]
        return min(xs), min(ys), max(xs), max(ys)

    def line(self, ring: Ring) -> Line:
        """Stitch the arcs of a ring into one closed line."""
        whole: list[Point] = []
        for number in ring:
            arc = self.arcs[number] if number >= 0 else self.arcs[~number][::-1]
            whole += arc[1:] if whole else arc
        return tuple(whole)

    def borders(self, group: Callable[[Shape], object]) -> list[int]:
        """List the arcs between shapes of different groups: the borders of a coarser map."""
        beside: dict[int, set[object]] = {}
        for shape in self.shapes:
            for arc in shape.arcs:
                beside.setdefault(arc, set()).add(group(shape))
        return sorted(arc for arc, groups in beside.items() if len(groups) > 1)


def decode(document: Mapping[str, Any], collection: str) -> Topology:
    """Decode one collection of a quantised TopoJSON document; points are in degrees."""
    (scale_x, scale_y), (left, bottom) = (
        document["transform"]["scale"],
        document["transform"]["translate"],
    )

    def unpacked(deltas: Iterable[Sequence[int]]) -> Line:
        x = y = 0
        points = []
        for step_x, step_y in deltas:
            x, y = x + step_x, y + step_y
            points.append((x * scale_x + left, y * scale_y + bottom))
        return tuple(points)

    geometries = document["objects"][collection]["geometries"]
    return Topology(tuple(map(unpacked, document["arcs"])), tuple(map(_shape, geometries)))


def _shape(geometry: Mapping[str, Any]) -> Shape:
    arcs = geometry["arcs"]
    polygons = [arcs] if geometry["type"] == "Polygon" else arcs
    return Shape(
        geometry["properties"],
        tuple(tuple(tuple(ring) for ring in polygon) for polygon in polygons),
    )


def simplified(line: Line, tolerance: float) -> Line:
    """Leave out points nearer than `tolerance` to the line without them; both ends stay.

    Source: Douglas and Peucker, Cartographica 10 (1973). A closed line keeps at least a third
    point, so that a small island stays an island.
    """
    if not line:
        return line
    keep = {0, len(line) - 1}
    if line[0] == line[-1]:
        keep.add(max(range(len(line)), key=lambda i: math.dist(line[0], line[i])))
    corners = sorted(keep)
    waiting = list(pairwise(corners))
    while waiting:
        start, end = waiting.pop()
        farthest, distance = _farthest(line, start, end)
        if distance > tolerance:
            keep.add(farthest)
            waiting += [(start, farthest), (farthest, end)]
    return tuple(line[i] for i in sorted(keep))


def _farthest(line: Line, start: int, end: int) -> tuple[int, float]:
    """Find the point between two others that is farthest from the segment joining them."""
    found, distance = start, 0.0
    for i in range(start + 1, end):
        if (away := _away(line[i], line[start], line[end])) > distance:
            found, distance = i, away
    return found, distance


def _away(point: Point, start: Point, end: Point) -> float:
    (x, y), (x0, y0), (x1, y1) = point, start, end
    width, height = x1 - x0, y1 - y0
    length = width * width + height * height
    if not length:
        return math.dist(point, start)
    along = max(0.0, min(1.0, ((x - x0) * width + (y - y0) * height) / length))
    return math.hypot(x - x0 - along * width, y - y0 - along * height)


def mercator(point: Point) -> Point:
    """Project degrees as tile maps do, y growing southwards, so that both kinds of map agree."""
    longitude, latitude = point
    y = math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2))
    return math.radians(longitude), -y


def path_data(lines: Iterable[Line], *, closed: bool) -> str:
    """Write lines as the shortest SVG path of whole numbers; a line of no size is left out."""
    return "".join(_drawn(line, closed=closed) for line in lines)


def _drawn(line: Line, *, closed: bool) -> str:
    points = [(round(x), round(y)) for x, y in line]
    steps = [(x1 - x0, y1 - y0) for (x0, y0), (x1, y1) in pairwise(points) if (x0, y0) != (x1, y1)]
    if closed:
        steps = steps[:-1]  # The closing "z" draws the last one.
    if not steps:
        return ""
    turns = "".join(_number(number) for step in steps for number in step)
    return f"M{points[0][0]},{points[0][1]}l{turns.lstrip()}" + ("z" if closed else "")


def _number(number: int) -> str:
    """Write a number after another: its minus sign already parts the two."""
    return str(number) if number < 0 else f" {number}"
