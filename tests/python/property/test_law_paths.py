"""Law: the compiled kernel and GEOS give each site, and each side of lines, the same area."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cutout.fracturing import FractureParams, compiled
from cutout.fracturing.cuts import Lines, Sites
from cutout.fracturing.door import admit
from cutout.fracturing.planning import plan
from cutout.fracturing.rings import areas_and_centroids
from cutout.fracturing.subdivision import LINE_PATHS, PATHS, Division, subdivide
from python.property.layouts import Params, seed_points, straight_cuts
from python.property.shapes import Rings, polygons

if TYPE_CHECKING:
    from numpy.typing import NDArray

needs_kernel = pytest.mark.skipif(not compiled.AVAILABLE, reason="the kernel is not built")


def area_by_owner(division: Division, count: int) -> NDArray[np.float64]:
    areas, _ = areas_and_centroids(division.points, division.offsets)
    return np.bincount(division.owners, weights=areas, minlength=count).astype(np.float64)


@needs_kernel
@given(polygons, st.one_of(seed_points))
def test_kernel_agrees_with_geos_on_sites(polygon: Rings, wanted: Params) -> None:
    outline = admit(polygon)
    laid_out = plan(outline, FractureParams.from_mapping(wanted))
    assume(isinstance(laid_out, Sites))  # A grid without jitter is cut along lines.
    assert isinstance(laid_out, Sites)
    one = subdivide(outline, laid_out.points, PATHS)
    assume(one.path == "kernel")
    agree(one, subdivide(outline, laid_out.points, PATHS[1:]), len(laid_out.points), outline.area)


@needs_kernel
@given(polygons, straight_cuts)
def test_kernel_agrees_with_geos_on_lines(polygon: Rings, wanted: Params) -> None:
    outline = admit(polygon)
    laid_out = plan(outline, FractureParams.from_mapping(wanted))
    assume(isinstance(laid_out, Lines) and len(laid_out.ends))
    assert isinstance(laid_out, Lines)
    one = subdivide(outline, laid_out.ends, LINE_PATHS)
    assume(one.path == "kernel")
    other = subdivide(outline, laid_out.ends, LINE_PATHS[1:])
    agree(one, other, int(one.owners.max()) + 1, outline.area)


def agree(one: Division, other: Division, count: int, area: float) -> None:
    assert np.unique(one.owners).tolist() == np.unique(other.owners).tolist()
    np.testing.assert_allclose(area_by_owner(one, count), area_by_owner(other, count), rtol=1e-9, atol=1e-9 * area)
