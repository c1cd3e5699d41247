"""The seam between what to cut and how: paths are tried in turn, and each must pass the same guards.

A path is a function ``(outline, sites) -> Division | None``; None means that it does not take this case. The compiled
kernel comes first where it is built, GEOS is behind it, and GEOS on a grid is the last resort. A path never hands back
the outline as if it had been split.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

import numpy as np
import shapely
from shapely.errors import GEOSException

from cutout.errors import UnstableGeometry

from . import compiled, geos
from . import rings as ring_layout
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


@dataclass(frozen=True, eq=False, kw_only=True)
class Division:
    """A polygon split into rings.

    Parameters
    ----------
    points : (n, 2) float64, px, local
    offsets : (k + 1,) int32
        Rings with positive area and no holes, in order of their owners, then of their first points.
    owners : (k,) int32
        The seed point of each ring's cell.
    path : "kernel" or "geos"
    area_error : float
        Of the areas' sum against the outline's area, relative.
    notes : tuple of str
    """

    points: Floats
    offsets: Ints
    owners: Ints
    path: PathName
    area_error: float
    notes: tuple[str, ...] = field(default=())


@dataclass(frozen=True, kw_only=True)
class Path:
    """One way to split, and how exact its result must be."""

    name: PathName
    split: Callable[[Outline, Floats], Rings | None]
    area_tolerance: Callable[[Outline], float]
    notes: tuple[str, ...] = ()


def subdivide(outline: Outline, sites: Floats, paths: Sequence[Path] | None = None) -> Division:
    """Split an outline into the Voronoi cells of sites.

    Parameters
    ----------
    outline : Outline
    sites : (m, 2) float64, px, local
        In general position (`cutout.fracturing.seed_points.in_general_position`).
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
        points, offsets, owners = arranged(*found)
        error = area_error(points, offsets, outline)
        if error <= path.area_tolerance(outline) and are_simple(points, offsets):
            return Division(
                points=points, offsets=offsets, owners=owners, path=path.name, area_error=error, notes=path.notes
            )
        reasons.append(f"{path.name}: area off by {error:.1e} or an invalid ring")
    raise UnstableGeometry(
        f"cannot split this polygon at {len(sites)} seed points; simplify it or change the seed", "\n".join(reasons)
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


def grid_pitch(outline: Outline) -> float:
    """Return the pitch of the last resort's grid, px."""
    return float(2.0 ** np.ceil(np.log2(outline.extent * GRID)))


def grid_tolerance(outline: Outline) -> float:
    """Return how much area snapping may move: the boundary's length times the pitch, relative."""
    return float(shapely.length(outline.shape)) * grid_pitch(outline) / outline.area


PATHS: Final = (
    Path(name="kernel", split=compiled.subdivide, area_tolerance=lambda _: AREA_TOLERANCE),
    Path(name="geos", split=by_geos, area_tolerance=lambda _: AREA_TOLERANCE),
    Path(
        name="geos",
        split=by_geos_on_grid,
        area_tolerance=grid_tolerance,
        notes=("snapped to a grid: the exact split was unstable",),
    ),
)
