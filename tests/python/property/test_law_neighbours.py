"""Law: what fragments share and what they do not is all of their outlines."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given

from cutout.fracturing import fracture
from python.property.layouts import Params, tilings
from python.property.shapes import Rings, polygons, shape_of


@given(polygons, tilings)
def test_outlines_are_shared_twice_or_border(polygon: Rings, wanted: Params) -> None:
    result = fracture(polygon, wanted)
    around = sum(float(np.hypot(*(np.roll(ring, -1, axis=0) - ring).T).sum()) for ring in result.fragments)
    shared = sum(result.neighbours.values())
    assert around == pytest.approx(shape_of(polygon).length + 2.0 * shared, rel=1e-9)


@given(polygons, tilings)
def test_pairs_are_ordered_and_unique(polygon: Rings, wanted: Params) -> None:
    result = fracture(polygon, wanted)
    pairs = result.shards.neighbours
    assert (pairs[:, 0] < pairs[:, 1]).all()
    assert len(np.unique(pairs, axis=0)) == len(pairs)
    assert (result.shards.shared_lengths > 0.0).all()
    assert (pairs < len(result)).all()
