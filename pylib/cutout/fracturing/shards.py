"""Shards: everything a game needs of the fragments, as few flat arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from . import rings as ring_layout
from .adjacency import neighbours
from .triangulation import decompose

if TYPE_CHECKING:
    from .rings import Floats, Ints


@dataclass(frozen=True, eq=False, kw_only=True)
class Shards:
    """Fragments, measured and taken apart. The layout is that of the kind's result, in float64.

    Parameters
    ----------
    points : (n, 2) float64, px
        All rings, one after the other: open, positive area, without holes.
    offsets : (k + 1,) int32
    areas : (k,) float64, px²
    centroids : (k, 2) float64, px
    triangles : (3 t,) int32
        Vertex numbers, counted from the fragment's first point.
    triangle_offsets : (k + 1,) int32
    parts : (v,) int32
        Convex parts of at most eight vertices, numbered alike.
    part_offsets : (p + 1,) int32
    fragment_parts : (k + 1,) int32
        Fragment ``i`` has the parts ``fragment_parts[i]`` to ``fragment_parts[i + 1] - 1``.
    neighbours : (m, 2) int32
        Pairs of fragments that share an edge, the smaller number first.
    shared_lengths : (m,) float64, px
    """

    points: Floats
    offsets: Ints
    areas: Floats
    centroids: Floats
    triangles: Ints
    triangle_offsets: Ints
    parts: Ints
    part_offsets: Ints
    fragment_parts: Ints
    neighbours: Ints
    shared_lengths: Floats


def measure(points: Floats, offsets: Ints) -> Shards:
    """Measure rings and take them apart.

    Parameters
    ----------
    points : (n, 2) float64, px
    offsets : (k + 1,) int32
        Valid rings of positive area that share vertices where they meet.

    Returns
    -------
    Shards
    """
    areas, centroids = ring_layout.areas_and_centroids(points, offsets)
    taken_apart = decompose(points, offsets)
    pairs, shared_lengths = neighbours(points, offsets)
    return Shards(
        points=points,
        offsets=offsets,
        areas=areas,
        centroids=centroids,
        triangles=taken_apart.triangles,
        triangle_offsets=taken_apart.triangle_offsets,
        parts=taken_apart.parts,
        part_offsets=taken_apart.part_offsets,
        fragment_parts=taken_apart.fragment_parts,
        neighbours=pairs,
        shared_lengths=shared_lengths,
    )
