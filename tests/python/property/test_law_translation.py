"""Law: fracture commutes with translation and with scaling by powers of two."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cutout.fracturing import fracture
from python.property.shapes import Rings, params, polygons

offsets = st.tuples(st.integers(-4096, 4096), st.integers(-4096, 4096))


@given(polygons, params, offsets)
def test_moved_polygon_gives_moved_fragments(
    polygon: Rings, wanted: dict[str, object], offset: tuple[int, int]
) -> None:
    here, there = fracture(polygon, wanted), fracture([ring + offset for ring in polygon], wanted)
    assert (here.offsets == there.offsets).all()
    np.testing.assert_allclose(there.points, here.points + offset, rtol=0.0, atol=1e-11)


@given(polygons, params, st.integers(-6, 6))
def test_scaled_polygon_gives_scaled_fragments(polygon: Rings, wanted: dict[str, object], power: int) -> None:
    here, there = fracture(polygon, wanted), fracture([ring * 2.0**power for ring in polygon], wanted)
    assert (here.offsets == there.offsets).all()
    np.testing.assert_allclose(there.points, here.points * 2.0**power, rtol=1e-9, atol=1e-11 * 2.0**power)
