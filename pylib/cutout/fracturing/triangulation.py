"""Triangles and convex parts of rings, as vertex numbers counted from each ring's first point.

A ring that turns the same way at every vertex is a fan and one convex part: about three quarters of the fragments. The
rest get GEOS's constrained Delaunay triangulation, merged greedily across diagonals into convex parts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from cutout.errors import UnstableGeometry

from . import rings as ring_layout

if TYPE_CHECKING:
    from .rings import Flags, Floats, Ints

MAX_PART_VERTICES: Final = 8
"""Box2D's limit, and what Godot's convex shapes are fast with."""

Triangle = list[int]


@dataclass(frozen=True, eq=False, kw_only=True)
class Decomposition:
    """Triangles and convex parts, laid out as in the kind's result.

    Parameters
    ----------
    triangles : (t, 3) int32
    triangle_offsets : (k + 1,) int32
        Ring ``i`` has ``triangles.ravel()[triangle_offsets[i]:triangle_offsets[i + 1]]``.
    parts : (v,) int32
    part_offsets : (p + 1,) int32
    fragment_parts : (k + 1,) int32
        Ring ``i`` has the parts ``fragment_parts[i]`` to ``fragment_parts[i + 1] - 1``.
    """

    triangles: Ints
    triangle_offsets: Ints
    parts: Ints
    part_offsets: Ints
    fragment_parts: Ints


def decompose(points: Floats, offsets: Ints) -> Decomposition:
    """Split valid rings of positive area into triangles and into convex parts of at most eight vertices.

    Parameters
    ----------
    points : (n, 2) float64
    offsets : (k + 1,) int32

    Returns
    -------
    Decomposition

    Raises
    ------
    UnstableGeometry
        A ring cannot be triangulated over its own vertices.
    """
    rings = ring_layout.split(points, offsets)
    convex = is_strictly_convex(points, offsets)
    hollow = iter(delaunay([rings[i] for i in np.flatnonzero(~convex).tolist()]))
    triangles: list[list[Triangle]] = []
    parts: list[list[list[int]]] = []
    for ring, is_convex in zip(rings, convex.tolist(), strict=True):
        if is_convex:
            triangles.append(fan(len(ring)))
            parts.append(convex_slices(len(ring)))
        else:
            triangles.append(next(hollow))
            parts.append(convex_parts(ring.tolist(), triangles[-1]))
    counts = [len(part) for ring_parts in parts for part in ring_parts]
    return Decomposition(
        triangles=np.array([corner for ring in triangles for triangle in ring for corner in triangle], np.int32),
        triangle_offsets=sums([3 * len(ring) for ring in triangles]),
        parts=np.array([corner for ring in parts for part in ring for corner in part], np.int32),
        part_offsets=sums(counts),
        fragment_parts=sums([len(ring) for ring in parts]),
    )


def sums(counts: list[int]) -> Ints:
    """Return the running sum of counts, beginning with 0."""
    return np.cumsum([0, *counts]).astype(np.int32)


def is_strictly_convex(points: Floats, offsets: Ints) -> Flags:
    """Return for each valid ring of positive area whether it turns left at every vertex, none of them flat."""
    if len(points) == 0:
        return np.zeros(0, np.bool_)
    following = ring_layout.following(offsets)
    edge = points[following] - points
    turn = edge[:, 0] * edge[following, 1] - edge[:, 1] * edge[following, 0]
    flat = 1e-12 * np.hypot(edge[:, 0], edge[:, 1]) * np.hypot(edge[following, 0], edge[following, 1])
    convex: Flags = np.logical_and.reduceat(turn > flat, offsets[:-1])
    return convex


def fan(count: int) -> list[Triangle]:
    """Return the triangles of a convex ring, all at its first vertex."""
    return [[0, i, i + 1] for i in range(1, count - 1)]


def convex_slices(count: int) -> list[list[int]]:
    """Return a convex ring as parts of at most eight vertices, all at its first vertex."""
    reach = MAX_PART_VERTICES - 2
    return [[0, *range(i, min(i + reach, count - 1) + 1)] for i in range(1, count - 1, reach)]


def delaunay(rings: list[Floats]) -> list[list[Triangle]]:
    """Return the constrained Delaunay triangles of each ring, with positive area."""
    if not rings:
        return []
    shapes = ring_layout.to_shapes(*ring_layout.join(rings))
    meshes = shapely.constrained_delaunay_triangles(shapes)
    corners, mesh = shapely.get_coordinates(meshes, return_index=True)
    corners, mesh = corners.reshape(-1, 4, 2)[:, :3], mesh[::4]
    first, second = corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]
    turned = first[:, 0] * second[:, 1] < first[:, 1] * second[:, 0]
    corners[turned] = corners[turned, ::-1]
    ends = np.searchsorted(mesh, np.arange(len(rings) + 1)).tolist()
    found = []
    for ring, start, end in zip(rings, ends[:-1], ends[1:], strict=True):
        number = {(x, y): i for i, (x, y) in enumerate(ring.tolist())}
        if end - start != len(ring) - 2:
            raise UnstableGeometry(
                f"a fragment of {len(ring)} vertices has {end - start} triangles: simplify the polygon"
            )
        found.append([[number[x, y] for x, y in corner] for corner in corners[start:end].tolist()])
    return found


def convex_parts(ring: list[list[float]], triangles: list[Triangle]) -> list[list[int]]:
    """Merge triangles across their common edges while the result stays convex and small.

    Parameters
    ----------
    ring : list of [x, y]
    triangles : list of three vertex numbers, positive area

    Returns
    -------
    list of list of int
        Vertex numbers of each part, positive area.

    Notes
    -----
    Hertel and Mehlhorn's greedy merging (1983): at most four times as many parts as the least possible, without the
    limit on vertices.
    """
    parts = {number: list(triangle) for number, triangle in enumerate(triangles)}
    owner = {(part[i - 1], part[i]): number for number, part in parts.items() for i in range(3)}
    for start, end in list(owner):
        if start > end or (end, start) not in owner:
            continue
        one, two = owner[start, end], owner[end, start]
        if len(parts[one]) + len(parts[two]) - 2 > MAX_PART_VERTICES:
            continue
        from_end, from_start = begun_at(parts[one], end), begun_at(parts[two], start)
        if bends_inward(ring, from_end[-2], start, from_start[1]) or bends_inward(
            ring, from_start[-2], end, from_end[1]
        ):
            continue
        merged = from_end + from_start[1:-1]
        parts[one] = merged
        del parts[two]
        owner.update({(merged[i - 1], merged[i]): one for i in range(len(merged))})
    return list(parts.values())


def begun_at(part: list[int], vertex: int) -> list[int]:
    """Return a part, beginning at one of its vertices."""
    place = part.index(vertex)
    return part[place:] + part[:place]


def bends_inward(ring: list[list[float]], before: int, corner: int, after: int) -> bool:
    """Return whether a part has a reflex angle at a corner."""
    ax, ay = ring[before]
    bx, by = ring[corner]
    cx, cy = ring[after]
    return (bx - ax) * (cy - by) < (by - ay) * (cx - bx)
