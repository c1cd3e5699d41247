"""The outline of a junction in plan: made by shapely, with the arms' cross-sections put in bit for bit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely
from shapely.geometry import LineString, Polygon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from .junctions import Arm

AT_SECTION: Final = 0.01
"""A vertex of shapely's ring that is nearer to a cross-section is part of it, m."""
BEYOND: Final = 3.0
"""How far strips run on beyond the cross-sections while corners are rounded, m."""
ASIDE: Final = 0.01
"""How much wider than the road is what cuts that off again, m."""
STRAIGHTER: Final = 0.005
"""What is nearer to a straight line is straight, m."""
FINEST: Final = 8
COARSEST: Final = 2
"""Pieces in a quarter of a circle."""


@dataclass(frozen=True, slots=True, eq=False)
class Edge:
    """A stretch of the outline: the cross-section of an arm, or what leads from one arm to the next.

    Parameters
    ----------
    points : (n, 2) float64, m
        x and z; of a cross-section its columns. The last point is the first of the next edge.
    arm : int
        The arm whose cross-section it is; -1 for what leads from arm to arm.
    """

    points: NDArray[np.float64]
    arm: int


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """The ring of a junction, of positive shoelace area in x and z: clockwise seen from above."""

    edges: list[Edge]

    def plan(self) -> NDArray[np.float64]:
        """Return the ring, open, (n, 2)."""
        return np.concatenate([edge.points[:-1] for edge in self.edges])


def outline_of(arms: Sequence[Arm], counts: Sequence[int], radius: float, lod: int) -> Outline | None:
    """Return the outline of a junction that takes `counts` steps of its arms; None if they are not clear of it."""
    segments = max(COARSEST, FINEST >> lod)
    strips = [_strip(arm, count, 2 * segments) for arm, count in zip(arms, counts, strict=True)]
    tails = [_tail(arm, count, 0.0, BEYOND + radius) for arm, count in zip(arms, counts, strict=True)]
    whole = shapely.union_all([*strips, *tails])
    rounded = whole.buffer(radius, quad_segs=segments).buffer(-radius, quad_segs=segments)
    # The round end of an arm that runs on straight reaches far into the one opposite.
    length = BEYOND + 2.0 * (radius + max(arm.profile.half for arm in arms))
    ends = [_tail(arm, count, ASIDE, length) for arm, count in zip(arms, counts, strict=True)]
    # What the corners of the strips lose when they are grown and shrunk is put back before the tails are cut off.
    clipped = shapely.difference(shapely.union_all([rounded, whole]), shapely.union_all(ends))
    parts = [part for part in shapely.get_parts(clipped) if isinstance(part, Polygon) and part.area > AT_SECTION]
    if len(parts) != 1:
        return None
    ring = np.asarray(shapely.orient_polygons(Polygon(parts[0].exterior)).exterior.coords)[:-1]
    return _with_sections(ring, arms, counts)


def _plan(points: NDArray[np.float64]) -> NDArray[np.float64]:
    return points[..., [0, 2]]


def _strip(arm: Arm, count: int, segments: int) -> BaseGeometry:
    """Return an arm in plan from its cross-section to the centre, and half a disc behind that."""
    stations = [arm.station(k) for k in range(count + 1)]
    points, across = _plan(arm.road.points[stations]), arm.profile.half * _plan(arm.road.across[stations])
    left, right = points - across, points + across
    quads = [Polygon([left[i], left[i + 1], right[i + 1], right[i]]) for i in range(count)]
    turn = np.pi * np.arange(2 * segments + 1)[:, None] / (2 * segments)
    cap = points[0] + np.cos(turn) * across[0] - arm.profile.half * np.sin(turn) * arm.outward
    cap[0], cap[-1] = right[0], left[0]
    return shapely.union_all([*quads, Polygon(cap)])


def _tail(arm: Arm, count: int, aside: float, length: float) -> Polygon:
    """Return a box beyond the cross-section of an arm."""
    station = arm.station(count)
    point, across = _plan(arm.road.points[station]), _plan(arm.road.across[station])
    ahead = _plan(arm.road.tangents[station]) * (-length if arm.at_end else length)
    side = (arm.profile.half + aside) * across
    return Polygon([point - side, point + side, point + side + ahead, point - side + ahead])


def _with_sections(ring: NDArray[np.float64], arms: Sequence[Arm], counts: Sequence[int]) -> Outline | None:
    """Return the outline with cross-sections in place of the ring's vertices that lie on them."""
    owner = np.full(len(ring), -1)
    sections = []
    for index, (arm, count) in enumerate(zip(arms, counts, strict=True)):
        section = _plan(arm.road.section(arm.station(count)))
        sections.append(section)
        near = _distances(ring, section[0], section[-1]) < AT_SECTION
        if (owner[near] >= 0).any():
            return None
        owner[near] = index
    runs = _runs(owner)
    if sorted(number for number, _ in runs if number >= 0) != list(range(len(arms))):
        return None
    edges: list[Edge] = []
    for place, (number, members) in enumerate(runs):
        if number < 0:
            continue
        section = sections[number]
        if len(members) < 2:  # noqa: PLR2004 - both ends of a line
            return None
        if _squared(section[-1] - ring[members[0]]) < _squared(section[0] - ring[members[0]]):
            section = section[::-1]
        edges.append(Edge(section, number))
        following, inner = runs[(place + 1) % len(runs)]
        edges.append(Edge(ring[inner] if following < 0 else ring[:0], -1))
    starts = [edge.points[0] if edge.arm >= 0 else None for edge in edges]
    for place in range(1, len(edges), 2):
        before, after = edges[place - 1].points[-1], starts[(place + 1) % len(edges)]
        chain = np.concatenate([before[None], edges[place].points, np.asarray(after)[None]])
        edges[place] = Edge(np.asarray(shapely.simplify(LineString(chain), STRAIGHTER).coords), -1)
    outline = Outline([edge for edge in edges if edge.arm >= 0 or _squared(edge.points[-1] - edge.points[0]) > 0.0])
    return outline if Polygon(outline.plan()).is_valid else None


def _runs(owner: NDArray[np.intp]) -> list[tuple[int, NDArray[np.intp]]]:
    """Return the runs of equal owners around a ring, each with the numbers of its vertices; begins with an arm's."""
    if (owner < 0).all():
        return []
    changes = np.flatnonzero(owner != np.roll(owner, 1))
    if not len(changes):
        return [(int(owner[0]), np.arange(len(owner)))]
    order = np.roll(np.arange(len(owner)), -changes[0])
    pieces = np.split(order, np.flatnonzero(np.diff(owner[order])) + 1)
    runs = [(int(owner[piece[0]]), piece) for piece in pieces]
    first = next(place for place, (arm, _) in enumerate(runs) if arm >= 0)
    return runs[first:] + runs[:first]


def _distances(
    points: NDArray[np.float64], start: NDArray[np.float64], end: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return how far points are from a segment, (n,) m."""
    along = end - start
    share = np.clip(((points - start) * along).sum(axis=1) / _squared(along), 0.0, 1.0)
    off = points - start - share[:, None] * along
    distances: NDArray[np.float64] = np.sqrt(off[:, 0] * off[:, 0] + off[:, 1] * off[:, 1])
    return distances


def _squared(vector: NDArray[np.float64]) -> float:
    return float((vector * vector).sum())
