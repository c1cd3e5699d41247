"""The polygon to break, after the door: sound, in local coordinates and in one canonical form."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from .rings import Floats, Ints


@dataclass(frozen=True, eq=False, kw_only=True)
class Outline:
    """A polygon that can be broken. Made by `cutout.fracturing.door.admit` only.

    Parameters
    ----------
    points : (n, 2) float64, px
        All rings, one after the other, open, counted from `origin`.
    offsets : (k + 1,) int32
        Ring ``i`` is ``points[offsets[i]:offsets[i + 1]]``. An outer ring has positive shoelace area and is followed by
        its holes, which have negative area; islands bring further outer rings. A ring begins at its smallest point and
        rings come in a fixed order, so two ways to write one polygon give the same outline.
    origin : (2,) float64, px
        Centre of the bounding box in the caller's coordinates.
    area : float, px²
    touching : bool
        Whether two rings share a point, which only the GEOS path splits properly.
    repaired : bool
        Whether the polygon that came in was not valid.
    notes : tuple of str
        What was done to it, in sentences.
    """

    points: Floats
    offsets: Ints
    origin: Floats
    area: float
    touching: bool = False
    repaired: bool = False
    notes: tuple[str, ...] = field(default=())

    @cached_property
    def extent(self) -> float:
        """The longer side of the bounding box, px."""
        return float(np.max(np.ptp(self.points, axis=0)))

    @cached_property
    def shape(self) -> shapely.MultiPolygon:
        """The same polygon for GEOS."""
        closed = [self.points[[*range(a, b), a]] for a, b in itertools.pairwise(self.offsets.tolist())]
        polygons: list[tuple[Floats, list[Floats]]] = []
        for ring in closed:
            if is_positive(ring):
                polygons.append((ring, []))
            else:
                polygons[-1][1].append(ring)
        return shapely.MultiPolygon([shapely.Polygon(outer, holes) for outer, holes in polygons])


def is_positive(closed: Floats) -> bool:
    """Return whether a closed ring has positive shoelace area."""
    x, y = (closed - closed[0]).T
    return float(np.dot(x[:-1], y[1:]) - np.dot(x[1:], y[:-1])) > 0.0
