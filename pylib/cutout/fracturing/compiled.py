"""The compiled kernel, where it is built (`cutout.fracturing.kernel` says when it is); no other module asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

try:
    from .kernel import LINES, SITES, Status, subdivide_batch
    from .kernel.chain import Chain
    from .kernel.finish import Finish
    from .kernel.intake import Intake
    from .kernel.polygons import Polygons
    from .kernel.scatter import Scatter
except ImportError:
    AVAILABLE = False
else:
    AVAILABLE = True

__all__ = [
    "AVAILABLE",
    "LINES",
    "SITES",
    "Chain",
    "Finish",
    "Intake",
    "Polygons",
    "Scatter",
    "Status",
    "subdivide",
    "subdivide_batch",
]

if TYPE_CHECKING:
    from .outline import Outline
    from .rings import Floats, Ints


def subdivide(outline: Outline, sites: Floats) -> tuple[Floats, Ints, Ints] | None:
    """Split an outline into the Voronoi cells of sites.

    Parameters
    ----------
    outline : Outline
    sites : (m, 2) float64, px, local
        In general position.

    Returns
    -------
    points : (n, 2) float64, px, local
    offsets : (k + 1,) int32
    owners : (k,) int32
        The site of each ring's cell. None instead of all three if the kernel is not built, if it found the case
        unstable, or if rings touch, which it does not take.
    """
    if not AVAILABLE or outline.touching:
        return None
    found = subdivide_batch(
        outline.points.ravel().data,
        outline.offsets.data,
        np.array([0, len(outline.offsets) - 1], np.int32).data,
        sites.ravel().data,
        np.array([0, len(sites)], np.int32).data,
        bytes([SITES]),
        shards=False,
    )
    if found.statuses[0] != Status.OK:
        return None
    points, offsets = np.asarray(found.points).reshape(-1, 2), np.asarray(found.offsets)
    return points, offsets, np.asarray(found.cells).astype(np.int32)
