"""Levels of detail: fewer triangles over the same vertices, by Fast Quadric Mesh Simplification."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

from .distances import largest_distance
from .rows import distinct, dot
from .topology import crosses
from .welding import weld

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .raw import Floats, Ints

Level: TypeAlias = "tuple[float, Ints]"
"""How far it lies from the surface, in metres, and its triangles, (k, 3) vertex numbers."""

LEAST_TRIANGLES: Final = 24
"""A surface with fewer has no coarser level."""

_GAIN: Final = 0.9
"""A level has at most this share of the triangles of the one before, else there is none."""


def coarser_levels(positions: Floats, normals: Floats, indices: Ints, count: int, *, keep_border: bool) -> list[Level]:
    """Return coarser levels of a surface, each with about half the triangles of the one before.

    Parameters
    ----------
    positions, normals : (n, 3) float32
        The vertices of a surface; some may lie at the same place. Of two there, a level takes the one whose normal is
        nearer to that of its triangle.
    indices : (t, 3) int
        Vertex numbers, anticlockwise as seen from outside.
    count : int
        How many levels at most.
    keep_border : bool
        Whether open edges stay as they are: where the mesh goes on in another surface, no gap opens.

    Returns
    -------
    list of (float, (k, 3) int64)
        Errors ascend, none is 0, none twice.

    Notes
    -----
    The library moves vertices, and levels have to use those that are there: of the vertices that became one, the
    nearest to where the library put it stands for all. The error is the distance of the farthest vertex from the
    triangles around the one that stands for it, so it is no less than its distance from the level.
    """
    if count == 0 or len(indices) < LEAST_TRIANGLES:
        return []
    import fast_simplification  # type: ignore[import-untyped]  # noqa: PLC0415 - only levels of detail need it

    first, place_of = weld(np.ascontiguousarray(positions).view(np.uint32))
    places: NDArray[np.float64] = np.ascontiguousarray(positions[first], np.float64)
    faces = _tidy(place_of[indices]).astype(np.int32)
    found: list[Level] = []
    size, error = len(faces), np.float32(0.0)
    for level in range(1, count + 1):
        target = max(len(faces) >> level, LEAST_TRIANGLES // 2)
        if target >= size:
            break
        moved, _, collapses = fast_simplification.simplify(
            places, faces, target_count=target, return_collapses=True, preserve_border=keep_border
        )
        roots = _roots(len(places), collapses)
        stands_for = _nearest(places, roots, np.unique(_tidy(roots[faces])), np.asarray(moved))
        coarse = _tidy(stands_for[faces])
        if not LEAST_TRIANGLES // 6 <= len(coarse) <= _GAIN * size:
            break
        size = len(coarse)
        farther = np.nextafter(error, np.float32(np.inf))
        error = max(np.float32(largest_distance(places, stands_for, coarse)), farther)
        found.append((float(error), _with_vertices(coarse, places, place_of, normals)))
    return found


def _roots(count: int, collapses: Ints) -> Ints:
    """Return which vertex each one became part of, (count,)."""
    parents: Ints = np.arange(count)
    if len(collapses):
        parents[collapses[:, 1]] = collapses[:, 0]
    while not np.array_equal(shorter := parents[parents], parents):
        parents = shorter
    return parents


def _nearest(places: NDArray[np.float64], roots: Ints, used: Ints, moved: Floats) -> Ints:
    """Let the vertex nearest to where its group was put stand for the group, (n,)."""
    if len(used) != len(moved):
        return roots
    goals = places.copy()
    goals[used] = moved
    gaps = places - goals[roots]
    order = np.lexsort([dot(gaps, gaps), roots])
    starts = np.flatnonzero(np.concatenate([[True], np.diff(roots[order]) > 0]))
    chosen = np.arange(len(places))
    chosen[roots[order[starts]]] = order[starts]
    return chosen[roots]


def _tidy(faces: Ints) -> Ints:
    """Leave out triangles with two corners at a place."""
    tidy: Ints = faces[distinct(faces)]
    return tidy


def _with_vertices(faces: Ints, places: Floats, place_of: Ints, normals: Floats) -> Ints:
    """Return triangles of places as triangles of vertices, each corner the one that fits its triangle best."""
    order = np.argsort(place_of, kind="stable")
    starts = np.searchsorted(place_of[order], np.arange(len(places) + 1))
    corners = faces.reshape(-1)
    counts = np.diff(starts)[corners]
    asked = np.repeat(np.arange(len(corners)), counts)
    within = np.arange(len(asked)) - np.repeat(np.cumsum(counts) - counts, counts)
    vertices: Ints = order[starts[corners][asked] + within]
    fit = dot(normals[vertices], crosses(places, faces)[asked // 3])
    best = np.lexsort([-fit, asked])[np.cumsum(counts) - counts]
    found: Ints = vertices[best].reshape(-1, 3)
    return found
