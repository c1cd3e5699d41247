"""The surfaces of a junction: asphalt within its outline, sides around it, and lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import shapely
from shapely.geometry import Polygon

from cutout.surfaces import Surface

from .extruding import directions, normals_of, unit
from .marking import LIFT, MARKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from .junction_outline import Edge, Outline
    from .junctions import Arm

STOP_LINE: Final = (0.3, 0.8)
"""From the cross-section inward, m."""
CROSSING: Final = (1.6, 4.6)
"""Of a crossing for pedestrians, from the cross-section inward, m."""
STRIPE: Final = 0.5
"""Width of a stripe of a crossing, and of the gap to the next, m."""
CROSSINGS_TO: Final = 1
"""The coarsest LOD that has crossings."""
LEAST_ROADS: Final = 3
"""Where fewer meet nobody has to stop."""


def covered(
    middle: NDArray[np.float64], arms: Sequence[Arm], counts: Sequence[int], outline: Outline, lod: int
) -> tuple[list[Surface], NDArray[np.float64]]:
    """Return the surfaces of a junction, and the triangles to drive on, (m, 3)."""
    heights = _heights(arms, counts, outline)
    positions = np.concatenate(
        [_lifted(edge, height)[:-1] for edge, height in zip(outline.edges, heights, strict=True)]
    )
    asphalt = _asphalt(middle, positions, _edge_normals(arms, counts, outline, len(positions)))
    surfaces = [asphalt]
    has_middle = len(asphalt.positions) > len(positions)
    for edge, height in zip(outline.edges, heights, strict=True):
        if edge.arm < 0:
            before, after = _neighbours(outline, edge)
            skirt = min(arms[before].profile.skirt, arms[after].profile.skirt)
            surfaces.append(_sides(_lifted(edge, height), skirt))
            if has_middle and arms[before].profile.lines() and arms[after].profile.lines():
                line = _edge_line(middle, _lifted(edge, height), arms[before], arms[after])
                surfaces += [] if line is None else [line]
    if has_middle and len(arms) >= LEAST_ROADS:
        for arm, count in zip(arms, counts, strict=True):
            surfaces += _signs(middle, arm, count, lod)
    return surfaces, asphalt.triangles.reshape(-1, 3).astype(np.float64)


def _neighbours(outline: Outline, edge: Edge) -> tuple[int, int]:
    """Return the arms that an edge leads from and to."""
    place = next(i for i, each in enumerate(outline.edges) if each is edge)
    return outline.edges[place - 1].arm, outline.edges[(place + 1) % len(outline.edges)].arm


def _heights(arms: Sequence[Arm], counts: Sequence[int], outline: Outline) -> list[NDArray[np.float64]]:
    """Return the heights along each edge: of an arm its own, between two arms evenly from one to the other."""
    ends = [arm.road.points[arm.station(count), 1] for arm, count in zip(arms, counts, strict=True)]
    heights = []
    for edge in outline.edges:
        if edge.arm >= 0:
            heights.append(np.full(len(edge.points), ends[edge.arm]))
            continue
        before, after = _neighbours(outline, edge)
        steps = np.diff(edge.points, axis=0)
        lengths = np.concatenate([[0.0], np.cumsum(np.sqrt((steps * steps).sum(axis=1)))])
        share = lengths / lengths[-1]
        heights.append((1.0 - share) * ends[before] + share * ends[after])
    return heights


def _lifted(edge: Edge, heights: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.stack([edge.points[:, 0], heights, edge.points[:, 1]], axis=1)


def _edge_normals(arms: Sequence[Arm], counts: Sequence[int], outline: Outline, total: int) -> NDArray[np.float64]:
    """Return the normals that cross-sections have in their roads, zeros elsewhere, (n, 3)."""
    normals = np.zeros((total, 3))
    start = 0
    for edge in outline.edges:
        length = len(edge.points) - 1
        if edge.arm >= 0:
            arm = arms[edge.arm]
            station = np.array([arm.station(counts[edge.arm])])
            ahead = directions(arm.road, station, np.array(arm.profile.across()))
            own = normals_of(arm.road.across[station, None], 0.0, ahead)[0]
            section = arm.road.section(int(station[0]))
            is_reversed = bool((section[0, [0, 2]] != edge.points[0]).any())
            ordered = own[::-1] if is_reversed else own
            places = (start + np.arange(length + 1)) % total
            normals[places] = ordered
        start += length
    return normals


def _asphalt(middle: NDArray[np.float64], ring: NDArray[np.float64], known: NDArray[np.float64]) -> Surface:
    """Return the asphalt within a ring: a fan around the centre where all of the ring is seen from it."""
    count = len(ring)
    following = np.roll(np.arange(count), -1)
    plan = ring[:, [0, 2]] - middle[[0, 2]]
    doubled = plan[:, 0] * plan[following, 1] - plan[:, 1] * plan[following, 0]
    least = 1e-9 * np.abs(plan).max() ** 2
    if (doubled > least).all():
        positions = np.concatenate([ring, middle[None]])
        triangles = np.stack([np.full(count, count), np.arange(count), following], axis=1)
    else:
        positions = ring
        triangles = _triangulated(ring)
    corners = positions[triangles]
    # Clockwise from above: the cross product of two sides points down.
    faces = np.cross(corners[:, 2] - corners[:, 0], corners[:, 1] - corners[:, 0])
    normals = np.zeros_like(positions)
    for corner in range(3):
        np.add.at(normals, triangles[:, corner], faces)
    # A vertex that lies on another has no triangle.
    is_used = normals[:, 1] > 0.0
    normals[~is_used] = (0.0, 1.0, 0.0)
    normals = unit(normals)
    is_known = known.any(axis=1)
    normals[:count][is_known] = known[is_known]
    uvs = positions[:, [0, 2]] - middle[[0, 2]]
    indices = (np.cumsum(is_used) - 1)[triangles].ravel().astype(np.int32)
    return Surface("asphalt", positions[is_used], normals[is_used], uvs[is_used], indices)


def _triangulated(ring: NDArray[np.float64]) -> NDArray[np.intp]:
    """Return triangles between the vertices of a ring, clockwise from above, (t, 3)."""
    plan = ring[:, [0, 2]]
    pieces = shapely.get_parts(shapely.constrained_delaunay_triangles(Polygon(plan)))
    corners = np.array([np.asarray(piece.exterior.coords)[:3] for piece in pieces])
    number = {tuple(point): index for index, point in enumerate(plan.tolist())}
    triangles = np.array([[number[tuple(point)] for point in each] for each in corners.tolist()])
    a, b, c = (plan[triangles[:, corner]] for corner in range(3))
    doubled = (b - a)[:, 0] * (c - a)[:, 1] - (b - a)[:, 1] * (c - a)[:, 0]
    triangles[doubled < 0.0] = triangles[doubled < 0.0][:, ::-1]
    sound: NDArray[np.intp] = triangles[doubled != 0.0]
    return sound


def _sides(top: NDArray[np.float64], skirt: float) -> Surface:
    """Return the faces below a stretch of the outline, four vertices a face."""
    steps = np.diff(top, axis=0)
    lengths = np.sqrt(steps[:, 0] * steps[:, 0] + steps[:, 2] * steps[:, 2])
    down = np.array([0.0, skirt, 0.0])
    quads = np.stack([top[:-1], top[1:], top[1:] - down, top[:-1] - down], axis=1)
    outward = np.stack([steps[:, 2], np.zeros(len(steps)), -steps[:, 0]], axis=1) / lengths[:, None]
    ends = np.cumsum(lengths)
    starts = ends - lengths
    uvs = np.zeros((len(steps), 4, 2))
    uvs[:, :, 0] = np.stack([starts, ends, ends, starts], axis=1)
    uvs[:, 2:, 1] = skirt
    count = len(steps) if skirt > 0.0 else 0
    indices = 4 * np.arange(count)[:, None] + np.array([0, 2, 1, 0, 3, 2])
    return Surface(
        "concrete",
        quads.reshape(-1, 3),
        np.repeat(outward, 4, axis=0),
        uvs.reshape(-1, 2),
        indices.ravel().astype(np.int32),
    )


def _edge_line(middle: NDArray[np.float64], top: NDArray[np.float64], one: Arm, other: Arm) -> Surface | None:
    """Return the line that leads the edge line of one arm to that of the next, or None if one of them has none."""
    insets = []
    for arm in (one, other):
        outermost = arm.profile.lines()[-1]
        if outermost.is_dashed or len(top) < 2:  # noqa: PLR2004 - a line has two ends
            return None
        insets.append(arm.profile.half - outermost.offset)
    steps = np.diff(top[:, [0, 2]], axis=0)
    lengths = np.sqrt((steps * steps).sum(axis=1))
    inward = np.stack([-steps[:, 1], steps[:, 0]], axis=1) / lengths[:, None]
    at_points = np.concatenate([inward[:1], inward[1:] + inward[:-1], inward[-1:]])
    at_points = at_points / np.sqrt((at_points * at_points).sum(axis=1))[:, None]
    along = np.concatenate([[0.0], np.cumsum(lengths)])
    share = along / along[-1]
    inset = (1.0 - share) * insets[0] + share * insets[1]
    width = one.profile.line_width
    rows = []
    for aside in (-width / 2.0, width / 2.0):
        place = top.copy()
        place[:, [0, 2]] += (inset + aside)[:, None] * at_points
        to_middle = np.sqrt(((middle - top)[:, [0, 2]] ** 2).sum(axis=1))
        place[:, 1] += (middle[1] - top[:, 1]) * ((inset + aside) / to_middle) + LIFT
        rows.append(place)
    return _ribbon(rows[0], rows[1], along, width)


def _signs(middle: NDArray[np.float64], arm: Arm, count: int, lod: int) -> list[Surface]:
    """Return the stop line of an arm and its crossing, drawn towards the centre so that they lie on the fan."""
    profile = arm.profile
    lines = profile.lines()
    trim = arm.trim(count)
    if not lines or trim < 2.0 * CROSSING[1] or profile.lanes < 2:  # noqa: PLR2004 - one each way
        return []
    station = arm.station(count)
    outer = min(profile.half - profile.line_width, abs(lines[-1].offset))
    # Who drives on the right comes in on the left as seen from the centre.
    inner = max(profile.median / 2.0, profile.line_width)
    halves = (-outer, -inner) if not arm.at_end else (inner, outer)
    spans = [(*halves, *STOP_LINE)]
    if lod <= CROSSINGS_TO:
        stripes = np.arange(-outer + STRIPE / 2.0, outer - STRIPE, 2.0 * STRIPE)
        spans += [(left, left + STRIPE, *CROSSING) for left in stripes.tolist()]
    return [_quads(middle, arm, station, np.array(spans), trim)]


def _quads(middle: NDArray[np.float64], arm: Arm, station: int, spans: NDArray[np.float64], trim: float) -> Surface:
    """Return markings as quads, each from an offset to an offset, and from a distance to a distance from the road."""
    point, across = arm.road.points[station], arm.road.across[station]
    offsets, shares = spans[:, [0, 1, 0, 1]], spans[:, [2, 2, 3, 3]] / trim
    ends = point + offsets[:, :, None] * across
    positions = ends + (middle - ends) * shares[:, :, None]
    positions[:, :, 1] += LIFT
    uvs = np.stack([offsets, shares * trim], axis=-1)
    # Towards the centre is ahead for what comes in at its end, and back for what begins there.
    corners = np.array([0, 2, 1, 1, 2, 3] if arm.at_end else [0, 1, 2, 1, 3, 2])
    indices = 4 * np.arange(len(spans))[:, None] + corners
    normals = np.repeat([[0.0, 1.0, 0.0]], 4 * len(spans), axis=0)
    return Surface(MARKING, positions.reshape(-1, 3), normals, uvs.reshape(-1, 2), indices.ravel().astype(np.int32))


def _ribbon(left: NDArray[np.float64], right: NDArray[np.float64], along: NDArray[np.float64], width: float) -> Surface:
    """Return a marking between two rows of points, flat enough to be lit as if it were level."""
    count = len(left)
    positions = np.stack([left, right], axis=1).reshape(-1, 3)
    uvs = np.zeros((count, 2, 2))
    uvs[:, 1, 0] = width
    uvs[:, :, 1] = along[:, None]
    indices = 2 * np.arange(count - 1)[:, None] + np.array([0, 2, 1, 1, 2, 3])
    normals = np.tile([0.0, 1.0, 0.0], (2 * count, 1))
    return Surface(MARKING, positions, normals, uvs.reshape(-1, 2), indices.ravel().astype(np.int32))
