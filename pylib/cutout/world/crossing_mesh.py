"""Crossings of the network as surfaces: a fan around the middle, with rounded corners between the roads.

`cutout.world.roads.junction` makes a clean polygon of whatever roads, by shapely, in some milliseconds. The network's
crossings are tamer, their corners can be written down, and a chunk has many of them. Where roads are too short or too
acute for that, the convex hull of their ends is paved.
"""

from __future__ import annotations

from functools import cmp_to_key
from typing import TYPE_CHECKING, Final

import numpy as np

from cutout.surfaces import Surface

from .roads.road import Road

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .network.crossings import Arm, Crossing
    from .network.edges import Edge

    Floats = NDArray[np.float64]

_SKIRT: Final = 0.6
"""m; how far the sides reach down, as those of roads."""

BARE_LOD: Final = 2
"""The finest level of detail without lines and sides."""

_CORNER_POINTS: Final = (5, 3, 2)
"""Steps of a corner at each level of detail; the last for all coarser ones."""

_STOP_LINE: Final = 0.4
"""m; how wide the line is at which one stops."""
_INSET: Final = 0.5
"""m; from the line to where the road begins, and to its edge."""
_LIFT: Final = 0.02
"""m; lines over asphalt, as those of roads."""
_LINED: Final = 8.0
"""m; narrower roads have no line to stop at."""

_LEAST_ARMS_WITH_LINES: Final = 3


def moved_road(edge: Edge, corner: Floats) -> Road:
    """Return a road of the network as measured from a chunk's corner."""
    road = edge.road
    by = np.array([edge.origin[0] - corner[0], 0.0, edge.origin[1] - corner[2]])
    return Road(road.points + by, road.tangents, road.across, road.along, road.profile, road.id)


def crossing_surfaces(crossing: Crossing, corner: Floats, lod: int) -> list[Surface]:
    """Return the surfaces of a crossing.

    Parameters
    ----------
    crossing : Crossing
    corner : (3,) float64, m
        Of the chunk: what positions are measured from.
    lod : int

    Returns
    -------
    list of Surface
        Of materials ``asphalt``, ``concrete`` (its sides) and ``marking``. The edge towards a road is that road's
        cross-section, bit for bit, at every level of detail.
    """
    roads = [moved_road(arm.edge, corner) for arm in crossing.arms]
    middle = np.array([crossing.point.x, crossing.point.y, crossing.point.z]) - corner
    ordered = sorted(zip(crossing.arms, roads, strict=True), key=cmp_to_key(_clockwise))
    sections = [_section(arm, road) for arm, road in ordered]
    steps = _CORNER_POINTS[min(lod, len(_CORNER_POINTS) - 1)]
    corners = []
    for place, (arm, _) in enumerate(ordered):
        following = (place + 1) % len(ordered)
        way, other_way = arm.outward, ordered[following][0].outward
        corners.append(_corner(sections[place][-1], way, sections[following][0], other_way, steps))
    ring = np.concatenate([part for pair in zip(sections, corners, strict=True) for part in pair])
    if not _is_star(ring, middle):
        hull = _hull(np.concatenate(sections))
        return [_fan(hull, hull.sum(axis=0) / len(hull))]
    surfaces = [_fan(ring, middle)]
    if lod < BARE_LOD:
        surfaces += [_sides(sections, corners), *_stop_lines(ordered, sections)]
    return surfaces


def _clockwise(one: tuple[Arm, Road], other: tuple[Arm, Road]) -> int:
    """Compare arms by their directions, clockwise as seen from above, without a sine."""
    (x, z), (other_x, other_z) = one[0].outward, other[0].outward
    half, other_half = z < 0.0 or (z == 0.0 and x < 0.0), other_z < 0.0 or (other_z == 0.0 and other_x < 0.0)
    if half != other_half:
        return 1 if half else -1
    turn = x * other_z - z * other_x
    return -1 if turn > 0.0 else int(turn < 0.0)


def _section(arm: Arm, road: Road) -> Floats:
    """Return where a road begins, from its left edge to its right one as seen from the crossing."""
    section = road.section(arm.station)
    return section if arm.is_start else section[::-1]


def _corner(start: Floats, way: tuple[float, float], end: Floats, end_way: tuple[float, float], steps: int) -> Floats:
    """Return the points between the right edge of a road and the left edge of the next, without these."""
    turn = way[0] * end_way[1] - way[1] * end_way[0]
    span_x, span_z = end[0] - start[0], end[2] - start[2]
    if abs(turn) < 0.17 or steps < 2:  # noqa: PLR2004 - about 10°: straight on
        return np.zeros((0, 3))
    # The lines along both edges meet `back` metres towards the crossing from the start.
    back = -(span_x * end_way[1] - span_z * end_way[0]) / turn
    ahead = -(span_x * way[1] - span_z * way[0]) / turn
    if back <= 0.0 or ahead <= 0.0:
        return np.zeros((0, 3))
    meeting = np.array([start[0] - back * way[0], (start[1] + end[1]) / 2.0, start[2] - back * way[1]])
    t = (np.arange(1, steps) / steps)[:, None]
    u = 1.0 - t
    curve: Floats = u * u * start + 2.0 * u * t * meeting + t * t * end
    return curve


