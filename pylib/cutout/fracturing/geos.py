"""Subdivision by GEOS: outline and cutting lines noded by an overlay union, then polygonised.

Slower than a kernel of our own, but it splits whatever the door lets through. It is the fallback and the tests' oracle.
`shapely.voronoi_polygons` is asked for edges only: its cells go wrong for sites on a circle, its edges do not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.errors import GEOSException

from . import rings as ring_layout

if TYPE_CHECKING:
    from .outline import Outline
    from .rings import Flags, Floats, Ints

Shapes = NDArray[np.object_]

OVERSHOOT: Final = 1e-7
"""Of the extent: how far a cut reaches over the borders it joins, so that noding finds a crossing and not a gap."""

MAX_ROUNDS: Final = 4
"""One round cuts every hole open; a further one is for holes that snapping made."""


def subdivide(outline: Outline, sites: Floats, grid_size: float = 0.0) -> tuple[Floats, Ints, Ints]:
    """Split an outline into the Voronoi cells of sites.

    Parameters
    ----------
    outline : Outline
    sites : (m, 2) float64, px, local
        In general position.
    grid_size : float, px
        Snap all vertices to a grid of this pitch; 0 keeps them as computed.

    Returns
    -------
    points : (n, 2) float64, px, local
    offsets : (k + 1,) int32
        Rings without holes. Where two fragments meet, both have the same vertices.
    owners : (k,) int32
        The site of each ring's cell.
    """
    shapes, inner_points = partition(outline, voronoi_edges(outline, sites), grid_size)
    points, offsets, _ = ring_layout.from_shapes(shapes)
    distances = ((inner_points[:, None, :] - sites[None, :, :]) ** 2).sum(axis=2)
    return points, offsets, distances.argmin(axis=1).astype(np.int32)


def split_along(outline: Outline, segments: Floats, grid_size: float = 0.0) -> tuple[Floats, Ints, Ints]:
    """Split an outline along segments.

    Parameters
    ----------
    outline : Outline
    segments : (m, 2, 2) float64, px, local
        May cross each other and the outline; loose ends are dropped.
    grid_size : float, px

    Returns
    -------
    points : (n, 2) float64, px, local
    offsets : (k + 1,) int32
    owners : (k,) int32
        All 0: segments have no sides.
    """
    shapes, _ = partition(outline, segments, grid_size)
    points, offsets, _ = ring_layout.from_shapes(shapes)
    return points, offsets, np.zeros(len(offsets) - 1, np.int32)


def lie_in(shapes: Shapes, region: shapely.Geometry) -> Flags:
    """Return for each shape whether it lies in a region whose border does not cross it.

    One point of each tells. The area of an intersection does not: where borders coincide but for rounding, GEOS takes
    the whole shape for it now and then, though the two only touch.
    """
    x, y = shapely.get_coordinates(shapely.point_on_surface(shapes)).T
    shapely.prepare(region)
    inside: Flags = shapely.contains_xy(region, x, y)
    return inside


def voronoi_edges(outline: Outline, sites: Floats) -> Floats:
    """Return the Voronoi diagram's edges as far as the outline reaches, (m, 2, 2) float64."""
    low, high = outline.points.min(axis=0) - outline.extent, outline.points.max(axis=0) + outline.extent
    frame = shapely.box(*low, *high)
    edges = shapely.voronoi_polygons(shapely.MultiPoint(sites), extend_to=frame, only_edges=True)
    parts = shapely.get_parts(edges)
    return segments(parts[~shapely.is_empty(parts)])


def segments(lines: Shapes) -> Floats:
    """Return the straight pieces of LineStrings, (m, 2, 2) float64."""
    points, line = shapely.get_coordinates(lines, return_index=True)
    within = line[:-1] == line[1:]
    return np.stack([points[:-1][within], points[1:][within]], axis=1)


def partition(outline: Outline, cuts: Floats, grid_size: float = 0.0) -> tuple[Shapes, Floats]:
    """Split an outline along segments into polygons without holes.

    Parameters
    ----------
    outline : Outline
    cuts : (m, 2, 2) float64, px, local
        May cross each other and the outline; loose ends are dropped.
    grid_size : float, px

    Returns
    -------
    shapes : (k,) array of shapely.Polygon
    inner_points : (k, 2) float64
        A point inside each.
    """
    border = shapely.boundary(outline.shape)
    for _ in range(MAX_ROUNDS):
        noded = shapely.union(border, shapely.multilinestrings(cuts), grid_size=grid_size)
        faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(noded)))
        inner_points = shapely.get_coordinates(shapely.point_on_surface(faces))
        inside = shapely.contains_xy(outline.shape, inner_points)
        faces, inner_points = faces[inside], inner_points[inside]
        holed = faces[shapely.get_num_interior_rings(faces) > 0]
        if len(holed) == 0:
            break
        overshoot = max(OVERSHOOT * outline.extent, 2.0 * grid_size)
        cuts = np.concatenate([cuts, *(hole_cuts(face, overshoot) for face in holed)])
    return faces, inner_points


def hole_cuts(face: shapely.Polygon, overshoot: float) -> Floats:
    """Return cuts that join each hole of a polygon with what lies left and right of it.

    Following such cuts to the left from hole to hole, and likewise to the right, one arrives at the outer ring. So each
    hole is tied to it in two ways, and the polygon falls into pieces without holes.

    Returns
    -------
    (m, 2, 2) float64
    """
    points, offsets, _ = ring_layout.from_shapes(np.array([face], dtype=object))
    ring = ring_layout.ring_numbers(offsets)
    start, end = points, points[ring_layout.following(offsets)]
    cuts = []
    for hole in range(1, len(offsets) - 1):
        level = free_level(points[:, 1], points[ring == hole, 1])
        crossing = np.flatnonzero((start[:, 1] > level) != (end[:, 1] > level))
        share = (level - start[crossing, 1]) / (end[crossing, 1] - start[crossing, 1])
        where = start[crossing, 0] + share * (end[crossing, 0] - start[crossing, 0])
        order = np.argsort(where, kind="stable")
        where, owner = where[order], ring[crossing[order]]
        own = np.flatnonzero(owner == hole)
        if own[0] == 0 or own[-1] == len(owner) - 1:
            raise GEOSException(f"hole {hole} of a face reaches out of it at ({where[0]:g}, {level:g})")
        for left, right in ((own[0] - 1, own[0]), (own[-1], own[-1] + 1)):
            cuts.append([(where[left] - overshoot, level), (where[right] + overshoot, level)])
    return np.array(cuts)


def free_level(levels: Floats, hole_levels: Floats) -> float:
    """Return a height that crosses a hole and passes no vertex: the middle of the widest gap between heights."""
    within = np.unique(levels[(levels >= hole_levels.min()) & (levels <= hole_levels.max())])
    widest = int(np.argmax(np.diff(within)))
    return float(within[widest] + within[widest + 1]) / 2.0
