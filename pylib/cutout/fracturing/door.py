"""The door: what comes in as a polygon leaves as an `Outline`, or is refused with a reason.

Policy, in order: numbers of a sane shape and size, finite; local coordinates; repeated points dropped; rings nested;
an invalid polygon taken apart into valid pieces (and said so); an area. Nothing behind the door checks this again.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from shapely.errors import GEOSException

from cutout.errors import BadPolygon, TooLarge

from . import rings as ring_layout
from .outline import Outline

if TYPE_CHECKING:
    from .rings import Floats, Ints

Polygon = ArrayLike | Sequence[ArrayLike]
"""An (n, 2) array of points, or a list of such rings: an outer one first, then holes and islands."""

MAX_POINTS: Final = 20_000
MAX_RINGS: Final = 1_000
MAX_COORDINATE: Final = 1e7
"""px; beyond, float32 cannot tell neighbouring pixels apart."""
MIN_POINTS: Final = 3
MIN_AREA: Final = 1e-12
"""Of the square of the extent: less is a line."""
REPAIR_GRID: Final = 2.0**-20
"""Of the extent: what a repair snaps to. Well within float32's precision."""


def admit(polygon: Polygon) -> Outline:
    """Check, repair and normalise a polygon.

    Parameters
    ----------
    polygon : (n, 2) array or list of (n, 2) arrays, px
        Rings may be open or closed and wind either way. The first is an outer ring; a ring that lies in one other ring
        is a hole, in two an island, and so on.

    Returns
    -------
    Outline

    Raises
    ------
    BadPolygon
        Not finite, fewer than three distinct points, or no area.
    TooLarge
        Over `MAX_POINTS`, `MAX_RINGS` or `MAX_COORDINATE`.
    """
    points, offsets = read_rings(polygon)
    check_values(points, offsets)
    origin = (points.min(axis=0) + points.max(axis=0)) / 2.0
    points, offsets = ring_layout.without_repeats(points - origin, offsets)
    check_counts(offsets)
    shape, notes = sound_shape(points, offsets)
    repaired = bool(notes)
    points, offsets = canonical_rings(shape)
    area = ring_layout.total_area(points, offsets)
    extent = float(np.max(np.ptp(points, axis=0))) if len(points) else 0.0
    if not area > MIN_AREA * extent * extent:
        raise BadPolygon(f"the polygon encloses no area ({area:g} px²): its points lie on one line")
    return Outline(
        points=points,
        offsets=offsets,
        origin=origin,
        area=area,
        touching=has_touching_rings(points, offsets),
        repaired=repaired,
        notes=notes,
    )


def read_rings(polygon: Polygon) -> tuple[Floats, Ints]:
    """Return the rings of a polygon one after the other, refusing what has not the shape of one."""
    try:
        parts = [np.asarray(part) for part in polygon]  # type: ignore[union-attr]  # a scalar raises, and is reported
    except (TypeError, ValueError):
        raise BadPolygon(f"a polygon is an array of points or a list of rings, not {type(polygon).__name__}") from None
    if not parts:
        raise BadPolygon("the polygon has no points; it needs at least 3")
    if parts[0].ndim == 1:
        parts = [as_array(polygon)]
    if len(parts) > MAX_RINGS:
        raise TooLarge(f"the polygon has {len(parts)} rings; at most {MAX_RINGS} are allowed")
    total = sum(len(part) if part.ndim else 0 for part in parts)
    if total > MAX_POINTS:
        raise TooLarge(f"the polygon has {total} points; at most {MAX_POINTS} are allowed: simplify it first")
    for number, part in enumerate(parts):
        if part.ndim != 2 or part.shape[1] != 2 or part.dtype.kind not in "fiu":  # noqa: PLR2004 - (n, 2)
            raise BadPolygon(f"ring {number} must be n pairs of numbers, not {part.dtype} of shape {part.shape}")
        if len(part) < MIN_POINTS:
            raise BadPolygon(f"ring {number} has {len(part)} points; it needs at least {MIN_POINTS}")
    return ring_layout.join([part.astype(np.float64) for part in parts])


def as_array(polygon: Polygon) -> NDArray[np.generic]:
    """Return a bare list of points as an array."""
    try:
        return np.asarray(polygon)
    except ValueError:
        raise BadPolygon("every point must be a pair of numbers") from None


def check_values(points: Floats, offsets: Ints) -> None:
    """Refuse coordinates that are not finite or too far out, naming the first."""
    bad = np.flatnonzero(~(np.abs(points) <= MAX_COORDINATE).all(axis=1))
    if len(bad) == 0:
        return
    index = int(bad[0])
    ring = int(np.searchsorted(offsets, index, side="right")) - 1
    x, y = points[index].tolist()
    where = f"point {index - int(offsets[ring])} of ring {ring} is ({x:g}, {y:g})"
    if not np.isfinite(points[index]).all():
        raise BadPolygon(f"{where}: coordinates must be finite")
    raise TooLarge(f"{where}: coordinates beyond ±{MAX_COORDINATE:g} px are not allowed; use local coordinates")


def check_counts(offsets: Ints) -> None:
    """Refuse a ring of fewer than three points that differ from their neighbours."""
    counts = np.diff(offsets)
    if counts.min() < MIN_POINTS:
        ring = int(np.argmin(counts))
        count = "fewer than 3" if counts[ring] else "only 1"
        raise BadPolygon(f"ring {ring} has {count} distinct points; it needs at least {MIN_POINTS}")


