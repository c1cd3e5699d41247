"""The seam between what to cut and how: paths are tried in turn, and each must pass the same guards.

A path is a function ``(outline, cuts) -> Rings | None``; None means that it does not take this case. The compiled
kernel comes first where it is built, GEOS is behind it, and GEOS on a grid is the last resort. A path never hands back
the outline as if it had been split.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, Literal

import numpy as np
import shapely
from shapely.errors import GEOSException

from cutout.errors import UnstableGeometry

from . import compiled, endless_lines, geos
from . import rings as ring_layout
from .cuts import Cuts, Lines, Sites
from .rings import Floats, Ints

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .outline import Outline

PathName = Literal["kernel", "geos"]
Rings = tuple[Floats, Ints, Ints]
"""points (n, 2) float64, offsets (k + 1,) int32, owners (k,) int32"""

AREA_TOLERANCE: Final = 1e-9
"""Relative. Rounding stays below 1e-14; more is a wrong result that looks right."""

GRID: Final = 2.0**-18
"""Of the extent, to the next power of two: 2**-10 px for 256 px."""

FINE_GRID: Final = 2.0**-44
"""Of the extent, to the next power of two: some hundred rounding errors, and far less than float32 can tell."""

ULPS: Final = 2.0**-50
"""Of the distance from the caller's origin: what is nearer than that falls together there."""


@dataclass(frozen=True, eq=False, kw_only=True)
class Division:
    """A polygon split into rings.

    Parameters
    ----------
    points : (n, 2) float64, px, local
    offsets : (k + 1,) int32
        Rings with positive area and no holes: from the kernel in its own order, as on the fast way, so that it leaves
        no trace which way a request took; else in order of their owners, then of their first points.
    owners : (k,) int32
        The seed point of each ring's cell, or the number of its side of the lines; 0 for cuts along paths.
    path : "kernel" or "geos"
    area_error : float
        Of the areas' sum against the outline's area, relative; before anything was removed.
    notes : tuple of str
    removed_area : float, px²
        Of the rings that were taken out, because they lay in a slit or in a shape to be removed.
    broken : shapely.Geometry, optional
        What a punch broke; the rings outside of it are what it left standing.
    """

    points: Floats
    offsets: Ints
    owners: Ints
    path: PathName
    area_error: float
    notes: tuple[str, ...] = field(default=())
    removed_area: float = 0.0
    broken: shapely.Geometry | None = None


@dataclass(frozen=True, kw_only=True)
class Path:
    """One way to split, and how exact its result must be."""

    name: PathName
    split: Callable[[Outline, Floats], Rings | None]
    area_tolerance: Callable[[Outline], float]
    notes: tuple[str, ...] = ()


def divide(outline: Outline, cuts: Cuts) -> Division:
    """Split an outline as planned.

    Parameters
    ----------
    outline : Outline
    cuts : Cuts
        As `cutout.fracturing.planning.plan` returns them.

    Returns
    -------
    Division

    Raises
    ------
    UnstableGeometry
        No path gave a result that passes the guards.
    """
    if isinstance(cuts, Sites):
        return subdivide(outline, cuts.points)
    if isinstance(cuts, Lines):
        return noted(outline, subdivide(outline, cuts.ends, LINE_PATHS))
    whole = noted(outline, subdivide(outline, cuts.segments, SEGMENT_PATHS))
    kept = replace(whole, broken=cuts.broken)
    return kept if cuts.removed is None else without(kept, cuts.removed)


def subdivide(outline: Outline, sites: Floats, paths: Sequence[Path] | None = None) -> Division:
    """Split an outline into the Voronoi cells of sites, or along other cuts if such paths are given.

    Parameters
    ----------
    outline : Outline
    sites : (m, 2) float64, px, local
        In general position (`cutout.fracturing.seed_points.in_general_position`); or the lines or segments that
        `paths` take, (m, 2, 2).
    paths : sequence of Path, optional
        What to try, in this order; by default `PATHS`.

    Returns
    -------
    Division

    Raises
    ------
    UnstableGeometry
        No path gave a result that passes the guards.
    """
    reasons = []
    for path in PATHS if paths is None else paths:
        try:
            found = path.split(outline, sites)
        except GEOSException as failure:
            reasons.append(f"{path.name}: {failure}")
            continue
        if found is None:
            continue
        points, offsets, owners = found if path.name == "kernel" else arranged(*found)
        error = area_error(points, offsets, outline)
        if error <= path.area_tolerance(outline) and are_simple(points, offsets):
            return Division(
                points=points, offsets=offsets, owners=owners, path=path.name, area_error=error, notes=path.notes
            )
        reasons.append(f"{path.name}: area off by {error:.1e} or an invalid ring")
    cut_by = "seed points" if sites.ndim == 2 else "cuts"  # noqa: PLR2004 - points, not pairs of them
    raise UnstableGeometry(
        f"cannot split this polygon at {len(sites)} {cut_by}; simplify it or change the seed", "\n".join(reasons)
    )


def noted(outline: Outline, division: Division) -> Division:
    """Add a note if the cuts have not split anything; a hole is cut open in any case."""
    pieces = len(division.offsets) - 1
    uncut = len(shapely.get_parts(outline.shape))
    holes = len(outline.offsets) - 1 - uncut
    if holes or pieces > uncut:
        return division
    return replace(division, notes=(*division.notes, "no cut divides the polygon"))


