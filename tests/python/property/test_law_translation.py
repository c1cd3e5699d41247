"""Law: fracture commutes with translation and with scaling by powers of two."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cutout.fracturing import fracture
from python.property.layouts import Params, layouts, moved, scaled
from python.property.shapes import Rings, polygons

offsets = st.tuples(st.integers(-4096, 4096), st.integers(-4096, 4096))


@given(polygons, layouts, offsets)
def test_moved_polygon_gives_moved_fragments(polygon: Rings, wanted: Params, offset: tuple[int, int]) -> None:
    here, there = fracture(polygon, wanted), fracture([ring + offset for ring in polygon], moved(wanted, offset))
    assert (here.offsets == there.offsets).all()
    np.testing.assert_allclose(there.points, here.points + offset, rtol=0.0, atol=1e-11)


@given(polygons, layouts, st.integers(-6, 6))
def test_scaled_polygon_gives_scaled_fragments(polygon: Rings, wanted: Params, power: int) -> None:
    factor = 2.0**power
    here, there = fracture(polygon, wanted), fracture([ring * factor for ring in polygon], scaled(wanted, factor))
    assert (here.offsets == there.offsets).all()
    np.testing.assert_allclose(there.points, here.points * factor, rtol=1e-9, atol=1e-11 * factor)
