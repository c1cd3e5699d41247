"""Polylines drawn by the caller: what the patterns ``polyline`` and ``cracks`` share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from .cuts import REACH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .outline import Outline
    from .rings import Floats

TOUCHING: Final = 2.0**-20
"""Of the extent: an end nearer than this to another path joins it."""

OVERSHOOT: Final = 2.0**-24
"""Of the extent: how far an end that joins something reaches over it, so that noding finds a crossing and no gap."""


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
    """
    lines = [shapely.LineString(path) for path in paths]
    reach = 2.0 * REACH * outline.extent
    done = []
    for number, path in enumerate(paths):
        others = shapely.union_all([line for other, line in enumerate(lines) if other != number])
        closed = bool((path[0] == path[-1]).all())
        longer = [path]
        for at_end in () if closed else (False, True):
            tip, before = (path[-1], path[-2]) if at_end else (path[0], path[1])
            free = not shapely.dwithin(shapely.Point(tip), others, TOUCHING * outline.extent)
            if free and not extend:
                step = OVERSHOOT * outline.extent
            elif free:
                step = reach + float(np.hypot(*tip))
            else:
                continue
            beyond = (tip + (tip - before) / np.hypot(*(tip - before)) * step)[None]
            longer = [*longer, beyond] if at_end else [beyond, *longer]
        done.append(np.concatenate(longer))
    return done


def turned(points: Floats, scale: float, degrees: float) -> Floats:
    """Return points scaled and turned about the origin, clockwise on a screen with y down."""
    angle = np.radians(degrees)
    cos, sin = float(np.cos(angle)), float(np.sin(angle))
    moved: Floats = points @ np.array([(cos, sin), (-sin, cos)]) * scale
    return moved