def sound_shape(points: Floats, offsets: Ints) -> tuple[shapely.MultiPolygon, tuple[str, ...]]:
    """Return the valid polygon that the rings describe, and notes on what it took."""
    polygons = ring_layout.to_shapes(points, offsets)
    valid = shapely.is_valid(polygons)
    grid = REPAIR_GRID * float(2.0 ** np.ceil(np.log2(np.max(np.ptp(points, axis=0)))))
    notes = []
    if not valid.all():
        listed = ", ".join(map(str, np.flatnonzero(~valid)[:10].tolist()))
        reason = shapely.is_valid_reason(polygons[np.argmin(valid)])
        notes.append(f"repaired ring {listed}: {reason.split('[')[0].strip().lower()}")
        polygons = shapely.make_valid(polygons, method="structure")
    nested = nest(polygons)
    if len(polygons) > 1 and not (valid.all() and shapely.is_valid(nested)):
        if not notes:
            notes.append(f"repaired the polygon: {shapely.is_valid_reason(nested).split('[')[0].strip().lower()}")
        nested = untangled(nested, grid)
    if notes:
        # Crossings found by a repair lie a rounding error off their edges: parts would touch without sharing a vertex.
        nested = shapely.set_precision(nested, grid)
    return shapely.MultiPolygon(polygonal_parts(nested).tolist()), tuple(notes)


def untangled(shape: shapely.Geometry, grid: float) -> shapely.Geometry:
    """Return a valid shape: outer rings joined, holes taken out. On a grid if GEOS cannot do it without."""
    try:
        return shapely.make_valid(shape, method="structure")
    except GEOSException:
        solid = []
        for part in polygonal_parts(shape):
            outer, *holes = (
                shapely.make_valid(shapely.Polygon(ring), method="structure") for ring in shapely.get_rings(part)
            )
            solid.append(shapely.difference(outer, shapely.union_all(holes, grid_size=grid), grid_size=grid))
        return shapely.union_all(solid, grid_size=grid)


def nest(polygons: NDArray[np.object_]) -> shapely.Geometry:
    """Tell outer rings from holes by even-odd nesting, and put each hole into the outer ring around it.

    A ring counts as lying in a larger one if more than half of it does; for rings that do not cross that is all of it.

    Parameters
    ----------
    polygons : (k,) array of valid shapely geometries, one per ring

    Returns
    -------
    shapely.Geometry
        A MultiPolygon, not valid if rings cross.
    """
    if len(polygons) == 1:
        only: shapely.Geometry = polygons[0]
        return only
    areas = shapely.area(polygons)
    inner, outer = shapely.STRtree(polygons).query(polygons, predicate="intersects")
    smaller = (areas[inner] < areas[outer]) & (areas[inner] > 0.0)
    inner, outer = inner[smaller], outer[smaller]
    within = shapely.area(shapely.intersection(polygons[inner], polygons[outer])) > areas[inner] / 2.0
    inner, outer = inner[within], outer[within]
    depth = np.bincount(inner, minlength=len(polygons))
    pieces = []
    for number in np.flatnonzero(depth % 2 == 0).tolist():
        holes = inner[(outer == number) & (depth[inner] == depth[number] + 1)]
        pieces.extend(with_holes(polygons[number], polygons[holes]))
    return shapely.MultiPolygon(pieces)


def with_holes(outer: shapely.Geometry, holes: NDArray[np.object_]) -> list[shapely.Polygon]:
    """Return an outer shape with its holes, cut out by GEOS only if a repair made either of them more than a ring."""
    parts = polygonal_parts(outer)
    hole_parts = polygonal_parts(shapely.GeometryCollection(holes.tolist()))
    plain = not any(shapely.get_num_interior_rings(hole_parts))
    if len(parts) == 1 and plain and not shapely.get_num_interior_rings(parts[0]):
        return [shapely.Polygon(parts[0].exterior, [hole.exterior for hole in hole_parts])]
    cut = shapely.difference(outer, shapely.union_all(hole_parts))
    return list(polygonal_parts(cut))


def polygonal_parts(shape: shapely.Geometry) -> NDArray[np.object_]:
    """Return the Polygons that a geometry is made of, without points and lines."""
    parts = shapely.get_parts(shapely.get_parts(shapely.get_parts(shape)))
    areal: NDArray[np.object_] = parts[
        (shapely.get_type_id(parts) == shapely.GeometryType.POLYGON) & ~shapely.is_empty(parts)
    ]
    return areal


def canonical_rings(shape: shapely.MultiPolygon) -> tuple[Floats, Ints]:
    """Lay out the rings of a shape, each with its interior on the positive side.

    Outer rings come in descending order of their first points, which are their smallest, and so do the holes of each.
    """
    points, offsets, shape_offsets = ring_layout.from_shapes(shapely.get_parts(shape))
    if len(points) == 0:
        return points, offsets
    turned = ring_layout.split(ring_layout.canonical(points, offsets), offsets)
    parts = []
    for first, last in itertools.pairwise(shape_offsets.tolist()):
        holes = sorted(turned[first + 1 : last], key=first_point, reverse=True)
        # A hole is turned around in place so that it, too, begins at its smallest point.
        parts.append([turned[first], *(np.roll(hole[::-1], 1, axis=0) for hole in holes)])
    parts.sort(key=lambda part: first_point(part[0]), reverse=True)
    return ring_layout.join([ring for part in parts for ring in part])


def first_point(ring: Floats) -> tuple[float, float]:
    """Return the first point of a ring, to sort by."""
    return float(ring[0, 0]), float(ring[0, 1])


def has_touching_rings(points: Floats, offsets: Ints) -> bool:
    """Return whether any two rings have a point in common."""
    if len(offsets) == 2:  # noqa: PLR2004 - one ring
        return False
    lines = np.asarray(shapely.linearrings(points, indices=ring_layout.ring_numbers(offsets)), dtype=object)
    pairs = shapely.STRtree(lines).query(lines, predicate="intersects")
    return bool(pairs.shape[1] > len(lines))
