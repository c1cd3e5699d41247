"""From parameters to cuts: what a pattern lays out, brought into a form that its path can take."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

from .cuts import Cuts, Lines, Paths, Sites
from .directions import lengths
from .seed_points import JITTER, generator, in_general_position

if TYPE_CHECKING:
    from .outline import Outline
    from .params import FractureParams
    from .rings import Floats


def plan(outline: Outline, params: FractureParams) -> Cuts:
    """Return where a pattern cuts an outline.

    Parameters
    ----------
    outline : Outline
    params : FractureParams

    Returns
    -------
    Cuts
        Sites are moved by up to `JITTER` of the extent unless they lie at random, because regular ones share circles,
        where a Voronoi diagram degenerates. Lines are left as they are: if some would degenerate, they are handed on as
        paths.
    """
    rng = generator(params)
    cuts = params.lay_out(outline, rng)
    tolerance = outline.extent * JITTER
    if isinstance(cuts, Sites):
        return cuts if cuts.scattered else Sites(in_general_position(cuts.points, tolerance, rng))
    if isinstance(cuts, Lines) and not (len(cuts.ends) and are_apart(cuts.ends, outline, tolerance)):
        return Paths(segments=cuts.ends)
    return cuts


def are_apart(ends: Floats, outline: Outline, tolerance: float) -> bool:
    """Return whether lines keep away from the outline's vertices, from each other, and meet away from all else.

    Parameters
    ----------
    ends : (m, 2, 2) float64, px, local
        Lines that span the outline.
    outline : Outline
    tolerance : float, px
    """
    along = ends[:, 1] - ends[:, 0]
    along /= lengths(along)[:, None]
    across = np.column_stack([-along[:, 1], along[:, 0]])
    height = (ends[:, 0] * across).sum(axis=1)
    if (np.abs(heights(outline.points, across) - height) < tolerance).any():
        return False
    one, two = np.triu_indices(len(ends), 1)
    near = np.abs((ends[two] * across[one][:, None]).sum(axis=2) - height[one][:, None]) < tolerance
    sine = (along[one] * across[two]).sum(axis=1)
    one, two, sine = one[sine != 0.0], two[sine != 0.0], sine[sine != 0.0]
    share = ((height[two] - (ends[one, 0] * across[two]).sum(axis=1)) / sine)[:, None]
    meeting = ends[one, 0] + share * along[one]
    meeting = meeting[(np.abs(meeting) < outline.extent).all(axis=1)]
    # Two lines pass through each meeting point; a third one would be within the tolerance too.
    through = (np.abs(heights(meeting, across) - height) < tolerance).sum(axis=1)
    if near.all(axis=1).any() or (through > 2).any():  # noqa: PLR2004 - two lines
        return False
    return not shapely.dwithin(shapely.boundary(outline.shape), shapely.points(meeting), tolerance).any()


def heights(points: Floats, across: Floats) -> Floats:
    """Return how far points lie along unit vectors, (n, m) float64.

    Not by a product of matrices, which BLAS rounds differently on different processors.
    """
    return points[:, 0, None] * across[:, 0] + points[:, 1, None] * across[:, 1]
