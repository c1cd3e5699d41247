"""Polylines drawn by the caller: what the patterns ``polyline`` and ``cracks`` share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from .cuts import REACH
from .directions import directions, lengths

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .outline import Outline
    from .rings import Floats

TOUCHING: Final = 2.0**-20
"""Of the extent: an end nearer than this to another path joins it."""

OVERSHOOT: Final = 2.0**-24
"""Of the extent: how far a free end reaches over a border it may lie on, so that noding finds a crossing and no gap."""


def without_repeats(path: Floats) -> Floats:
    """Return a polyline without points that equal the one before."""
    kept = np.ones(len(path), np.bool_)
    kept[1:] = (path[1:] != path[:-1]).any(axis=1)
    return path[kept]


def finished(paths: Sequence[Floats], outline: Outline, *, extend: bool) -> list[Floats]:
    """Return polylines whose ends join what they come near, and run on out of the outline where they are free.

    Parameters
    ----------
    paths : sequence of (n, 2) float64, px, local
        Each of two different points or more.
    outline : Outline
    extend : bool
        Whether a free end runs on straight until it has left the outline; else it stays where it is.

    Returns
    -------
    list of (m, 2) float64, px, local
        Where an end joins another polyline, both have the same vertex.
    """
    met, free = joined(paths, TOUCHING * outline.extent)
    done = []
    for path, (start_is_free, end_is_free) in zip(met, free, strict=True):
        before = [beyond(path[0], path[1], outline, extend=extend)] if start_is_free else []
        after = [beyond(path[-1], path[-2], outline, extend=extend)] if end_is_free else []
        done.append(np.array([*before, *path, *after]))
    return done


def beyond(tip: Floats, before: Floats, outline: Outline, *, extend: bool) -> Floats:
    """Return where a path leads that runs on straight from its last point: out of the outline, or just a little."""
    reach = 2.0 * REACH * outline.extent + float(lengths(tip))
    step = reach if extend else OVERSHOOT * outline.extent
    end: Floats = tip + (tip - before) / lengths(tip - before) * step
    return end


def joined(paths: Sequence[Floats], tolerance: float) -> tuple[list[Floats], list[tuple[bool, bool]]]:
    """Give polylines a common vertex where the end of one comes near another.

    A point on a slanted line lies a rounding error beside it, and a jagged line leaves its course between its vertices:
    an end that merely touches would leave a gap.

    Parameters
    ----------
    paths : sequence of (n, 2) float64, px
    tolerance : float, px
        How near; no vertex moves farther.

    Returns
    -------
    paths : list of (m, 2) float64, px
        Those that are longer than the tolerance.
    free : list of (bool, bool)
        Whether the start and the end of each are near no other; a closed one has no ends.
    """
    tree = shapely.STRtree([shapely.LineString(path) for path in paths])
    met = [path.copy() for path in paths]
    free = [[False, False] for _ in paths]
    # In an order of their own, so that the caller's leaves no trace.
    for number in sorted(range(len(paths)), key=lambda each: paths[each].tolist()):
        if (paths[number][0] == paths[number][-1]).all():
            continue
        for at_end in (False, True):
            tip = paths[number][-at_end]
            near = tree.query(shapely.Point(tip), predicate="dwithin", distance=tolerance).tolist()
            others = [other for other in near if other != number]
            free[number][at_end] = not others
            if others:
                met[number][-at_end] = place = meeting_point(tip, [met[other] for other in others], tolerance)
                for other in others:
                    met[other] = with_vertex(met[other], place)
    kept = [(without_repeats(path), (start, end)) for path, (start, end) in zip(met, free, strict=True)]
    kept = [(path, ends) for path, ends in kept if len(path) > 1]
    return [path for path, _ in kept], [ends for _, ends in kept]


def meeting_point(tip: Floats, others: Sequence[Floats], tolerance: float) -> Floats:
    """Return the smallest vertex of others that is near a point; the point itself if there is none."""
    vertices = np.concatenate(others)
    near = vertices[lengths(vertices - tip) <= tolerance]
    return np.array(min(near.tolist())) if len(near) else tip


def with_vertex(path: Floats, point: Floats) -> Floats:
    """Return a polyline with a point on it as one of its vertices."""
    if (path == point).all(axis=1).any():
        return path
    along = path[1:] - path[:-1]
    squared = (along**2).sum(axis=1)
    share = ((point - path[:-1]) * along).sum(axis=1) / np.where(squared == 0.0, 1.0, squared)
    foot = path[:-1] + np.clip(share, 0.0, 1.0)[:, None] * along
    nearest = int(np.argmin(((point - foot) ** 2).sum(axis=1)))
    return np.insert(path, nearest + 1, point, axis=0)


def turned(points: Floats, scale: float, degrees: float) -> Floats:
    """Return points scaled and turned about the origin, clockwise on a screen with y down."""
    cos, sin = directions(np.radians(degrees)).tolist()
    x, y = points.T
    # Not a product of matrices, which BLAS rounds differently on different processors.
    return np.stack([x * cos - y * sin, x * sin + y * cos], axis=1) * scale
