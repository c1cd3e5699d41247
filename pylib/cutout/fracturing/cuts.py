"""Where to cut: what a pattern lays out and `cutout.fracturing.subdivision` carries out.

There are three sorts, by what can be done with them: `Sites` and `Lines` go to the compiled kernel, `Paths` to GEOS.
All are in the outline's local coordinates.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import shapely

from .directions import lengths
from .geos import segments

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .outline import Outline
    from .rings import Floats

REACH: Final = 1.5
"""Of the extent: how far from the middle a cut must go to have left the outline."""


@dataclass(frozen=True, eq=False)
class Sites:
    """Cut along the borders of the Voronoi cells of points.

    Parameters
    ----------
    points : (m, 2) float64, px
    scattered : bool
        Whether they lie at random, and so in general position as they are.
    """

    points: Floats
    scattered: bool = False


@dataclass(frozen=True, eq=False)
class Lines:
    """Cut along endless straight lines, of which no three meet in one point.

    Parameters
    ----------
    ends : (m, 2, 2) float64, px
        Two points of each line.
    """

    ends: Floats


@dataclass(frozen=True, eq=False, kw_only=True)
class Paths:
    """Cut along segments, and take out what lies in a region that they enclose.

    Parameters
    ----------
    segments : (m, 2, 2) float64, px
        May cross and meet; loose ends cut nothing.
    removed : shapely.Geometry, optional
        Fragments in it are material that is lost. Its border must be among the segments.
    broken : shapely.Geometry, optional
        Fragments outside of it are what the cut left standing. Its border must be among the segments.
    """

    segments: Floats
    removed: shapely.Geometry | None = None
    broken: shapely.Geometry | None = None


Cuts = Sites | Lines | Paths


def spanning(lines: Floats, outline: Outline) -> Floats:
    """Return the part of endless lines that spans an outline, in one direction whichever way a line was given.

    Parameters
    ----------
    lines : (m, 2, 2) float64, px
        Two points of each line, which differ.
    outline : Outline

    Returns
    -------
    (m, 2, 2) float64, px
    """
    turned = (lines[:, 0, 0] > lines[:, 1, 0]) | (
        (lines[:, 0, 0] == lines[:, 1, 0]) & (lines[:, 0, 1] > lines[:, 1, 1])
    )
    start = np.where(turned[:, None], lines[:, 1], lines[:, 0])
    along = np.where(turned[:, None], lines[:, 0], lines[:, 1]) - start
    along /= lengths(along)[:, None]
    middle = start - along * (start * along).sum(axis=1)[:, None]
    reach = REACH * outline.extent * along
    return np.stack([middle - reach, middle + reach], axis=1)


def segments_of(paths: Sequence[Floats]) -> Floats:
    """Return the straight pieces of polylines, (m, 2, 2) float64."""
    if not paths:
        return np.zeros((0, 2, 2))
    return np.concatenate([np.stack([path[:-1], path[1:]], axis=1) for path in paths])


def border_of(region: shapely.Geometry) -> Floats:
    """Return the straight pieces of a region's border, (m, 2, 2) float64."""
    return segments(shapely.get_parts(shapely.boundary(region)))
