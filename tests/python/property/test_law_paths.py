"""Law: the compiled kernel and GEOS give each site the same area."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import assume, given

from cutout.fracturing import FractureParams, compiled
from cutout.fracturing.door import admit
from cutout.fracturing.rings import areas_and_centroids
from cutout.fracturing.seed_points import seed_points
from cutout.fracturing.subdivision import PATHS, Division, subdivide
from python.property.shapes import Rings, params, polygons

if TYPE_CHECKING:
    from numpy.typing import NDArray

KERNEL, *GEOS = PATHS


def area_by_owner(division: Division, count: int) -> NDArray[np.float64]:
    areas, _ = areas_and_centroids(division.points, division.offsets)
    return np.bincount(division.owners, weights=areas, minlength=count).astype(np.float64)


@pytest.mark.skipif(not compiled.AVAILABLE, reason="the kernel is not built")
@given(polygons, params)
def test_kernel_agrees_with_geos(polygon: Rings, wanted: dict[str, object]) -> None:
    outline = admit(polygon)
    sites = seed_points(outline, FractureParams.from_mapping(wanted))
    one, other = subdivide(outline, sites, [KERNEL, *GEOS]), subdivide(outline, sites, GEOS)
    assume(one.path == "kernel")
    assert np.unique(one.owners).tolist() == np.unique(other.owners).tolist()
    np.testing.assert_allclose(
        area_by_owner(one, len(sites)), area_by_owner(other, len(sites)), rtol=1e-9, atol=1e-9 * outline.area
    )