def _is_star(ring: Floats, middle: Floats) -> bool:
    """Whether all of a ring is seen from its middle, clockwise as seen from above."""
    away = ring - middle
    ahead = np.roll(away, -1, axis=0)
    turns = away[:, 0] * ahead[:, 2] - away[:, 2] * ahead[:, 0]
    return bool((turns > 0.0).all())


def _hull(points: Floats) -> Floats:
    """Return the convex hull of points in plan, clockwise as seen from above (Andrew's monotone chain)."""
    ordered = points[np.lexsort((points[:, 2], points[:, 0]))]
    halves = []
    for run in (ordered, ordered[::-1]):
        chain: list[Floats] = []
        for point in run:
            while len(chain) > 1 and _turn(chain[-2], chain[-1], point) <= 0.0:
                chain.pop()
            chain.append(point)
        halves += chain[:-1]
    return np.array(halves)


def _turn(a: Floats, b: Floats, c: Floats) -> float:
    return float((b[0] - a[0]) * (c[2] - a[2]) - (b[2] - a[2]) * (c[0] - a[0]))


def _fan(ring: Floats, middle: Floats) -> Surface:
    positions = np.concatenate([middle[None], ring])
    count = len(ring)
    here = np.arange(1, count + 1)
    indices = np.stack([np.zeros(count, np.int64), here, np.roll(here, -1)], axis=1).ravel().astype(np.int32)
    normals = np.zeros((count + 1, 3))
    normals[:, 1] = 1.0
    return Surface("asphalt", positions, normals, positions[:, [0, 2]], indices)


def _sides(sections: list[Floats], corners: list[Floats]) -> Surface:
    """Return the sides below the corners, which face away from the crossing."""
    positions, normals, uvs, indices = [], [], [], []
    first = 0
    for place, corner in enumerate(corners):
        line = np.concatenate([sections[place][-1:], corner, sections[(place + 1) % len(sections)][:1]])
        steps = line[1:] - line[:-1]
        lengths = np.sqrt(steps[:, 0] * steps[:, 0] + steps[:, 2] * steps[:, 2])
        held = np.where(lengths > 0.0, lengths, 1.0)
        facing = np.stack([steps[:, 2] / held, np.zeros(len(held)), -steps[:, 0] / held], axis=1)
        low = line - np.array([0.0, _SKIRT, 0.0])
        ways = np.concatenate([[0.0], np.cumsum(lengths)])
        positions.append(np.stack([line[:-1], line[1:], low[:-1], low[1:]], axis=1).reshape(-1, 3))
        normals.append(np.repeat(facing, 4, axis=0))
        tops = np.stack([ways[:-1], ways[1:], ways[:-1], ways[1:]], axis=1).ravel()
        uvs.append(np.stack([np.tile([0.0, 0.0, _SKIRT, _SKIRT], len(steps)), tops], axis=1))
        quads = (np.arange(len(steps)) * 4)[:, None] + np.array([0, 2, 3, 0, 3, 1])
        indices.append(first + quads.ravel())
        first += 4 * len(steps)
    return Surface(
        "concrete",
        np.concatenate(positions),
        np.concatenate(normals),
        np.concatenate(uvs),
        np.concatenate(indices).astype(np.int32),
    )


def _stop_lines(ordered: list[tuple[Arm, Road]], sections: list[Floats]) -> list[Surface]:
    """Return the lines at which those stop who arrive: on the left as seen from the crossing."""
    if len(ordered) < _LEAST_ARMS_WITH_LINES:
        return []
    corners = []
    for (arm, _), section in zip(ordered, sections, strict=True):
        profile = arm.edge.road.profile
        if profile.width < _LINED:
            continue
        left, right = section[0], section[-1]
        across = (right - left) / profile.width
        back = np.array([-arm.outward[0], 0.0, -arm.outward[1]])
        outer = left + _INSET * across + _INSET * back
        inner = left + (profile.half - profile.median / 2.0 - 0.2) * across + _INSET * back
        corners.append([outer, inner, inner + _STOP_LINE * back, outer + _STOP_LINE * back])
    if not corners:
        return []
    positions = np.array(corners).reshape(-1, 3)
    positions[:, 1] += _LIFT
    count = len(corners)
    normals = np.zeros((4 * count, 3))
    normals[:, 1] = 1.0
    indices = ((np.arange(count) * 4)[:, None] + np.array([0, 1, 2, 0, 2, 3])).ravel().astype(np.int32)
    return [Surface("marking", positions, normals, positions[:, [0, 2]], indices)]