def without(division: Division, region: shapely.Geometry) -> Division:
    """Take the rings out that lie in a region whose border was cut along."""
    shapes = ring_layout.to_shapes(division.points, division.offsets)
    kept = ~geos.lie_in(shapes, region)
    areas, _ = ring_layout.areas_and_centroids(division.points, division.offsets)
    points, offsets = ring_layout.take(division.points, division.offsets, np.flatnonzero(kept))
    return replace(
        division,
        points=points,
        offsets=offsets,
        owners=division.owners[kept],
        removed_area=float(areas[~kept].sum()),
    )


def arranged(points: Floats, offsets: Ints, owners: Ints) -> Rings:
    """Put rings into their canonical form and order, so that the order of a path's work leaves no trace."""
    points = ring_layout.canonical(points, offsets)
    first = points[offsets[:-1]]
    order = np.lexsort((first[:, 1], first[:, 0], owners))
    return *ring_layout.take(points, offsets, order), owners[order]


def area_error(points: Floats, offsets: Ints, outline: Outline) -> float:
    """Return by how much the rings' areas miss the outline's area, relative."""
    areas, _ = ring_layout.areas_and_centroids(points, offsets)
    return abs(float(areas.sum()) - outline.area) / outline.area


def are_simple(points: Floats, offsets: Ints) -> bool:
    """Return whether there are rings, all of them valid polygons."""
    return len(offsets) > 1 and bool(shapely.is_valid(ring_layout.to_shapes(points, offsets)).all())


def by_geos(outline: Outline, sites: Floats) -> Rings:
    """Split with GEOS at full precision."""
    return geos.subdivide(outline, sites)


def by_geos_on_grid(outline: Outline, sites: Floats) -> Rings:
    """Split with GEOS on a grid, which cannot fail to node but moves every vertex a little."""
    return geos.subdivide(outline, sites, grid_pitch(outline))


def along_lines(outline: Outline, ends: Floats) -> Rings:
    """Split along endless lines with GEOS at full precision."""
    return endless_lines.by_geos(outline, ends)


def along_lines_on_grid(outline: Outline, ends: Floats) -> Rings:
    """Split along endless lines with GEOS on a grid."""
    return endless_lines.by_geos(outline, ends, grid_pitch(outline))


def along_segments(outline: Outline, segments: Floats) -> Rings | None:
    """Split along segments with GEOS at full precision; None if cuts run so close to others that hairs are left."""
    points, offsets, owners = geos.split_along(outline, segments)
    clearance = shapely.minimum_clearance(ring_layout.to_shapes(points, offsets))
    return (points, offsets, owners) if (clearance > fine_pitch(outline)).all() else None


def along_segments_finely(outline: Outline, segments: Floats) -> Rings:
    """Split along segments with GEOS on a grid as fine as rounding errors: what nearly coincides becomes one."""
    return geos.split_along(outline, segments, fine_pitch(outline))


def along_segments_on_grid(outline: Outline, segments: Floats) -> Rings:
    """Split along segments with GEOS on a grid."""
    return geos.split_along(outline, segments, grid_pitch(outline))


def fine_pitch(outline: Outline) -> float:
    """Return the pitch of the grid on which rounding errors vanish, px."""
    return float(2.0 ** np.ceil(np.log2(max(outline.extent * FINE_GRID, float(np.abs(outline.origin).max()) * ULPS))))


def grid_pitch(outline: Outline) -> float:
    """Return the pitch of the last resort's grid, px."""
    return float(2.0 ** np.ceil(np.log2(outline.extent * GRID)))


def grid_tolerance(outline: Outline) -> float:
    """Return how much area snapping may move: the boundary's length times the pitch, relative."""
    return float(shapely.length(outline.shape)) * grid_pitch(outline) / outline.area


def fine_tolerance(outline: Outline) -> float:
    """Return how much area the fine grid may move, relative; of all but slivers it is no more than rounding."""
    return max(AREA_TOLERANCE, float(shapely.length(outline.shape)) * fine_pitch(outline) / outline.area)


def exact(_: Outline) -> float:
    """Return how much area an exact path may be off, relative."""
    return AREA_TOLERANCE


def last_resort(split: Callable[[Outline, Floats], Rings | None]) -> Path:
    """Return the path of a split on a grid."""
    return Path(
        name="geos",
        split=split,
        area_tolerance=grid_tolerance,
        notes=("snapped to a grid: the exact split was unstable",),
    )


PATHS: Final = (
    Path(name="kernel", split=compiled.subdivide, area_tolerance=exact),
    Path(name="geos", split=by_geos, area_tolerance=exact),
    last_resort(by_geos_on_grid),
)
"""For sites."""

LINE_PATHS: Final = (
    Path(name="kernel", split=endless_lines.by_kernel, area_tolerance=exact),
    Path(name="geos", split=along_lines, area_tolerance=exact),
    last_resort(along_lines_on_grid),
)

SEGMENT_PATHS: Final = (
    Path(name="geos", split=along_segments, area_tolerance=exact),
    Path(name="geos", split=along_segments_finely, area_tolerance=fine_tolerance),
    last_resort(along_segments_on_grid),
)
