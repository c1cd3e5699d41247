"""Rings on a grid that float32 holds: the last resort for fragments that rounding breaks wherever they are merged.

Rounding moves the points of a ring one by one, so an edge may come to lie on a point that it passed by a hair. Noding
all edges on the grid lets that point become a vertex of the edge, in every ring alike, so they fit together again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from . import rings as ring_layout
from .merging import NOBODY, Merged

if TYPE_CHECKING:
    from .rings import Floats, Ints

MANTISSA: Final = 23
"""Bits: float32 tells apart all multiples of 2 ** (k - 23) below 2 ** k."""


def snapped(points: Floats, offsets: Ints) -> Merged | None:
    """Snap rings to a grid that float32 holds.

    Parameters
    ----------
    points : (n, 2) float64, px
        All rings, one after the other: open, positive area, not overlapping.
    offsets : (k + 1,) int32

    Returns
    -------
    Merged or None
        Rings and, for each that there was, the one that holds most of it, or that it is gone. None if one of the rings
        would enclose another.
    """
    pitch = float(2.0 ** (np.ceil(np.log2(np.abs(points).max())) - MANTISSA))
    shapes = ring_layout.to_shapes(points, offsets)
    noded = shapely.union_all(shapely.boundary(shapes), grid_size=pitch)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))
    inner = shapely.point_on_surface(faces)
    face, ring = shapely.STRtree(shapes).query(inner, predicate="intersects")
    # A face of no ring is a hole of the polygon. One of two rings, where they overlap by rounding, is the first one's.
    order = np.lexsort((ring, face))
    kept, at = np.unique(face[order], return_index=True)
    home = ring[order][at]
    if len(kept) == 0 or shapely.get_num_interior_rings(faces[kept]).any():
        return None
    snapped_points, snapped_offsets, _ = ring_layout.from_shapes(faces[kept])
    snapped_points = ring_layout.canonical(snapped_points, snapped_offsets)
    first = snapped_points[snapped_offsets[:-1]]
    order = np.lexsort((first[:, 1], first[:, 0], home))
    places = np.full(len(shapes), NOBODY, np.int32)
    sizes = shapely.area(faces[kept[order]])
    lost = max(0.0, float(shapely.area(shapes).sum() - sizes.sum()))
    for number in np.argsort(sizes, kind="stable").tolist():
        places[home[order[number]]] = number
    return Merged(*ring_layout.take(snapped_points, snapped_offsets, order), places, lost)
