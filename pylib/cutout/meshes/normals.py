"""Normals of triangles and of their corners: flat, or smooth where faces meet at a small angle."""

from __future__ import annotations

from math import cos, radians
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from .components import components
from .rows import all_finite, blocks, dot, firsts, taken

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .raw import Floats, Ints
    from .topology import Edges

UP: Final = (0.0, 1.0, 0.0)
"""The normal of what has none, such as a triangle without an area."""

_TINY: Final = 1e-300


def units(vectors: Floats) -> NDArray[np.float64]:
    """Return vectors in length 1, (n, 3); `UP` for those without a length or not finite."""
    found = vectors.astype(np.float64)
    for block in blocks(len(found)):
        wide = found[block]
        with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
            # The greatest part first: squares of very small or large numbers would be lost.
            x, y, z = np.abs(wide).T
            wide /= np.maximum(np.maximum(np.maximum(x, y), z), _TINY)[:, None]
            wide /= np.sqrt(dot(wide, wide))[:, None]
        bad = ~all_finite(wide)
        if bad.any():
            wide[bad] = UP
    return found


def smooth_groups(faces: Ints, edges: Edges, face_normals: NDArray[np.float64], angle: float) -> Ints:
    """Tell which corners share a normal.

    Parameters
    ----------
    faces : (t, 3) int
        Place numbers.
    edges : Edges
        Of these.
    face_normals : (t, 3) float64
        In length 1.
    angle : float, degrees
        Corners at the same place share one if a chain of faces leads from one to the other, over edges at which faces
        meet at no larger angle.

    Returns
    -------
    (3 t,) int32
        A label for each corner.

    Notes
    -----
    Where all edges at a place are smooth, its corners are one group, and nothing is searched. That also joins two
    closed fans that touch at a point only.
    """
    corners = faces.reshape(-1)
    pairs = edges.pairs
    limit = cos(radians(angle)) - 1e-9
    first, second = pairs[:, 0], pairs[:, 1]
    # Faces that wind against each other have normals that do so too.
    is_smooth = edges.is_opposite.copy()
    for block in blocks(len(pairs)):
        is_smooth[block] &= dot(face_normals[first[block] // 3], face_normals[second[block] // 3]) >= limit
    smooth_edge = np.zeros(len(corners), np.bool_)
    smooth_edge[first[is_smooth]] = True
    smooth_edge[second[is_smooth]] = True
    has_crease = np.zeros(int(corners.max(initial=-1)) + 1, np.bool_)
    rough = np.flatnonzero(~smooth_edge)
    has_crease[corners[rough]] = True
    has_crease[corners[_following(rough)]] = True
    groups = taken(firsts(corners, len(has_crease)), corners)
    creased = np.flatnonzero(taken(has_crease, corners))
    if len(creased):
        groups[creased] = creased[_searched(creased, corners, has_crease, first[is_smooth], second[is_smooth])]
    return groups


def _searched(creased: Ints, corners: Ints, has_crease: NDArray[np.bool_], first: Ints, second: Ints) -> Ints:
    """Return, for each corner at a place with a crease, the first of `creased` in its group."""
    # An edge runs from a corner of the one face to the next; on the other face the other way.
    left = np.concatenate([first, _following(first)])
    right = np.concatenate([_following(second), second])
    within = has_crease[corners[left]]
    number = np.zeros(len(corners), np.int64)
    number[creased] = np.arange(len(creased))
    return components(len(creased), number[left[within]], number[right[within]])


def corner_normals(
    places: Floats, faces: Ints, face_normals: NDArray[np.float64], groups: Ints, count: int
) -> NDArray[np.float64]:
    """Return the normal of each group of corners, the mean of its faces' by the angle at the corner.

    Parameters
    ----------
    places : (n, 3) float
    faces : (t, 3) int
        Place numbers.
    face_normals : (t, 3) float64
        In length 1.
    groups : (3 t,) int
        From 0 to `count` - 1.
    count : int

    Returns
    -------
    (count, 3) float64
        In length 1.

    Notes
    -----
    Weights after Thürmer and Wüthrich, Computing vertex normals from polygonal facets (1998): how a surface is cut into
    triangles does not matter.
    """
    sums = np.zeros((count, 3))
    for block in blocks(len(faces)):
        weights = _angles(places[faces[block]])
        corners = groups[3 * block.start : 3 * block.stop]
        for axis in range(3):
            np.add.at(sums[:, axis], corners, (weights * face_normals[block, axis, None]).reshape(-1))
    return units(sums)


def _angles(triangles: Floats) -> NDArray[np.float64]:
    """Return the angle at each corner, (t, 3), radians."""
    angles = np.zeros((len(triangles), 3))
    a, b, c = triangles.astype(np.float64).transpose(1, 0, 2)
    sides = (b - a, c - b, a - c)
    lengths = [np.sqrt(dot(side, side)) for side in sides]
    with np.errstate(invalid="ignore", divide="ignore"):
        for corner, (after, before) in enumerate(((0, 2), (1, 0), (2, 1))):
            cosine = -dot(sides[after], sides[before]) / (lengths[after] * lengths[before])
            angles[:, corner] = np.arccos(np.clip(np.nan_to_num(cosine, nan=1.0), -1.0, 1.0))
    return angles


def _following(edges: Ints) -> Ints:
    """Return the number of the corner after each, in its face."""
    following: NDArray[np.signedinteger[Any]] = edges + 1 - 3 * (edges % 3 == 2)  # noqa: PLR2004 - the last corner
    return following
