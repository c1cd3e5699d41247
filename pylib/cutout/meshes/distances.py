"""How far points lie from triangles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .rows import cross, dot

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .raw import Ints


def largest_distance(places: NDArray[np.float64], stands_for: Ints, faces: Ints) -> float:
    """Return how far the farthest place is from the triangles around the one that stands for it.

    Parameters
    ----------
    places : (n, 3) float64
    stands_for : (n,) int
        Which place stands for each.
    faces : (t, 3) int
        Triangles between those that stand for others; a place whose own is not among them is left out.
    """
    corners = faces.reshape(-1)
    order = np.argsort(corners, kind="stable")
    starts = np.searchsorted(corners[order], np.arange(len(places) + 1))
    counts = np.diff(starts)[stands_for]
    asked = np.repeat(np.arange(len(places)), counts)
    if not len(asked):
        return 0.0
    within = np.arange(len(asked)) - np.repeat(np.cumsum(counts) - counts, counts)
    around = faces[order[starts[stands_for][asked] + within] // 3]
    squares = _squared(places[asked], places[around[:, 0]], places[around[:, 1]], places[around[:, 2]])
    runs = np.flatnonzero(np.concatenate([[True], asked[1:] != asked[:-1]]))
    return float(np.sqrt(np.minimum.reduceat(squares, runs).max()))


def _squared(
    points: NDArray[np.float64], a: NDArray[np.float64], b: NDArray[np.float64], c: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the squared distance of each point from its triangle, (m,)."""
    nearest = np.minimum(
        np.minimum(_squared_to_side(points, a, b), _squared_to_side(points, b, c)), _squared_to_side(points, c, a)
    )
    normal = cross(b - a, c - a)
    square = dot(normal, normal)
    is_within = square > 0.0
    for start, end in ((a, b), (b, c), (c, a)):
        is_within &= dot(cross(end - start, points - start), normal) >= 0.0
    height = dot(points - a, normal)
    plane = height * height / np.where(square > 0.0, square, 1.0)
    return np.where(is_within, plane, nearest)


def _squared_to_side(
    points: NDArray[np.float64], start: NDArray[np.float64], end: NDArray[np.float64]
) -> NDArray[np.float64]:
    side = end - start
    square = dot(side, side)
    share = np.clip(dot(points - start, side) / np.where(square > 0.0, square, 1.0), 0.0, 1.0)
    gap = points - start - share[:, None] * side
    return dot(gap, gap)
